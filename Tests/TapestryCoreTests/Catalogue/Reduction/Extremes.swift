import TapestryCore
import TapestryTesting

extension Catalogue {
  static let extremes: [OpCase] = [
    OpCase(
      "amax", in: "Reduction/Max", torch: ["amax": "x.amax(axes: [1])"],
      OpForm("a.amax()", .notEmpty) { $0.amax() },
      OpForm("a.amax(0)", .notEmpty) { $0.amax(axes: [0]) },
      OpForm("a.amax(-1, keepdim=True)", .notEmpty) { $0.amax(axes: [-1], keepDims: true) },
      OpForm("a.amax((0, -1))", .rankTwo.droppingEmpty) { $0.amax(axes: [0, -1]) },
      OpForm("a.amax(0)", .emptyBeside) { $0.amax(axes: [0]) },
      errors: wrongAxes { $0.amax(axes: $1) } + nothingToChoose { $0.amax() }),
    OpCase(
      "amin", in: "Reduction/Min", torch: ["amin": "x.amin(axes: [1])"],
      OpForm("a.amin()", .notEmpty) { $0.amin() },
      OpForm("a.amin(0)", .notEmpty) { $0.amin(axes: [0]) },
      OpForm("a.amin(-1, keepdim=True)", .notEmpty) { $0.amin(axes: [-1], keepDims: true) },
      OpForm("a.amin((0, -1))", .rankTwo.droppingEmpty) { $0.amin(axes: [0, -1]) },
      OpForm("a.amin(0)", .emptyBeside) { $0.amin(axes: [0]) },
      errors: wrongAxes { $0.amin(axes: $1) } + nothingToChoose { $0.amin() }),
    OpCase(
      "max", in: "Reduction/Max", torch: ["max": "x.max(axis: 1)"],
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
      "min", in: "Reduction/Min", torch: ["min": "x.min(axis: 1)"],
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
      "argmax", in: "Reduction/Max", torch: ["argmax": "x.argmax(axis: 1)"],
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
      "argmin", in: "Reduction/Min", torch: ["argmin": "x.argmin(axis: 1)"],
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
      "aminmax", in: "Reduction/MinMax", torch: ["aminmax": "x.aminmax(axis: 1)"],
      OpForm("torch.aminmax(a)", .notEmpty) { pair($0[0].aminmax()) },
      OpForm("torch.aminmax(a, dim=0)", .notEmpty) { pair($0[0].aminmax(axis: 0)) },
      OpForm("torch.aminmax(a, dim=-1, keepdim=True)", .notEmpty) {
        pair($0[0].aminmax(axis: -1, keepDims: true))
      },
      OpForm("torch.aminmax(a, dim=0)", .emptyBeside) { pair($0[0].aminmax(axis: 0)) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).aminmax(axis: 2)
        },
        OpError("shape [0] has no elements to choose from") { _ = Tensor.zeros([0]).aminmax() },
      ]),
  ]

  private static func nothingToChoose(
    _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> [OpError] {
    [OpError("shape [2, 0] has no elements to choose from") { _ = body(.zeros([2, 0])) }]
  }

  private static func pair(_ result: (min: Tensor, max: Tensor)) -> [Tensor] {
    [result.min, result.max]
  }
}
