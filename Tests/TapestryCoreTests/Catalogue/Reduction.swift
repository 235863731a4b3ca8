import TapestryCore
import TapestryTesting

extension Catalogue {
  static let reduction: [OpCase] = [
    OpCase(
      "sum", in: "Reduction/Sum",
      OpForm("a.sum()", .anyRank) { $0.sum() },
      OpForm("a.sum(0)", .anyRank) { $0.sum(axis: 0) },
      OpForm("a.sum(-1, keepdim=True)", .anyRank) { $0.sum(axis: -1, keepDims: true) },
      OpForm("a.sum((0, -1))", .rankTwo) { $0.sum(axes: [0, -1]) },
      OpForm("a.sum((-2, 0), keepdim=True)", .rankThree) { $0.sum(axes: [-2, 0], keepDims: true) },
      OpForm("a.sum((1, 3))", .shapes([[2, 3, 2, 2], [1, 2, 0, 2]])) { $0.sum(axes: [1, 3]) },
      OpForm("a.sum(())", .rankTwo) { $0.sum(axes: []) },
      errors: wrongAxes { $0.sum(axes: $1) }),
    OpCase(
      "mean", in: "Reduction/Mean",
      OpForm("a.mean()", .anyRank.floatsOnly.undefinedWhereEmpty) { $0.mean() },
      OpForm("a.mean(0)", .anyRank.floatsOnly.undefinedWhereEmpty) { $0.mean(axis: 0) },
      OpForm("a.mean(-1, keepdim=True)", .anyRank.floatsOnly.undefinedWhereEmpty) {
        $0.mean(axis: -1, keepDims: true)
      },
      OpForm("a.mean((0, -1))", .rankTwo.floatsOnly.undefinedWhereEmpty) {
        $0.mean(axes: [0, -1])
      },
      errors: [
        OpError("needs a floating-point dtype, not int64; cast(to: .float32) first") {
          _ = Tensor.arange(3).mean()
        },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor([1, 2, 3]).mean(axis: 1) },
      ]),
    OpCase(
      "amax", in: "Reduction/Max",
      OpForm("a.amax()", .notEmpty) { $0.amax() },
      OpForm("a.amax(0)", .notEmpty) { $0.amax(axes: [0]) },
      OpForm("a.amax(-1, keepdim=True)", .notEmpty) { $0.amax(axes: [-1], keepDims: true) },
      OpForm("a.amax((0, -1))", .rankTwo.droppingEmpty) { $0.amax(axes: [0, -1]) },
      OpForm("a.amax(0)", .emptyBeside) { $0.amax(axes: [0]) },
      errors: wrongAxes { $0.amax(axes: $1) } + nothingToChoose { $0.amax() }),
    OpCase(
      "amin", in: "Reduction/Min",
      OpForm("a.amin()", .notEmpty) { $0.amin() },
      OpForm("a.amin(0)", .notEmpty) { $0.amin(axes: [0]) },
      OpForm("a.amin(-1, keepdim=True)", .notEmpty) { $0.amin(axes: [-1], keepDims: true) },
      OpForm("a.amin((0, -1))", .rankTwo.droppingEmpty) { $0.amin(axes: [0, -1]) },
      OpForm("a.amin(0)", .emptyBeside) { $0.amin(axes: [0]) },
      errors: wrongAxes { $0.amin(axes: $1) } + nothingToChoose { $0.amin() }),
    OpCase(
      "max", in: "Reduction/Max",
      OpForm("torch.max(a)", .notEmpty) { $0.max() },
      OpForm("torch.max(a, 0)", .notEmpty) { both($0[0].max(axis: 0)) },
      OpForm("torch.max(a, -1, keepdim=True)", .notEmpty) {
        both($0[0].max(axis: -1, keepDims: true))
      },
      OpForm("torch.max(a, 0)", .emptyBeside) { both($0[0].max(axis: 0)) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).max(axis: 2)
        },
        OpError("shape [0] has no elements to choose from") { _ = Tensor.zeros([0]).max() },
      ]),
    OpCase(
      "min", in: "Reduction/Min",
      OpForm("torch.min(a)", .notEmpty) { $0.min() },
      OpForm("torch.min(a, 0)", .notEmpty) { both($0[0].min(axis: 0)) },
      OpForm("torch.min(a, -1, keepdim=True)", .notEmpty) {
        both($0[0].min(axis: -1, keepDims: true))
      },
      OpForm("torch.min(a, 0)", .emptyBeside) { both($0[0].min(axis: 0)) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).min(axis: 2)
        },
        OpError("shape [0] has no elements to choose from") { _ = Tensor.zeros([0]).min() },
      ]),
    OpCase(
      "argmax", in: "Reduction/Max",
      OpForm("torch.argmax(a)", .notEmpty.notBool) { $0.argmax() },
      OpForm("torch.argmax(a, 0)", .notEmpty.notBool) { $0.argmax(axis: 0) },
      OpForm("torch.argmax(a, -1, keepdim=True)", .notEmpty.notBool) {
        $0.argmax(axis: -1, keepDims: true)
      },
      OpForm("torch.argmax(a, 0)", .emptyBeside) { $0.argmax(axis: 0) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).argmax(axis: 2)
        },
        OpError("shape [0] has no elements to choose from") { _ = Tensor.zeros([0]).argmax() },
      ]),
    OpCase(
      "argmin", in: "Reduction/Min",
      OpForm("torch.argmin(a)", .notEmpty.notBool) { $0.argmin() },
      OpForm("torch.argmin(a, 0)", .notEmpty.notBool) { $0.argmin(axis: 0) },
      OpForm("torch.argmin(a, -1, keepdim=True)", .notEmpty.notBool) {
        $0.argmin(axis: -1, keepDims: true)
      },
      OpForm("torch.argmin(a, 0)", .emptyBeside) { $0.argmin(axis: 0) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).argmin(axis: 2)
        },
        OpError("shape [0] has no elements to choose from") { _ = Tensor.zeros([0]).argmin() },
      ]),
    OpCase(
      "all", in: "Reduction/All",
      OpForm("torch.all(a).bool()", .logical) { $0.all() },
      OpForm("torch.all(a, 0).bool()", .logical) { $0.all(axes: [0]) },
      OpForm("torch.all(a, -1, keepdim=True).bool()", .logical) {
        $0.all(axes: [-1], keepDims: true)
      },
      OpForm("torch.all(a, (0, -1)).bool()", .rankTwo) { $0.all(axes: [0, -1]) },
      errors: wrongAxes { $0.all(axes: $1) }),
    OpCase(
      "any", in: "Reduction/Any",
      OpForm("torch.any(a).bool()", .logical) { $0.any() },
      OpForm("torch.any(a, 0).bool()", .logical) { $0.any(axes: [0]) },
      OpForm("torch.any(a, -1, keepdim=True).bool()", .logical) {
        $0.any(axes: [-1], keepDims: true)
      },
      OpForm("torch.any(a, (0, -1)).bool()", .rankTwo) { $0.any(axes: [0, -1]) },
      errors: wrongAxes { $0.any(axes: $1) }),
    OpCase(
      "cumsum", in: "Reduction/CumulativeSum",
      OpForm("torch.cumsum(a, 0)", .anyRank) { $0.cumsum(axis: 0) },
      OpForm("torch.cumsum(a, -1)", .anyRank) { $0.cumsum(axis: -1) },
      OpForm("torch.cumsum(a, 1)", .rankThree) { $0.cumsum(axis: 1) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).cumsum(axis: 2)
        },
        OpError("axis -3 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).cumsum(axis: -3)
        },
      ]),
  ]

  private static func wrongAxes(
    _ body: @escaping @Sendable (Tensor, [Int]) -> Tensor
  ) -> [OpError] {
    [
      OpError("axis 2 is out of range for shape [2, 3], which takes -2…1") {
        _ = body(.zeros([2, 3]), [2])
      },
      OpError("axis -2 appears twice in [0, -2]") { _ = body(.zeros([2, 3]), [0, -2]) },
    ]
  }

  private static func nothingToChoose(
    _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> [OpError] {
    [OpError("shape [2, 0] has no elements to choose from") { _ = body(.zeros([2, 0])) }]
  }

  private static func both(_ result: (values: Tensor, indices: Tensor)) -> [Tensor] {
    [result.values, result.indices]
  }
}

