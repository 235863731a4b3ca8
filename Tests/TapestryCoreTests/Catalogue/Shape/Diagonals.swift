import TapestryCore
import TapestryTesting

extension Catalogue {
  static let diagonals: [OpCase] = [
    OpCase(
      "tril", in: "Shape/Triangle", torch: ["tril": "x.tril(offset: 0)"],
      OpForm("torch.tril(a)", .shapes(atLeast(2) + [[3, 3], [4, 2]], large: [257, 1031])) {
        $0.tril()
      },
      OpForm("torch.tril(a, 1)", .shapes(atLeast(2) + [[3, 3]], dtypes: [])) { $0.tril(offset: 1) },
      OpForm("torch.tril(a, -1)", .shapes([[3, 3], [2, 4]])) { $0.tril(offset: -1) },
      OpForm(
        "torch.tril(a, 9)",
        [Sample(.values([.nan, .infinity, -0.0, 1], shape: [2, 2]), derivatives: .stored)]
      ) {
        $0.tril(offset: 9)
      },
      errors: [
        OpError("[3] is no matrix") { _ = Tensor.zeros([3]).tril() },
        OpError("[] is no matrix") { _ = Tensor(3).tril() },
      ]),
    OpCase(
      "triu", in: "Shape/Triangle", torch: ["triu": "x.triu(offset: 0)"],
      OpForm("torch.triu(a)", .shapes(atLeast(2) + [[3, 3], [4, 2]], large: [257, 1031])) {
        $0.triu()
      },
      OpForm("torch.triu(a, 1)", .shapes(atLeast(2) + [[3, 3]], dtypes: [])) { $0.triu(offset: 1) },
      OpForm("torch.triu(a, -1)", .shapes([[3, 3], [2, 4]])) { $0.triu(offset: -1) },
      errors: [
        OpError("[3] is no matrix") { _ = Tensor.zeros([3]).triu() },
        OpError("[] is no matrix") { _ = Tensor(3).triu() },
      ]),
    OpCase(
      "diagonal", in: "Shape/Diagonal",
      torch: [
        "diagonal": "x.diagonal(offset: 0, axis1: 0, axis2: 1)",
        "diagonal_copy": "x.diagonal().clone()",
        "linalg.diagonal": "x.diagonal(axis1: -2, axis2: -1)",
      ],
      OpForm("torch.diagonal(a)", .shapes(atLeast(2) + [[3, 3], [4, 2]], large: [257, 1031])) {
        $0.diagonal()
      },
      OpForm("torch.diagonal(a, 1, -1, 0)", .shapes(atLeast(2) + [[3, 3]])) {
        $0.diagonal(offset: 1, axis1: -1, axis2: 0)
      },
      OpForm("torch.diagonal(a, -2, 0, 1)", .shapes([[3, 3], [4, 2, 2], [2, 2]])) {
        $0.diagonal(offset: -2)
      },
      OpForm("torch.diagonal(a, 7)", .shapes([[3, 3]], dtypes: [])) { $0.diagonal(offset: 7) },
      errors: [
        OpError("axis 1 is out of range for shape [3], which takes -1…0") {
          _ = Tensor.zeros([3]).diagonal()
        },
        OpError("axes 0 and -2 of shape [2, 3] are the same") {
          _ = Tensor.zeros([2, 3]).diagonal(axis1: 0, axis2: -2)
        },
      ]),
    OpCase(
      "diagEmbed", in: "Shape/Diagonal", torch: ["diag_embed": "x.diagEmbed(offset: 0)"],
      OpForm("torch.diag_embed(a)", .shapes([[3], [2, 2], [0], [2, 1, 3]], large: [2, 301])) {
        $0.diagEmbed()
      },
      OpForm("torch.diag_embed(a, 1)", .shapes([[3], [2, 2], [0]])) { $0.diagEmbed(offset: 1) },
      OpForm("torch.diag_embed(a, -2, 0, -1)", .shapes([[2], [2, 2], [1, 2, 2]])) {
        $0.diagEmbed(offset: -2, axis1: 0, axis2: -1)
      },
      OpForm("torch.diag_embed(a, 1, 2, 0)", .shapes([[2, 2]])) {
        $0.diagEmbed(offset: 1, axis1: 2, axis2: 0)
      },
      errors: [
        OpError("a scalar has no axis") { _ = Tensor(3).diagEmbed() },
        OpError("axes 1 and -1 of shape [3] are the same") {
          _ = Tensor.zeros([3]).diagEmbed(axis1: 1, axis2: -1)
        },
      ]),
    OpCase(
      "diag", in: "Shape/Diagonal", torch: ["diag": "x.diag(offset: 0)"],
      OpForm("torch.diag(a)", .shapes([[3], [2, 2], [0], [4, 2], [0, 3]], large: [300])) {
        $0.diag()
      },
      OpForm("torch.diag(a, 1)", .shapes([[3], [2, 2], [2, 4]])) { $0.diag(offset: 1) },
      OpForm("torch.diag(a, -1)", .shapes([[3], [2, 2], [2, 4]])) { $0.diag(offset: -1) },
      errors: [
        OpError("[] is no vector and no matrix") { _ = Tensor(3).diag() },
        OpError("[1, 2, 3] is no vector and no matrix") { _ = Tensor.zeros([1, 2, 3]).diag() },
      ]),
    OpCase(
      "diagflat", in: "Shape/Diagonal", torch: ["diagflat": "x.diagflat(offset: 0)"],
      OpForm("torch.diagflat(a)", .shapes([[3], [2, 2], [0], [], [1, 3]], large: [300])) {
        $0.diagflat()
      },
      OpForm("torch.diagflat(a, 1)", .shapes([[3], [2, 2], []])) { $0.diagflat(offset: 1) },
      OpForm("torch.diagflat(a, -2)", .shapes([[3], []], dtypes: [])) { $0.diagflat(offset: -2) }),
    OpCase(
      "diagonalScatter", in: "Shape/ScatterView",
      torch: ["diagonal_scatter": "x.diagonalScatter(y)"],
      OpForm(
        "torch.diagonal_scatter(a, b)",
        .pairs([
          ([3, 3], [3]), ([2, 4], [2]), ([3, 2, 2], [2, 2]), ([0, 2], [0]), ([1, 1], [1]),
        ]).oneDType
      ) { $0.diagonalScatter($1) },
      OpForm(
        "torch.diagonal_scatter(a, b, -1, 1, 0)",
        .pairs([([3, 3], [2]), ([2, 4], [2]), ([2, 2, 2], [2, 1])]).oneDType
      ) { $0.diagonalScatter($1, offset: -1, axis1: 1, axis2: 0) },
      errors: [
        OpError("source float32 [2] for [3] in float32 [3, 3]") {
          _ = Tensor.zeros([3, 3]).diagonalScatter(.zeros([2]))
        },
        OpError("source int64 [3] for [3] in float32 [3, 3]") {
          _ = Tensor.zeros([3, 3]).diagonalScatter(.arange(3))
        },
      ]),
  ]
}
