import TapestryCore
import TapestryTesting

extension Catalogue {
  static let sums: [OpCase] = [
    OpCase(
      "sum", in: "Reduction/Sum", torch: ["sum": "x.sum(axis: 1)"],
      OpForm("a.sum()", .anyRank) { $0.sum() },
      OpForm("a.sum(0)", .anyRank) { $0.sum(axis: 0) },
      OpForm("a.sum(-1, keepdim=True)", .anyRank) { $0.sum(axis: -1, keepDims: true) },
      OpForm("a.sum((0, -1))", .rankTwo) { $0.sum(axes: [0, -1]) },
      OpForm("a.sum((-2, 0), keepdim=True)", .rankThree) { $0.sum(axes: [-2, 0], keepDims: true) },
      OpForm("a.sum((1, 3))", .shapes([[2, 3, 2, 2], [1, 2, 0, 2]])) { $0.sum(axes: [1, 3]) },
      OpForm("a.sum(())", .rankTwo) { $0.sum(axes: []) },
      OpForm("a.sum(0, dtype=torch.float64)", .typed) { $0.sum(axis: 0, dtype: .float64) },
      OpForm("a.detach().sum(dtype=torch.int32)", .typed) { $0.sum(dtype: .int32) },
      OpForm("a.detach().sum(-1, dtype=torch.bool)", .typed) { $0.sum(axis: -1, dtype: .bool) },
      OpForm("a.detach().sum(dtype=torch.uint8)", .typed) { $0.sum(dtype: .uint8) },
      errors: wrongAxes { $0.sum(axes: $1) }),
    OpCase(
      "mean", in: "Reduction/Mean", torch: ["mean": "x.mean(axis: 1)"],
      OpForm("a.mean()", .anyRank.ofFloats.undefinedWhereEmpty) { $0.mean() },
      OpForm("a.mean(0)", .anyRank.ofFloats.undefinedWhereEmpty) { $0.mean(axis: 0) },
      OpForm("a.mean(-1, keepdim=True)", .anyRank.ofFloats.undefinedWhereEmpty) {
        $0.mean(axis: -1, keepDims: true)
      },
      OpForm("a.mean((0, -1))", .rankTwo.ofFloats.undefinedWhereEmpty) {
        $0.mean(axes: [0, -1])
      },
      OpForm("a.mean(0, dtype=torch.float64)", .typed.withoutFiniteDifferences) {
        $0.mean(axis: 0, dtype: .float64)
      },
      errors: [
        OpError("needs a floating-point dtype, not int64; cast(to: .float32) first") {
          _ = Tensor.arange(3).mean()
        },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor([1, 2, 3]).mean(axis: 1) },
      ]),
    OpCase(
      "prod", in: "Reduction/Product", torch: ["prod": "x.prod(axis: 1)"],
      OpForm("a.prod()", .anyRankWithoutSpecial + .zeros) { $0.prod() },
      OpForm("a.prod(0)", .anyRankWithoutSpecial + .zeros) { $0.prod(axis: 0) },
      OpForm("a.prod(-1, keepdim=True)", .anyRankWithoutSpecial + .zeros) {
        $0.prod(axis: -1, keepDims: true)
      },
      // PyTorch's derivative divides by the elements, which are not all finite here.
      OpForm("a.prod(0)", .special.withUnknownDerivatives) { $0.prod(axis: 0) },
      OpForm("a.prod(-1).prod(0)", .rankTwo) { $0.prod(axes: [0, -1]) },
      OpForm("a.prod(0, dtype=torch.float64)", .typed) { $0.prod(axis: 0, dtype: .float64) },
      OpForm("a.detach().prod(dtype=torch.int32)", .typed) { $0.prod(dtype: .int32) },
      errors: wrongAxes { $0.prod(axes: $1) }),
    OpCase(
      "nansum", in: "Reduction/NaNSum", torch: ["nansum": "x.nansum(axis: 1)"],
      OpForm("torch.nansum(a)", .anyRank) { $0.nansum() },
      OpForm("torch.nansum(a, 0)", .anyRank) { $0.nansum(axes: [0]) },
      OpForm("torch.nansum(a, -1, keepdim=True)", .anyRank) {
        $0.nansum(axes: [-1], keepDims: true)
      },
      OpForm("torch.nansum(a, (0, -1))", .rankTwo) { $0.nansum(axes: [0, -1]) },
      OpForm("torch.nansum(a, dtype=torch.float64)", .typed) { $0.nansum(dtype: .float64) },
      errors: wrongAxes { $0.nansum(axes: $1) }),
    OpCase(
      "nanmean", in: "Reduction/NaNMean", torch: ["nanmean": "x.nanmean(axis: 1)"],
      OpForm("torch.nanmean(a)", .anyRank.ofFloats.undefinedWhereEmpty) { $0.nanmean() },
      OpForm("torch.nanmean(a, 0)", .anyRank.ofFloats.undefinedWhereEmpty) {
        $0.nanmean(axes: [0])
      },
      OpForm("torch.nanmean(a, -1, keepdim=True)", .anyRank.ofFloats.undefinedWhereEmpty) {
        $0.nanmean(axes: [-1], keepDims: true)
      },
      OpForm("torch.nanmean(a, (0, -1))", .rankTwo.ofFloats.undefinedWhereEmpty) {
        $0.nanmean(axes: [0, -1])
      },
      errors: [
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(3).nanmean() },
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor([1, 2, 3]).nanmean(axes: [1])
        },
      ]),
    OpCase(
      "countNonzero", in: "Reduction/CountNonzero",
      torch: ["count_nonzero": "x.countNonzero(axis: 1)"],
      OpForm("torch.count_nonzero(a)", .logical) { $0.countNonzero() },
      OpForm("torch.count_nonzero(a, 0)", .logical) { $0.countNonzero(axis: 0) },
      OpForm("torch.count_nonzero(a, (0, -1))", .rankTwo) { $0.countNonzero(axes: [0, -1]) },
      errors: wrongAxes { $0.countNonzero(axes: $1) }),
    OpCase(
      "sumToSize", in: "Reduction/SumToSize", torch: ["sum_to_size": "x.sumToSize([3])"],
      OpForm("a.sum_to_size(3)", .shapes([[2, 3], [3], [2, 2, 3], [0, 3], [4, 1, 3]])) {
        $0.sumToSize([3])
      },
      OpForm("a.sum_to_size(2, 1)", .shapes([[2, 3], [2, 1], [3, 2, 2], [2, 0]])) {
        $0.sumToSize([2, 1])
      },
      OpForm("a.sum_to_size(())", .shapes([[2, 3], [], [0]], large: [257, 1031])) {
        $0.sumToSize([])
      },
      errors: [
        OpError("[2] does not stretch to [2, 3]") { _ = Tensor.zeros([2, 3]).sumToSize([2]) },
        OpError("[1, 1, 1] does not stretch to [2, 3]") {
          _ = Tensor.zeros([2, 3]).sumToSize([1, 1, 1])
        },
      ]),
  ]
}
