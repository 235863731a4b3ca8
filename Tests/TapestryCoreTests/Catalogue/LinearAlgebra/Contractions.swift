import TapestryCore
import TapestryTesting

extension Catalogue {
  static let contractions: [OpCase] = [
    OpCase(
      "einsum", in: "LinearAlgebra/Einsum", torch: ["einsum": "einsum(\"ij,jk->ik\", x, y)"],
      einsumForm("ij,jk->ik", [[[2, 3], [3, 4]], [[0, 3], [3, 2]], [[2, 0], [0, 3]]]),
      einsumForm(
        "ij,kj->ki", [[[2, 3], [4, 3]], [[2, 1], [4, 3]]], dtypes: [.float32, .int64]),
      einsumForm("bij,bjk->bik", [[[2, 2, 3], [2, 3, 2]], [[1, 2, 3], [2, 3, 2]]]),
      einsumForm("i,i->", [[[3], [3]], [[0], [0]], [[1], [3]]], dtypes: [.float32, .int32]),
      einsumForm("i,j", [[[2], [3]], [[1], [3]]]),
      einsumForm("bi,bi->b", [[[2, 3], [2, 3]], [[2, 3], [1, 3]]]),
      einsumForm("i,i->i", [[[3], [3]], [[1], [3]]]),
      einsumForm("ijk->kji", [[[2, 3, 4]], [[1, 0, 2]]], dtypes: [.float32, .bool]),
      einsumForm("ij->", [[[2, 3]], [[0, 3]]], dtypes: [.float32, .int32]),
      einsumForm("ij->j", [[[2, 3]], [[2, 0]]], dtypes: [.float32, .int64]),
      einsumForm("ii->i", [[[3, 3]], [[0, 0]]]),
      einsumForm("ii", [[[3, 3]], [[1, 1]]], dtypes: [.float32, .int64]),
      einsumForm("iij,jk->ki", [[[2, 2, 3], [3, 2]]]),
      einsumForm("iji->j", [[[2, 3, 2]]]),
      einsumForm(
        "...ij,...jk->...ik", [[[2, 2, 3], [3, 2]], [[2, 3], [2, 3, 2]], [[2, 3], [3, 1]]]),
      einsumForm("...i,i->...", [[[2, 2, 3], [3]], [[3], [3]]]),
      einsumForm("i...,i...", [[[2, 3], [2, 3]], [[2, 1], [2, 3]]]),
      einsumForm("...ij->...ji", [[[2, 3]], [[2, 1, 2, 3]]]),
      einsumForm("b...i,b...i->b...", [[[2, 2, 3], [2, 2, 3]]]),
      einsumForm("...i->i", [[[2, 2, 3]]]),
      einsumForm("bA,Ac...", [[[2, 3], [3, 2, 2]]]),
      einsumForm(" i j , j -> i ", [[[2, 3], [3]]]),
      einsumForm(",i->i", [[[], [3]]]),
      einsumForm("ij,jk,kl->il", [[[2, 3], [3, 4], [4, 2]], [[5, 1], [1, 5], [5, 1]]]),
      einsumForm("bn,anm,bm->ba", [[[2, 3], [4, 3, 2], [2, 2]]]),
      einsumForm("ij,ij,ij->i", [[[2, 3], [2, 3], [2, 3]]]),
      einsumForm("ab,bc,cd,da->", [[[2, 3], [3, 2], [2, 3], [3, 2]]]),
      OpForm("torch.einsum('ij,kj->ik', a, a)", .shapes([[2, 3], [70, 2]], dtypes: [.float32])) {
        einsum("ij,kj->ik", $0, $0)
      },
      errors: [
        OpError("'ij,jk': 2 operands, but 1 tensors are given") {
          _ = einsum("ij,jk", .zeros([2, 2]))
        },
        OpError("'ij': 2 letters for an operand of shape [2]") { _ = einsum("ij", .zeros([2])) },
        OpError("'ij,jk': axis j has size 4 in operand 1 and 3 before") {
          _ = einsum("ij,jk", .zeros([2, 3]), .zeros([4, 2]))
        },
        OpError("'ii': axis i has size 3 in operand 0 and 2 before") {
          _ = einsum("ii", .zeros([2, 3]))
        },
        OpError("'i->j': the result's 'j' is in no operand") { _ = einsum("i->j", .zeros([2])) },
        OpError("'i->ii': the result has a letter twice") { _ = einsum("i->ii", .zeros([2])) },
        OpError("'i1': '1' is no letter, comma, arrow or ...") {
          _ = einsum("i1", .zeros([2, 2]))
        },
        OpError("'i......': an operand has ... twice") { _ = einsum("i......", .zeros([2, 2])) },
      ]),
    OpCase(
      "tensordot", in: "LinearAlgebra/Tensordot", torch: ["tensordot": "x.tensordot(y, axes: 2)"],
      OpForm(
        "torch.tensordot(a, b)",
        .operands(
          [
            [[2, 3, 2], [3, 2, 4]], [[2, 3], [2, 3]], [[0, 3, 2], [3, 2, 2]],
            [[2, 0, 2], [0, 2, 3]], [[2, 1, 2], [3, 2, 4]],
          ], large: [[40, 30, 20], [30, 20, 50]])
      ) { $0.tensordot($1) },
      OpForm(
        "torch.tensordot(a, b, 1)",
        .operands([[[2, 3], [3, 4]], [[3], [3]], [[2, 2, 3], [3]], [[2, 0], [0, 2]]])
      ) { $0.tensordot($1, axes: 1) },
      OpForm("torch.tensordot(a, b, 0)", .operands([[[2, 3], [2]], [[], [3]], [[0], [2]]])) {
        $0.tensordot($1, axes: 0)
      },
      OpForm(
        "torch.tensordot(a, b, ([0, -1], [1, 0]))",
        .operands([[[2, 3, 4], [4, 2, 3]], [[2, 3, 1], [4, 2]], [[2, 0, 3], [3, 2, 2]]])
      ) { $0.tensordot($1, axes: ([0, -1], [1, 0])) },
      errors: [
        OpError("axis 1 of [2, 3] and axis 0 of [4, 2] differ in size") {
          _ = Tensor.zeros([2, 3]).tensordot(.zeros([4, 2]), axes: 1)
        },
        OpError("axes [0] and [] are not as many") {
          _ = Tensor.zeros([2, 3]).tensordot(.zeros([4, 2]), axes: ([0], []))
        },
        OpError("axes [0, 0] of shape [2, 2]: each once") {
          _ = Tensor.zeros([2, 2]).tensordot(.zeros([2, 2]), axes: ([0, 0], [0, 1]))
        },
        OpError("3 axes of [2, 2] and [2, 2]") {
          _ = Tensor.zeros([2, 2]).tensordot(.zeros([2, 2]), axes: 3)
        },
      ]),
    OpCase(
      "multiDot", in: "LinearAlgebra/MultiDot", torch: ["linalg.multi_dot": "multiDot([x, y, z])"],
      OpForm(
        "torch.linalg.multi_dot([a, b])",
        .operands([
          [[2, 3], [3, 4]], [[3], [3, 2]], [[2, 3], [3]], [[3], [3]], [[0, 3], [3, 2]],
        ])
      ) { multiDot([$0, $1]) },
      OpForm(
        "torch.linalg.multi_dot([a, b, c])",
        .operands(
          [
            [[2, 3], [3, 4], [4, 2]], [[5, 1], [1, 5], [5, 1]], [[3], [3, 2], [2]],
            [[1, 5], [5, 1], [1, 5]], [[2, 0], [0, 3], [3, 2]],
          ], large: [[60, 70], [70, 5], [5, 80]])
      ) { multiDot([$0, $1, $2]) },
      OpForm(
        "torch.linalg.multi_dot([a, b, c, d])",
        .operands([[[2, 3], [3, 4], [4, 1], [1, 3]], [[4], [4, 1], [1, 4], [4, 2]]]),
        all: { [multiDot([$0[0], $0[1], $0[2], $0[3]])] }),
      errors: [
        OpError("1 tensors; at least two are needed") { _ = multiDot([.zeros([2, 2])]) },
        OpError("shapes [[2, 3], [4, 2]]: inner sizes 3 and 4 differ") {
          _ = multiDot([.zeros([2, 3]), .zeros([4, 2])])
        },
        OpError("shapes [[2, 2], [2], [2, 2]]: matrices are needed, or vectors at the ends") {
          _ = multiDot([.zeros([2, 2]), .zeros([2]), .zeros([2, 2])])
        },
      ]),
    OpCase(
      "kron", in: "LinearAlgebra/Kron", torch: ["kron": "x.kron(y)"],
      OpForm(
        "torch.kron(a, b)",
        .operands(
          [
            [[2, 3], [3, 2]], [[], [2]], [[], []], [[3], [2]], [[2], [2, 3]], [[2, 1, 2], [3]],
            [[0], [2]], [[2, 0], [1, 3]], [[1, 1], [2, 2]], [[2, 1, 2, 1], [2, 2, 1, 2]],
            [[1, 2, 1, 2, 1, 2], [2, 1, 2, 1, 2, 2]], [[2, 2, 2, 2, 2], [2, 2, 2, 2, 2]],
          ], dtypes: DType.allCases.filter { $0 != .float64 }, large: [[30, 20], [10, 40]])
          + [
            Sample(.bools([2]), .reals([2], dtype: .float32)),
            Sample(.integers([2], dtype: .int32), .integers([2])),
          ]
      ) { $0.kron($1) }),
    OpCase(
      "cross", in: "LinearAlgebra/Cross",
      torch: ["linalg.cross": "x.cross(y)", "cross": "x.cross(y, axis: 0)"],
      OpForm(
        "torch.linalg.cross(a, b)",
        .operands(
          [
            [[3], [3]], [[2, 3], [2, 3]], [[2, 3], [1, 3]], [[1, 2, 3], [2, 1, 3]],
            [[0, 3], [0, 3]],
            [[3, 3], [3, 3]], [[2, 0, 3], [1, 1, 3]], [[1, 3], [4, 3]],
          ], large: [[20000, 3], [20000, 3]])
      ) { $0.cross($1) },
      OpForm(
        "torch.cross(a, b, dim=0)",
        .operands([
          [[3, 2], [3, 2]], [[3], [3]], [[3, 1, 2], [3, 2, 1]], [[3, 0], [3, 0]],
        ])
      ) { $0.cross($1, axis: 0) },
      errors: [
        OpError("axis 1 of [2, 2] and [2, 2] is not of size 3 in both") {
          _ = Tensor.zeros([2, 2]).cross(.zeros([2, 2]))
        },
        OpError("[2, 3] and [3]: as many axes, at least one, are needed") {
          _ = Tensor.zeros([2, 3]).cross(.zeros([3]))
        },
        OpError("shapes [2, 3] and [4, 3] do not broadcast") {
          _ = Tensor.zeros([2, 3]).cross(.zeros([4, 3]))
        },
      ]),
    OpCase(
      "trace", in: "LinearAlgebra/Trace", torch: ["trace": "x.trace()"],
      OpForm(
        "torch.trace(a)",
        .shapes(
          [
            [2, 2], [2, 3], [3, 2], [1, 1], [0, 0], [0, 3], [3, 0], [1, 5], [5, 1], [4, 4], [6, 5],
            [3, 3], [7, 7], [2, 9],
          ], dtypes: [.float32, .int64, .int32, .uint8], large: [300, 200])
          + [
            Sample(.values([1, 2, 3, .nan], shape: [2, 2]), derivatives: .stored),
            Sample(.values([.infinity, 2, .nan, 1], shape: [2, 2]), derivatives: .stored),
          ]
      ) { $0.trace() },
      errors: [
        OpError("shape [2, 2, 2]: a matrix is needed") { _ = Tensor.zeros([2, 2, 2]).trace() },
        OpError("shape [2]: a matrix is needed") { _ = Tensor.zeros([2]).trace() },
      ]),
  ]

  private static func einsumForm(
    _ equation: String, _ shapes: [[[Int]]], dtypes: [DType] = [.float32]
  ) -> OpForm {
    let names = ["a", "b", "c", "d"].prefix(shapes[0].count).joined(separator: ", ")
    let isLarge = equation == "bij,bjk->bik"
    return OpForm(
      "torch.einsum('\(equation)', \(names))",
      .operands(
        shapes, dtypes: dtypes, large: isLarge ? [[3, 70, 90], [3, 90, 80]] : nil),
      all: { [einsum(equation, $0)] })
  }
}
