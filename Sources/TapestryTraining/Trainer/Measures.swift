/// What was measured over some batches, by name and in order: the loss, and the metrics.
///
/// ```swift
/// let measures = try trainer.evaluate(test)
/// print(measures)                      // loss 0.0812  accuracy 0.9761
/// measures["accuracy"]                 // 0.9761…
/// ```
///
/// What a validation measured is called `val_loss`, `val_accuracy`, …, as in Keras.
public struct Measures: Sendable, CustomStringConvertible, ExpressibleByDictionaryLiteral {
  /// In the order in which they were added.
  public private(set) var names: [String] = []
  private var values: [String: Double] = [:]

  /// No measures.
  public init() {}

  /// Measures in this order; of one name twice, the last.
  public init(dictionaryLiteral entries: (String, Double)...) {
    for (name, value) in entries { self[name] = value }
  }

  /// A measure; nil for a name that there is not. Setting a new one puts it behind the others.
  public subscript(name: String) -> Double? {
    get { values[name] }
    set {
      if values[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      values[name] = newValue
    }
  }

  /// The mean loss; NaN where there was none.
  public var loss: Double { values["loss"] ?? .nan }

  /// Names and values in order.
  public var entries: [(name: String, value: Double)] { names.map { ($0, values[$0]!) } }

  /// Takes in others, under their names behind a prefix.
  mutating func add(_ others: Measures, prefix: String) {
    for (name, value) in others.entries { self[prefix + name] = value }
  }

  /// All on one line, each with four decimals.
  public var description: String {
    entries.map { "\($0.name) \($0.value.fixed(4))" }.joined(separator: "  ")
  }
}