extension SampleSet {
  fileprivate static let special: SampleSet = [
    Sample(
      .values([1, .nan, 3, -.infinity, .infinity, 2, 0, -0.0, 0], shape: [3, 3]),
      derivatives: .stored),
    Sample(.values([2, 2, 1, 2, -1, -1], shape: [2, 3]), derivatives: .stored),
    Sample(.values([.infinity, .infinity, .nan, .nan], shape: [2, 2]), derivatives: .stored),
  ]

  fileprivate static let anyRank: SampleSet =
    .shapes(
      sampleShapes + [[3, 0], [7, 1], [1, 7], [2, 3, 4, 2]], large: [257, 1031])
    + special
  fileprivate static let rankTwo: SampleSet = .shapes(
    [[2, 3], [3, 2, 2], [2, 0], [1, 1], [0, 2, 2]], large: [257, 1031])
  fileprivate static let rankThree: SampleSet = .shapes(
    [[2, 3, 2], [2, 2, 3, 2], [1, 2, 0], [0, 1, 3]], large: [3, 257, 1031])
  fileprivate static let notEmpty = anyRank.droppingEmpty

  /// Empty along another axis than the one that is reduced.
  fileprivate static let emptyBeside: SampleSet = .shapes([[2, 0], [3, 0, 2]], dtypes: [])

  fileprivate static let logical: SampleSet =
    anyRank
    + [
      Sample(.integers([3, 4], in: 0...1)), Sample(.integers([3, 4], in: 0...1, dtype: .uint8)),
      Sample(.bools([3, 2, 2])), Sample(.values([0, 0, -0.0])), Sample(.bools([0, 3])),
    ]

  fileprivate var droppingEmpty: SampleSet {
    SampleSet(samples.filter { !$0.inputs[0].shape.contains(0) }, large: large)
  }
  fileprivate var floatsOnly: SampleSet {
    SampleSet(samples.filter(\.inputs[0].dtype.isFloatingPoint), large: large)
  }
  fileprivate var notBool: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].dtype != .bool }, large: large)
  }
}
