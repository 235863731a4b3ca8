import TapestryCore
import TapestryTesting

extension Catalogue {
  static let truth: [OpCase] = [
    OpCase(
      "all", in: "Reduction/All", torch: ["all": "x.all(axis: 1)"],
      OpForm("torch.all(a)", .logical) { $0.all() },
      OpForm("torch.all(a, 0)", .logical) { $0.all(axes: [0]) },
      OpForm("torch.all(a, -1, keepdim=True)", .logical) {
        $0.all(axes: [-1], keepDims: true)
      },
      OpForm("torch.all(a, (0, -1))", .rankTwo) { $0.all(axes: [0, -1]) },
      errors: wrongAxes { $0.all(axes: $1) }),
    OpCase(
      "any", in: "Reduction/Any", torch: ["any": "x.any(axis: 1)"],
      OpForm("torch.any(a)", .logical) { $0.any() },
      OpForm("torch.any(a, 0)", .logical) { $0.any(axes: [0]) },
      OpForm("torch.any(a, -1, keepdim=True)", .logical) {
        $0.any(axes: [-1], keepDims: true)
      },
      OpForm("torch.any(a, (0, -1))", .rankTwo) { $0.any(axes: [0, -1]) },
      errors: wrongAxes { $0.any(axes: $1) }),
  ]
}
