import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Places, and elements put together.
  static let grids: [OpCase] = [
    OpCase(
      "broadcastShapes", in: "Creation/BroadcastShapes",
      torch: ["broadcast_shapes": "broadcastShapes(x.shape, y.shape)"],
      OpForm("torch.tensor(torch.broadcast_shapes((2, 1), (3,)))", .none) { _ in
        [Tensor(Array(broadcastShapes([2, 1], [3])))]
      },
      OpForm("torch.tensor(torch.broadcast_shapes((0,), (1,), (4, 1)))", .none) { _ in
        [Tensor(Array(broadcastShapes([0], [1], [4, 1])))]
      },
      OpForm("torch.tensor(torch.broadcast_shapes(), dtype=torch.int64)", .none) { _ in
        [Tensor(Array(broadcastShapes()))]
      },
      errors: [
        OpError("shapes [[2], [3]] do not broadcast") { _ = broadcastShapes([2], [3]) },
        OpError("a size of shape [-1] is negative") { _ = broadcastShapes([2], [-1]) },
      ]),
    OpCase(
      "cartesianProd", in: "Creation/CartesianProduct",
      torch: ["cartesian_prod": "cartesianProd([x, y])"],
      OpForm("torch.cartesian_prod(a)", .vectors(1), all: { [cartesianProd($0)] }),
      OpForm("torch.cartesian_prod(a, b)", .vectors(2), all: { [cartesianProd($0)] }),
      OpForm("torch.cartesian_prod(a, b, c)", .vectors(3), all: { [cartesianProd($0)] }),
      errors: [
        OpError("no tensors") { _ = cartesianProd([]) },
        OpError("shapes [[1, 1], [1]]; vectors are needed") {
          _ = cartesianProd([.ones([1, 1]), .ones([1])])
        },
        OpError("dtypes [float32, int64] are not one") {
          _ = cartesianProd([.ones([1]), .arange(2)])
        },
      ]),
    OpCase(
      "combinations", in: "Creation/Combinations",
      torch: ["combinations": "x.combinations(count: 2)"],
      OpForm("torch.combinations(a)", .vectors(1)) { $0.combinations() },
      OpForm("torch.combinations(a, 3)", .vectors(1)) { $0.combinations(count: 3) },
      OpForm("torch.combinations(a, 2, True)", .vectors(1)) {
        $0.combinations(withReplacement: true)
      },
      OpForm("torch.combinations(a, 3, True)", .vectors(1)) {
        $0.combinations(count: 3, withReplacement: true)
      },
      OpForm("torch.combinations(a, 1)", .vectors(1)) { $0.combinations(count: 1) },
      OpForm("torch.combinations(a, 0)", .vectors(1).withoutFiniteDifferences) {
        $0.combinations(count: 0)
      },
      errors: [
        OpError("of shape [2, 2]; a vector is needed") { _ = Tensor.ones([2, 2]).combinations() },
        OpError("of -1 elements") { _ = Tensor.ones([2]).combinations(count: -1) },
      ]),
    OpCase(
      "meshgrid", in: "Creation/Meshgrid", torch: ["meshgrid": "meshgrid([x, y])"],
      OpForm("torch.meshgrid(a, indexing='ij')", .vectors(1), all: { meshgrid($0) }),
      OpForm("torch.meshgrid(a, b, indexing='ij')", .vectors(2), all: { meshgrid($0) }),
      OpForm("torch.meshgrid(a, b, c, indexing='ij')", .vectors(3), all: { meshgrid($0) }),
      OpForm("torch.meshgrid(a, indexing='xy')", .vectors(1), all: { meshgrid($0, indexing: .xy) }),
      OpForm(
        "torch.meshgrid(a, b, indexing='xy')", .vectors(2), all: { meshgrid($0, indexing: .xy) }),
      OpForm(
        "torch.meshgrid(a, b, c, indexing='xy')", .vectors(3), all: { meshgrid($0, indexing: .xy) }),
      OpForm(
        "torch.meshgrid(a, b, indexing='ij')", [Sample(.reals([]), .reals([3], seed: 2))],
        all: { meshgrid($0) }),
      errors: [
        OpError("no tensors") { _ = meshgrid([]) },
        OpError("shapes [[1, 1]]; vectors or scalars are needed") {
          _ = meshgrid([.ones([1, 1])])
        },
        OpError("dtypes [float32, int64] are not one") { _ = meshgrid([.ones([1]), .arange(2)]) },
      ]),
    OpCase(
      "trilIndices", in: "Creation/TriangleIndices",
      torch: [
        "tril_indices": "Tensor.trilIndices(3, 4)", "triu_indices": "Tensor.triuIndices(3, 4)",
      ],
      OpForm("torch.tril_indices(3, 4)", .none) { _ in [.trilIndices(3, 4)] },
      OpForm("torch.tril_indices(3, 4, -1)", .none) { _ in [.trilIndices(3, 4, offset: -1)] },
      OpForm("torch.tril_indices(4, 2, 1, dtype=torch.int32)", .none) { _ in
        [.trilIndices(4, 2, offset: 1, dtype: .int32)]
      },
      OpForm("torch.tril_indices(3, 3, -5)", .none) { _ in [.trilIndices(3, 3, offset: -5)] },
      OpForm("torch.tril_indices(3, 3, 5)", .none) { _ in [.trilIndices(3, 3, offset: 5)] },
      OpForm("torch.tril_indices(0, 3)", .none) { _ in [.trilIndices(0, 3)] },
      OpForm("torch.triu_indices(3, 4)", .none) { _ in [.triuIndices(3, 4)] },
      OpForm("torch.triu_indices(3, 4, 2)", .none) { _ in [.triuIndices(3, 4, offset: 2)] },
      OpForm("torch.triu_indices(4, 2, -1, dtype=torch.int32)", .none) { _ in
        [.triuIndices(4, 2, offset: -1, dtype: .int32)]
      },
      OpForm("torch.triu_indices(3, 3, 5)", .none) { _ in [.triuIndices(3, 3, offset: 5)] },
      OpForm("torch.triu_indices(3, 0)", .none) { _ in [.triuIndices(3, 0)] },
      errors: [
        OpError("-1 × 2") { _ = Tensor.trilIndices(-1, 2) },
        OpError("indices of float32; int64 or int32 is needed") {
          _ = Tensor.trilIndices(2, 2, dtype: .float32)
        },
      ]),
  ]
}

extension SampleSet {
  /// Vectors of different sizes and one dtype.
  fileprivate static func vectors(_ count: Int) -> SampleSet {
    let sizes = [[3, 2, 2], [1, 4, 1], [2, 1, 3], [0, 2, 1], [4, 3, 0], [5, 1, 2]]
    let doubles = sizes.enumerated().map { seed, sizes in
      Sample((0..<count).map { .reals([sizes[$0]], seed: 10 * seed + $0) })
    }
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      Sample((0..<count).map { .small([sizes[0][$0]], dtype: dtype, seed: 31 + $0) })
    }
    return SampleSet(
      doubles + others, large: Sample((0..<count).map { .reals([[61, 53, 7][$0]], seed: $0) }))
  }
}
