import TapestryCore
import TapestryTesting

extension Catalogue {
  static let norms: [OpCase] = [
    OpCase(
      "norm", in: "Reduction/Norm", torch: ["norm": "x.norm(3, axis: 1)"],
      OpForm("torch.norm(a)", .anyRank.ofFloats) { $0.norm() },
      OpForm("torch.norm(a, 2, 0)", .anyRank.ofFloats) { $0.norm(axis: 0) },
      OpForm("torch.norm(a, 1, -1, keepdim=True)", .anyRank.ofFloats) {
        $0.norm(1, axis: -1, keepDims: true)
      },
      OpForm("torch.norm(a, 3, (0, -1))", .rankTwo.ofFloats) { $0.norm(3, axes: [0, -1]) },
      OpForm("torch.norm(a, 1.5, 0)", .normed) { $0.norm(1.5, axis: 0) },
      OpForm("torch.norm(a, 0.5, 0)", .normed) { $0.norm(0.5, axis: 0) },
      OpForm("torch.norm(a, -1, -1)", .normed.droppingEmpty) { $0.norm(-1, axis: -1) },
      OpForm("torch.norm(a, -2.5)", .normed.droppingEmpty) { $0.norm(-2.5) },
      OpForm("torch.norm(a, 0, 0)", .normed + .zeros) { $0.norm(0, axis: 0) },
      OpForm("torch.norm(a, inf, 0)", .notEmpty.ofFloats) { $0.norm(.infinity, axis: 0) },
      OpForm("torch.norm(a, -inf)", .notEmpty.ofFloats) { $0.norm(-.infinity) },
      OpForm("torch.norm(a, inf, 0)", .emptyBeside) { $0.norm(.infinity, axis: 0) },
      OpForm("torch.norm(a, 2, 0, dtype=torch.float64)", .normed) {
        $0.norm(axis: 0, dtype: .float64)
      },
      errors: [
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(3).norm() },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor([1, 2, 3]).norm(axis: 1) },
        OpError("of no elements, shape [0], with p = inf") {
          _ = Tensor.zeros([0]).norm(.infinity)
        },
      ]),
    OpCase(
      "dist", in: "Reduction/Distance", torch: ["dist": "x.dist(y, p: 3)"],
      OpForm("torch.dist(a, b)", .pairsToCompare) { $0.dist($1) },
      OpForm("torch.dist(a, b, 1)", .pairsToCompare) { $0.dist($1, p: 1) },
      OpForm("torch.dist(a, b, 3.5)", .pairsToCompare) { $0.dist($1, p: 3.5) },
      // PyTorch has no derivative where p is 0.
      OpForm("torch.dist(a.detach(), b.detach(), 0)", .pairsToCompare.withUnknownDerivatives) {
        $0.dist($1, p: 0)
      },
      errors: [
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).dist(.zeros([4]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).dist(Tensor.arange(3))
        },
      ]),
    OpCase(
      "renorm", in: "Reduction/Renorm",
      torch: ["renorm": "x.renorm(p: 2, axis: 0, maxNorm: 1)"],
      OpForm("torch.renorm(a, 2, 0, 3)", .slices) { $0.renorm(axis: 0, maxNorm: 3) },
      OpForm("torch.renorm(a, 1, -1, 4.5)", .slices) { $0.renorm(p: 1, axis: -1, maxNorm: 4.5) },
      OpForm("torch.renorm(a, 3, 1, 0)", .slices) { $0.renorm(p: 3, axis: 1, maxNorm: 0) },
      OpForm("torch.renorm(a, inf, 0, 2)", .slices.droppingEmpty) {
        $0.renorm(p: .infinity, axis: 0, maxNorm: 2)
      },
      errors: [
        OpError("shape [3] has less than two axes") {
          _ = Tensor.zeros([3]).renorm(axis: 0, maxNorm: 1)
        },
        OpError("p = 0.0 is not greater than 0") {
          _ = Tensor.zeros([2, 3]).renorm(p: 0, axis: 0, maxNorm: 1)
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).renorm(axis: 2, maxNorm: 1)
        },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let normed: SampleSet =
    .shapes([[], [4], [2, 3], [3, 1, 2], [0]], dtypes: [.float32])
    + [
      Sample(.values([3, .nan, 1, .infinity, 2, -.infinity], shape: [3, 2]), derivatives: .stored)
    ]
  fileprivate static let slices: SampleSet = .shapes(
    [[2, 3], [3, 2, 2], [1, 4], [2, 0], [4, 2]], dtypes: [.float32], large: [257, 1031])
  fileprivate static let pairsToCompare: SampleSet = SampleSet(
    [([3], [3]), ([2, 3], [3]), ([], [4]), ([2, 1], [1, 3]), ([0], [1]), ([2, 2, 2], [2, 2])]
      .enumerated().map { seed, shapes in
        Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
      } + [Sample(.reals([4], dtype: .float32), .reals([4], seed: 2))],
    large: Sample(.reals([257, 1031], seed: 41), .reals([1031], seed: 42)))
}
