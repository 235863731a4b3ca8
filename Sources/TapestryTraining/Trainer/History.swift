/// What a training measured, epoch by epoch.
///
/// ```swift
/// let history = try trainer.fit(train, epochs: 5, validation: test)
/// history["val_accuracy"]              // five numbers
/// history.epochs.last                  // the measures of the last epoch
/// ```
///
/// Keras's `History`. Epochs that were broken off are not in it. A loop of your own makes one itself, for ``HTMLReport/addHistory(_:)``
/// and ``csv``:
///
/// ```swift
/// var history = History()
/// history.append(["loss": loss.value, "val_loss": testLoss.value])
/// ```
public struct History: Sendable {
  /// The measures of each epoch that came to its end.
  public internal(set) var epochs: [Measures]

  /// Why training ended before its last epoch; nil where it did not.
  public internal(set) var stopReason: String?

  /// The history of a training that a loop of your own goes through, to which ``append(_:)`` adds; of none so far by default.
  public init(epochs: [Measures] = []) { self.epochs = epochs }

  /// Adds what an epoch measured.
  public mutating func append(_ measures: Measures) { epochs.append(measures) }

  /// The names of all measures, in the order in which they came up.
  public var names: [String] {
    var seen: Set<String> = []
    return epochs.flatMap(\.names).filter { seen.insert($0).inserted }
  }

  /// One measure of each epoch: NaN where it was not taken, empty where it never was.
  public subscript(name: String) -> [Double] {
    guard epochs.contains(where: { $0[name] != nil }) else { return [] }
    return epochs.map { $0[name] ?? .nan }
  }

  /// The measures as a table of comma-separated values: a header, and a line for each epoch, counted from 1. Names are quoted as in
  /// RFC 4180; lines end in a line feed.
  public var csv: String {
    let header = ["epoch"] + names.map(csvField)
    let rows = epochs.indices.map { epoch in
      ["\(epoch + 1)"] + names.map { epochs[epoch][$0].map { $0.isNaN ? "nan" : "\($0)" } ?? "" }
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }
}
