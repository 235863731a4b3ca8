import TapestryCore

extension Module {
  /// All parameters and persistent buffers by name, without their record. They share memory with the module: `clone()`
  /// what is to outlast further training.
  ///
  /// - Parameter prefix: stands before every name: `"encoder."` gives `encoder.0.weight`.
  ///
  /// `torch.nn.Module.state_dict`.
  public final func stateDict(
    prefix: String = "", file: StaticString = #fileID, line: UInt = #line
  ) -> [String: Tensor] {
    // A name that two properties claim keeps the first.
    Dictionary(
      persistent(state("stateDict", file: file, line: line)).map {
        (prefix + $0.name, $0.tensor.detach())
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// Copies a state dict's values into the parameters and buffers of these names.
  ///
  /// The module keeps its dtypes: each value is cast to that of its parameter or buffer, whatever it was, as
  /// ``Tensor/cast(to:)`` does.
  ///
  /// Layers that were made without the size of their input take it from the state dict, as from a first input; without
  /// `strict` those that it does not name keep waiting.
  ///
  /// - Parameters:
  ///   - strict: whether a missing or unexpected name is an error. A wrong shape always is.
  ///   - prefix: takes part of a larger state dict: names that begin so are looked at, and without it, and the others are not:
  ///     `"module."` for what `DataParallel` saved, `"encoder."` for the encoder's share.
  /// - Returns: what was missing and unexpected, where `strict` is false.
  /// - Throws: ``StateDictMismatch``, with nothing changed.
  ///
  /// `torch.nn.Module.load_state_dict`.
  @discardableResult
  public final func load(
    _ state: [String: Tensor], strict: Bool = true, prefix: String = ""
  ) throws(StateDictMismatch) -> StateDictMismatch {
    let state = prefix.isEmpty ? state : state.withoutPrefix(prefix)
    let entries = self.entries()
    let inferred = StateDictSizes(of: entries, in: state)
    let targets = persistent(Module.tensors(of: entries))
    let names = Set(targets.map(\.name) + inferred.names)
    let mismatch = StateDictMismatch(
      module: "\(type(of: self))",
      missing: targets.map(\.name).filter { state[$0] == nil } + inferred.missing,
      unexpected: state.keys.filter { !names.contains($0) }.sorted(),
      misshaped: inferred.misshaped
        + targets.compactMap { name, tensor in
          guard let value = state[name], value.shape != tensor.shape else { return nil }
          return .init(name: name, found: value.shape, needed: tensor.shape)
        })
    if !mismatch.misshaped.isEmpty || (strict && !mismatch.isEmpty) { throw mismatch }
    inferred.apply()
    noGrad {
      for (name, tensor) in persistent(Module.tensors(of: self.entries())) {
        if let value = state[name] { tensor[.ellipsis] = value }
      }
    }
    return mismatch
  }

  /// The tensors that are there already.
  private static func tensors(of entries: [Entry]) -> [(name: String, tensor: Tensor)] {
    entries.compactMap { entry in
      switch entry.member {
      case .parameter(let parameter): (entry.name, parameter)
      case .buffer(let buffer): (entry.name, buffer)
      case .pending, .module: nil
      }
    }
  }

  private func persistent(
    _ tensors: [(name: String, tensor: Tensor)]
  ) -> [(name: String, tensor: Tensor)] {
    tensors.filter { ($0.tensor as? Buffer)?.isPersistent != false }
  }
}

extension [String: Tensor] {
  /// The entries whose names begin with a prefix, under what follows it.
  fileprivate func withoutPrefix(_ prefix: String) -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}

/// How a state dict differs from the module that it was to be loaded into.
public struct StateDictMismatch: Error, Sendable {
  /// A value whose shape is not that of the parameter or buffer.
  public struct Misshaped: Sendable, Equatable {
    public let name: String
    public let found: Shape

    /// −1 where a layer without a size of its own would take any.
    public let needed: Shape
  }

  /// The module's type.
  public let module: String

  /// Names that the module has and the state dict lacks, in the module's order.
  public let missing: [String]

  /// Names that the state dict has and the module lacks, sorted.
  public let unexpected: [String]

  public let misshaped: [Misshaped]

  /// Whether the two fit.
  public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && misshaped.isEmpty }
}

extension StateDictMismatch: CustomStringConvertible {
  /// One line, which names the first few of each kind.
  public var description: String {
    let shapes = misshaped.map { "\($0.name) (\($0.found), needs \($0.needed))" }
    let parts = [
      StateDictMismatch.list("missing", missing), StateDictMismatch.list("unexpected", unexpected),
      StateDictMismatch.list("of another shape", shapes),
    ].compactMap { $0 }
    return "state dict for \(module): " + (parts.isEmpty ? "fits" : parts.joined(separator: "; "))
  }

  private static func list(_ title: String, _ names: [String]) -> String? {
    if names.isEmpty { return nil }
    let shown = 6
    let rest = names.count > shown ? " and \(names.count - shown) more" : ""
    return "\(title): \(names.prefix(shown).joined(separator: ", "))\(rest)"
  }
}
