import TapestryCore
import TapestryTesting

// What rows of reductions, scans, sorting and statistics have in common.
extension Catalogue {
  static func wrongAxes(
    _ body: @escaping @Sendable (Tensor, [Int]) -> Tensor
  ) -> [OpError] {
    [
      OpError("axis 2 is out of range for shape [2, 3], which takes -2…1") {
        _ = body(.zeros([2, 3]), [2])
      },
      OpError("axis -2 appears twice in [0, -2]") { _ = body(.zeros([2, 3]), [0, -2]) },
    ]
  }

  static func both(_ result: (values: Tensor, indices: Tensor)) -> [Tensor] {
    [result.values, result.indices]
  }
}

extension SampleSet {
  static let special: SampleSet = [
    Sample(
      .values([1, .nan, 3, -.infinity, .infinity, 2, 0, -0.0, 0], shape: [3, 3]),
      derivatives: .stored),
    Sample(.values([2, 2, 1, 2, -1, -1], shape: [2, 3]), derivatives: .stored),
    Sample(.values([.infinity, .infinity, .nan, .nan], shape: [2, 2]), derivatives: .stored),
  ]

  static let anyRankWithoutSpecial: SampleSet = .shapes(
    sampleShapes + [[3, 0], [7, 1], [1, 7], [2, 3, 4, 2]], large: [257, 1031])
  static let anyRank = anyRankWithoutSpecial + special
  static let rankTwo: SampleSet = .shapes(
    [[2, 3], [3, 2, 2], [2, 0], [1, 1], [0, 2, 2]], large: [257, 1031])
  static let rankThree: SampleSet = .shapes(
    [[2, 3, 2], [2, 2, 3, 2], [1, 2, 0], [0, 1, 3]], large: [3, 257, 1031])
  /// For a dtype that is asked for.
  static let typed: SampleSet = .shapes([[2, 3], [3], [0]], in: 0...4)

  /// Products with one, two and more factors of 0, and of 1.
  static let zeros: SampleSet = [
    Sample(.values([2, 0, -3, 4, 5, -1], shape: [2, 3])),
    Sample(.values([2, 0, 0, 4, 0, 0], shape: [2, 3])),
    Sample(.values([0, 0, 0, 3, -2, 0, 1, -0.0], shape: [4, 2])),
  ]

  static let notEmpty = anyRank.droppingEmpty

  /// Empty along another axis than the one that is reduced.
  static let emptyBeside: SampleSet = .shapes([[2, 0], [3, 0, 2]], dtypes: [])

  static let logical: SampleSet =
    anyRank
    + [
      Sample(.integers([3, 4], in: 0...1)), Sample(.integers([3, 4], in: 0...1, dtype: .uint8)),
      Sample(.bools([3, 2, 2])), Sample(.values([0, 0, -0.0])), Sample(.bools([0, 3])),
    ]

  var droppingEmpty: SampleSet {
    SampleSet(samples.filter { !$0.inputs[0].shape.contains(0) }, large: large)
  }
  var ofFloats: SampleSet {
    SampleSet(samples.filter(\.inputs[0].dtype.isFloatingPoint), large: large)
  }
  var notBool: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].dtype != .bool }, large: large)
  }

  /// For samples at which PyTorch's derivative is no model.
  var withUnknownDerivatives: SampleSet {
    SampleSet(samples.map { Sample($0.inputs, derivatives: .unknown) }, large: large)
  }
}
