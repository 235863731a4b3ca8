import TapestryCore
import TapestryTesting

extension Catalogue {
  static let repeating: [OpCase] = [
    OpCase(
      "fliplr", in: "Shape/Flip", torch: ["fliplr": "x.fliplr()"],
      OpForm("torch.fliplr(a)", .shapes(atLeast(2), large: [257, 1031])) { $0.fliplr() },
      OpForm("torch.fliplr(a.mT)", .shapes(atLeast(2))) { $0.mT.fliplr() },
      errors: [
        OpError("[3] has no second axis") { _ = Tensor.zeros([3]).fliplr() },
        OpError("[] has no second axis") { _ = Tensor(3).fliplr() },
      ]),
    OpCase(
      "flipud", in: "Shape/Flip", torch: ["flipud": "x.flipud()"],
      OpForm("torch.flipud(a)", .shapes(atLeast(1), large: [257, 1031])) { $0.flipud() },
      OpForm("torch.flipud(a.mT)", .shapes(atLeast(2))) { $0.mT.flipud() },
      errors: [
        OpError("a scalar has no axis") { _ = Tensor(3).flipud() },
        OpError("a scalar has no axis") { _ = Tensor(true).flipud() },
      ]),
    OpCase(
      "rot90", in: "Shape/Flip", torch: ["rot90": "x.rot90(1, axes: (0, 1))"],
      OpForm("torch.rot90(a)", .shapes(atLeast(2), large: [257, 1031])) { $0.rot90() },
      OpForm("torch.rot90(a, 2)", .shapes(atLeast(2), dtypes: [])) { $0.rot90(2) },
      OpForm("torch.rot90(a, -1, (-1, 0))", .shapes(atLeast(2), dtypes: [])) {
        $0.rot90(-1, axes: (-1, 0))
      },
      OpForm("torch.rot90(a, 4)", .shapes([[2, 3]], dtypes: [])) { $0.rot90(4) },
      OpForm("torch.rot90(a, -6)", .shapes([[2, 3]], dtypes: [])) { $0.rot90(-6) },
      errors: [
        OpError("[3] has no two axes") { _ = Tensor.zeros([3]).rot90() },
        OpError("axes 0 and -2 are the same") { _ = Tensor.zeros([2, 3]).rot90(axes: (0, -2)) },
      ]),
    OpCase(
      "rolled", in: "Shape/Roll", torch: ["roll": "x.rolled(1, axis: 0)"],
      OpForm("torch.roll(a, 1)", .shapes(sampleShapes, large: [257, 1031])) { $0.rolled(1) },
      OpForm("torch.roll(a, -2, 0)", .shapes(atLeast(1))) { $0.rolled(-2, axis: 0) },
      OpForm("torch.roll(a, (7, 1, -1), (0, -1, 0))", .shapes(atLeast(1))) {
        $0.rolled([7, 1, -1], axes: [0, -1, 0])
      },
      OpForm("torch.roll(a, 0, 0)", .shapes([[3]], dtypes: [])) { $0.rolled(0, axis: 0) },
      errors: [
        OpError("2 shifts along 1 axes") { _ = Tensor.zeros([2, 3]).rolled([1, 2], axes: [0]) },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).rolled(1, axis: 2)
        },
      ]),
    OpCase(
      "repeated", in: "Shape/Repeat", torch: ["repeat": "x.repeated([2, 3])"],
      OpForm("a.repeat(2, 3)", .shapes([[], [2], [2, 2], [0], [1, 3]], large: [101, 503])) {
        $0.repeated([2, 3])
      },
      OpForm("a.repeat(1, 1, 1)", .shapes([[], [2], [2, 2], [2, 1, 2]], dtypes: [])) {
        $0.repeated([1, 1, 1])
      },
      OpForm("a.repeat(2, 0, 1)", .shapes([[2], [2, 2]])) { $0.repeated([2, 0, 1]) },
      OpForm("a.repeat(1, 2, 1, 1, 1, 1, 1, 3)", .shapes([[1, 2, 1, 1, 2, 1, 1, 1], [2]])) {
        $0.repeated([1, 2, 1, 1, 1, 1, 1, 3])
      },
      OpForm("a.repeat(())", .shapes([[]])) { $0.repeated([]) },
      errors: [
        OpError("counts [2] for shape [2, 3]; one an axis, not negative, is needed") {
          _ = Tensor.zeros([2, 3]).repeated([2])
        },
        OpError("counts [-1] for shape [3]; one an axis, not negative, is needed") {
          _ = Tensor.zeros([3]).repeated([-1])
        },
      ]),
    OpCase(
      "tiled", in: "Shape/Repeat", torch: ["tile": "x.tiled([2])"],
      OpForm(
        "torch.tile(a, (2,))", .shapes([[], [2], [2, 2], [0], [1, 3, 2]], large: [101, 503])
      ) {
        $0.tiled([2])
      },
      OpForm("torch.tile(a, (2, 1, 3))", .shapes([[], [2], [2, 2], [1, 3, 2]])) {
        $0.tiled([2, 1, 3])
      },
      OpForm("torch.tile(a, ())", .shapes([[], [2]])) { $0.tiled([]) },
      errors: [
        OpError("counts [-2]; none may be negative") { _ = Tensor.zeros([3]).tiled([-2]) },
        OpError("counts [1, -1]; none may be negative") { _ = Tensor.zeros([3]).tiled([1, -1]) },
      ]),
    OpCase(
      "repeatInterleaved", in: "Shape/Repeat",
      torch: ["repeat_interleave": "x.repeatInterleaved(2, axis: 0)"],
      OpForm(
        "torch.repeat_interleave(a, 2)", .shapes([[], [3], [2, 2], [0]], large: [101, 503])
      ) {
        $0.repeatInterleaved(2)
      },
      OpForm("torch.repeat_interleave(a, 3, -1)", .shapes([[3], [2, 2], [2, 0], [2, 1, 3]])) {
        $0.repeatInterleaved(3, axis: -1)
      },
      OpForm("torch.repeat_interleave(a, 1, 0)", .shapes([[3]], dtypes: [])) {
        $0.repeatInterleaved(1, axis: 0)
      },
      OpForm("torch.repeat_interleave(a, 0, 0)", .shapes([[3], [2, 2]])) {
        $0.repeatInterleaved(0, axis: 0)
      },
      OpForm(
        "torch.repeat_interleave(a, torch.tensor([2, 0, 1]), 0)", .shapes([[3], [3, 2], [3, 0]])
      ) { $0.repeatInterleaved([2, 0, 1], axis: 0) },
      OpForm("torch.repeat_interleave(a, torch.tensor([2]), 1)", .shapes([[3, 2], [1, 2, 2]])) {
        $0.repeatInterleaved([2], axis: 1)
      },
      OpForm("torch.repeat_interleave(a, torch.tensor([1, 0, 2, 1]))", .shapes([[4], [2, 2]])) {
        $0.repeatInterleaved([1, 0, 2, 1])
      },
      errors: [
        OpError("a count of -1") { _ = Tensor.zeros([3]).repeatInterleaved(-1) },
        OpError("counts [1, 2] for axis 0 of shape [3]; one a place, not negative, is needed") {
          _ = Tensor.zeros([3]).repeatInterleaved([1, 2])
        },
      ]),
  ]
}
