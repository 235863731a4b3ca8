import TapestryCore

/// Where the time of a piece of work went: what ``profile(prints:_:)`` returns.
///
/// A table, as ``description`` and ``table(rowCount:)``, and a picture of the whole run over time, see ``write(to:)``.
public struct Profile {
  /// What operations are part of.
  public enum Phase: String, CaseIterable, Sendable {
    /// In the forward pass, or in `backward()`.
    case forward, backward
    /// Optimizers' steps.
    case update
    /// Waiting for a ``DataLoader``.
    case data
  }

  /// The calls of one operation by one module, together.
  public struct Row {
    /// The operation's name, as messages write it, the optimizer's or the loader's.
    public let operation: String
    /// Whether it was computed on the way forward or back.
    public let phase: Phase
    /// The module that called it, as `encoder.0: Linear(3, 4)`; empty outside of modules.
    public let module: String
    /// How often it was computed.
    public internal(set) var calls = 0
    /// The time that all calls took together.
    public internal(set) var seconds = 0.0
    /// Memory taken for results and for room to work in; that of freed tensors counts too.
    public internal(set) var byteCount = 0

    /// The time of one call, on average.
    public var meanSeconds: Double { seconds / Double(calls) }
  }

  let entries: [OperationLog.Entry]
  let start: ContinuousClock.Instant

  /// The length of the whole run, what lay between operations included.
  public let seconds: Double

  /// Every operation of every module and phase, those that took the longest first.
  public let rows: [Row]

  init(_ log: OperationLog) {
    entries = log.entries
    start = log.start
    seconds = (log.end - log.start).seconds
    rows = Profile.rows(of: log.entries)
  }

  private static func rows(of entries: [OperationLog.Entry]) -> [Row] {
    struct Key: Hashable {
      let operation, module: String
      let phase: OperationLog.Phase
    }
    var places: [Key: Int] = [:]
    var rows: [Row] = []
    for entry in entries {
      let module = entry.modulePath ?? ""
      let key = Key(operation: entry.name, module: module, phase: entry.phase)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(Row(operation: entry.name, phase: Phase(entry.phase), module: module))
      }
      rows[place].calls += 1
      rows[place].seconds += (entry.end - entry.start).seconds
      rows[place].byteCount += entry.byteCount
    }
    return rows.sorted { $0.seconds > $1.seconds }
  }
}

extension Profile.Phase {
  init(_ phase: OperationLog.Phase) {
    self =
      switch phase {
      case .forward: .forward
      case .backward: .backward
      case .update: .update
      case .data: .data
      }
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
