import TapestryTesting

/// Every operation of the library, one row each: the one place that proves them.
enum Catalogue {
  static let all: [OpCase] = families.flatMap(\.ops)

  static let families: [(name: String, ops: [OpCase])] = [
    ("Activation", activation),
    ("Arithmetic", arithmetic),
    ("Comparison", comparison),
    ("Creation", creation),
    ("Indexing", indexing),
    ("Linear", linear),
    ("Loss", loss),
    ("Math", math + rounding),
    ("Normalization", normalization),
    ("Reduction", reduction),
    ("Shape", shape),
  ]
}

extension OpCase {
  /// The family, which is the folder of its source file and the name of its golden file.
  var family: String { String(file.split(separator: "/")[0]) }

  func queries(of form: OpForm) -> [GoldenQuery] {
    guard let reference = form.reference else { return [] }
    return form.samples.samples.map { query(reference, $0) }
  }

  func query(_ reference: String, _ sample: Sample) -> GoldenQuery {
    GoldenQuery(file: family.lowercased(), expression: reference, inputs: sample.inputs)
  }
}
