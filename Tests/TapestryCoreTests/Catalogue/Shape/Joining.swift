import TapestryCore
import TapestryTesting

extension Catalogue {
  static let joining: [OpCase] = [
    OpCase(
      "hstack", in: "Shape/StackAlong", torch: ["hstack": "hstack([x, y])"],
      OpForm(
        "torch.hstack([a, b])",
        .pairs([([2], [3]), ([], []), ([2, 1], [2, 3]), ([1, 2, 2], [1, 0, 2]), ([0], [2])])
      ) {
        hstack([$0, $1])
      },
      OpForm(
        "torch.hstack([a, b, a])",
        .pairs([([2], []), ([2, 0], [2, 3]), ([1, 2], [1, 1]), ([3], [1])])
      ) {
        hstack([$0, $1, $0])
      },
      errors: [
        OpError("no tensors") { _ = hstack([]) },
        OpError("shapes [[2, 1], [3, 1]] differ beside axis 1") {
          _ = hstack([.zeros([2, 1]), .zeros([3, 1])])
        },
      ]),
    OpCase(
      "vstack", in: "Shape/StackAlong", torch: ["vstack": "vstack([x, y])"],
      OpForm(
        "torch.vstack([a, b])",
        .pairs([([2], [2]), ([], []), ([1, 2], [3, 2]), ([1, 2, 2], [0, 2, 2]), ([0], [0])])
      ) {
        vstack([$0, $1])
      },
      OpForm(
        "torch.row_stack([a, b, a])",
        .pairs([([2], [1, 2]), ([2, 3], [3]), ([1], []), ([0, 2], [2])])
      ) {
        vstack([$0, $1, $0])
      },
      errors: [
        OpError("no tensors") { _ = vstack([]) },
        OpError("shapes [[1, 2], [1, 3]] differ beside axis 0") {
          _ = vstack([.zeros([2]), .zeros([3])])
        },
      ]),
    OpCase(
      "dstack", in: "Shape/StackAlong", torch: ["dstack": "dstack([x, y])"],
      OpForm(
        "torch.dstack([a, b])",
        .pairs([([2], [2]), ([], []), ([1, 2], [1, 2]), ([1, 2, 2], [1, 2, 0]), ([0], [0])])
      ) {
        dstack([$0, $1])
      },
      OpForm(
        "torch.dstack([a, b, a])",
        .pairs([([2], [1, 2]), ([2, 3], [2, 3, 2]), ([1], []), ([3], [1, 3, 2])])
      ) {
        dstack([$0, $1, $0])
      },
      errors: [
        OpError("no tensors") { _ = dstack([]) },
        OpError("shapes [[1, 2, 1], [1, 3, 1]] differ beside axis 2") {
          _ = dstack([.zeros([2]), .zeros([3])])
        },
      ]),
    OpCase(
      "columnStack", in: "Shape/StackAlong", torch: ["column_stack": "columnStack([x, y])"],
      OpForm(
        "torch.column_stack([a, b])",
        .pairs([([2], [2]), ([], []), ([2], [2, 3]), ([2, 2], [2, 0]), ([0], [0])])
      ) {
        columnStack([$0, $1])
      },
      OpForm(
        "torch.column_stack([a, b, a])",
        .pairs([([3], [3, 2]), ([1, 2, 1], [1, 1, 1]), ([1], []), ([2, 1], [2])])
      ) {
        columnStack([$0, $1, $0])
      },
      errors: [
        OpError("no tensors") { _ = columnStack([]) },
        OpError("shapes [[2, 1], [3, 1]] differ beside axis 1") {
          _ = columnStack([.zeros([2]), .zeros([3])])
        },
      ]),
    OpCase(
      "blockDiag", in: "Shape/BlockDiag", torch: ["block_diag": "blockDiag([x, y])"],
      OpForm(
        "torch.block_diag(a, b)",
        .pairs([
          ([2, 3], [1, 2]), ([], []), ([2], [2, 2]), ([2, 0], [1, 1]), ([3], []),
        ])
      ) { blockDiag([$0, $1]) },
      // PyTorch's derivative forgets that an empty vector takes a row.
      OpForm("torch.block_diag(a, b)", .pairs([([0], [2]), ([0], [])]).withoutDerivatives) {
        blockDiag([$0, $1])
      },
      OpForm(nil, .pairs([([0], [2])])) { blockDiag([$0, $1]) },
      OpForm("torch.block_diag(a, b, a)", .pairs([([2], [1, 2]), ([2, 1], [])])) {
        blockDiag([$0, $1, $0])
      },
      OpForm("torch.block_diag(a)", .shapes([[2, 3], [2], []])) { blockDiag([$0]) },
      OpForm("torch.block_diag()", .none) { _ in [blockDiag([])] },
      errors: [
        OpError("[1, 2, 3] has more than two axes") { _ = blockDiag([.zeros([1, 2, 3])]) },
        OpError("[1, 1, 1] has more than two axes") {
          _ = blockDiag([.zeros([1]), .zeros([1, 1, 1])])
        },
      ]),
    OpCase(
      "atleast1d", in: "Shape/AtLeast", torch: ["atleast_1d": "x.atleast1d()"],
      OpForm("torch.atleast_1d(a)", .shapes(sampleShapes + [[4]], large: [257, 1031])) {
        $0.atleast1d()
      },
      OpForm("torch.atleast_1d(a)[0]", .shapes([[], [2], [2, 3]])) { $0.atleast1d()[0] }),
    OpCase(
      "atleast2d", in: "Shape/AtLeast", torch: ["atleast_2d": "x.atleast2d()"],
      OpForm("torch.atleast_2d(a)", .shapes(sampleShapes + [[4]], large: [257, 1031])) {
        $0.atleast2d()
      },
      OpForm("torch.atleast_2d(a)[0]", .shapes([[], [2], [2, 3]])) { $0.atleast2d()[0] }),
    OpCase(
      "atleast3d", in: "Shape/AtLeast", torch: ["atleast_3d": "x.atleast3d()"],
      OpForm("torch.atleast_3d(a)", .shapes(sampleShapes + [[4]], large: [257, 1031])) {
        $0.atleast3d()
      },
      OpForm("torch.atleast_3d(a)[0]", .shapes([[], [2], [2, 3]])) { $0.atleast3d()[0] }),
  ]
}
