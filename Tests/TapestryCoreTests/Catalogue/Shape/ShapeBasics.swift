import TapestryCore
import TapestryTesting

extension Catalogue {
  static let shapeBasics: [OpCase] = [
    OpCase(
      "concatenate", in: "Shape/Concatenate",
      torch: ["cat": "concatenate([x, y], axis: 0)"],
      OpForm(
        "torch.cat([a, b])",
        .pairs([([2, 3], [1, 3]), ([0], [2]), ([2, 0], [1, 0]), ([4], [3])])
      ) {
        concatenate([$0, $1])
      },
      OpForm("torch.cat([a, b], -1)", .pairs([([2, 3], [2, 1]), ([1, 2, 2], [1, 2, 3])])) {
        concatenate([$0, $1], axis: -1)
      },
      OpForm("torch.cat([a, b, a], 1)", .pairs([([2, 3], [2, 1]), ([2, 1, 2], [2, 2, 2])])) {
        concatenate([$0, $1, $0], axis: 1)
      },
      OpForm("torch.cat([a])", .shapes([[3]])) { concatenate([$0]) },
      OpForm("torch.cat([a, b], 1)", .pairs([([0], [2, 1]), ([2, 1, 2], [0])])) {
        concatenate([$0, $1], axis: 1)
      },
      errors: [
        OpError("no tensors") { _ = concatenate([]) },
        OpError("scalars have no axis; use stack") { _ = concatenate([Tensor(1), Tensor(2)]) },
        OpError("shapes [[2, 3], [2, 4]] differ beside axis 0") {
          _ = concatenate([.zeros([2, 3]), .zeros([2, 4])])
        },
        OpError("shapes [[2, 3], [3]] differ beside axis 0") {
          _ = concatenate([.zeros([2, 3]), .zeros([3])])
        },
      ]),
    OpCase(
      "stack", in: "Shape/Concatenate",
      torch: ["stack": "stack([x, y], axis: 0)"],
      OpForm("torch.stack([a, b])", .pairs([([2, 3], [2, 3]), ([], []), ([0], [0]), ([4], [4])])) {
        stack([$0, $1])
      },
      OpForm("torch.stack([a, b, b], -1)", .pairs([([2, 3], [2, 3]), ([], []), ([2], [2])])) {
        stack([$0, $1, $1], axis: -1)
      },
      OpForm("torch.stack([a, b], 1)", .pairs([([2, 3], [2, 3]), ([4], [4])])) {
        stack([$0, $1], axis: 1)
      },
      errors: [
        OpError("no tensors") { _ = stack([]) },
        OpError("shapes [[2, 3], [3, 2]] are not equal") {
          _ = stack([.zeros([2, 3]), .zeros([3, 2])])
        },
        OpError("axis 3 is out of range for shape [2], which takes -2…1") {
          _ = stack([.zeros([2]), .zeros([2])], axis: 3)
        },
      ]),
    OpCase(
      "expanded", in: "Shape/Expand",
      torch: [
        "expand": "x.expanded(to: [4, -1])", "broadcast_to": "x.expanded(to: [4, 3])",
        "expand_copy": "x.expanded(to: [4, 3]).clone()",
      ],
      OpForm("a.expand(2, 3)", .shapes([[], [1], [3], [2, 1], [1, 1], [2, 3]])) {
        $0.expanded(to: [2, 3])
      },
      OpForm("a.expand(4, -1, 3)", .shapes([[2, 1], [1, 2, 3], [2, 3]], large: [1, 70000, 1])) {
        $0.expanded(to: [4, -1, 3])
      },
      OpForm("a.expand(0, 2)", .shapes([[1], [2], [1, 2], [0, 2]])) { $0.expanded(to: [0, 2]) },
      errors: [
        OpError("[2, 3] does not stretch to [4, 3]") {
          _ = Tensor.zeros([2, 3]).expanded(to: [4, 3])
        },
        OpError("[2, 3] does not stretch to [3]") { _ = Tensor.zeros([2, 3]).expanded(to: [3]) },
        OpError("[3] does not stretch to [-1, 3]") { _ = Tensor.zeros([3]).expanded(to: [-1, 3]) },
      ]),
    OpCase(
      "flipped", in: "Shape/Flip",
      torch: ["flip": "x.flipped(axes: [0, 1])"],
      OpForm("torch.flip(a, [0])", .shapes(atLeast(1), large: [257, 1031])) {
        $0.flipped(axes: [0])
      },
      OpForm("torch.flip(a, [-1, 0])", .shapes(atLeast(2), large: [257, 1031])) {
        $0.flipped(axes: [-1, 0])
      },
      OpForm("torch.flip(a, [])", .shapes([[2, 3], []])) { $0.flipped(axes: []) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).flipped(axes: [2])
        },
        OpError("axis 0 appears twice in [0, 0]") {
          _ = Tensor.zeros([2, 3]).flipped(axes: [0, 0])
        },
      ]),
    OpCase(
      "permuted", in: "Shape/Permute",
      torch: ["permute": "x.permuted([2, 0, 1])", "permute_copy": "x.permuted([2, 0, 1]).clone()"],
      OpForm(
        "a.permute(2, 0, 1)", .shapes([[2, 3, 4], [1, 2, 2], [0, 2, 3]], large: [64, 65, 66])
      ) {
        $0.permuted([2, 0, 1])
      },
      OpForm("a.permute(0, -1, 1)", .shapes([[2, 3, 4], [2, 2, 1]], large: [64, 65, 66])) {
        $0.permuted([0, -1, 1])
      },
      OpForm("a.permute(1, 0)", .shapes([[2, 3], [1, 4]])) { $0.permuted([1, 0]) },
      OpForm("a.permute(())", .shapes([[]])) { $0.permuted([]) },
      errors: [
        OpError("[0, 0] does not name each axis of [2, 3] once") {
          _ = Tensor.zeros([2, 3]).permuted([0, 0])
        },
        OpError("[0] does not name each axis of [2, 3] once") {
          _ = Tensor.zeros([2, 3]).permuted([0])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).permuted([0, 2])
        },
      ]),
    OpCase(
      "transposed", in: "Shape/Permute",
      torch: ["transpose": "x.transposed(0, 1)", "transpose_copy": "x.transposed(0, 1).clone()"],
      OpForm("a.transpose(-2, -1)", .shapes(atLeast(2), large: [257, 1031])) { $0.transposed() },
      OpForm("a.transpose(0, -1)", .shapes(sampleShapes, large: [257, 1031])) {
        $0.transposed(0, -1)
      },
      OpForm("a.transpose(0, 0)", .shapes(sampleShapes)) { $0.transposed(0, 0) },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).transposed(0, 2)
        },
        OpError("axis -2 is out of range for shape [3]") { _ = Tensor.zeros([3]).transposed() },
      ]),
    OpCase(
      "reshaped", in: "Shape/Reshape",
      torch: ["reshape": "x.reshaped(to: [2, -1])"],
      OpForm("a.reshape(2, 3)", .shapes([[6], [2, 3], [3, 2], [1, 6], [3, 1, 2]])) {
        $0.reshaped(to: [2, 3])
      },
      OpForm("a.reshape(-1)", .shapes(sampleShapes, large: [257, 1031])) { $0.reshaped(to: [-1]) },
      OpForm("a.reshape(2, -1, 1)", .shapes([[6], [2, 3], [2, 2, 3], [2]])) {
        $0.reshaped(to: [2, -1, 1])
      },
      OpForm("a.mT.reshape(-1, 2)", .shapes([[2, 3], [2, 2, 3], [4, 1]], large: [1030, 258])) {
        $0.transposed().reshaped(to: [-1, 2])
      },
      OpForm("a.reshape([])", .shapes([[1], [1, 1], []])) { $0.reshaped(to: []) },
      OpForm("a.reshape(0, 3)", .shapes([[0], [2, 0]], dtypes: [])) { $0.reshaped(to: [0, 3]) },
      errors: [
        OpError("[2, 3] with 6 elements does not fit in [4]") {
          _ = Tensor.zeros([2, 3]).reshaped(to: [4])
        },
        OpError("[2, 3] with 6 elements does not fit in [-1, -1]") {
          _ = Tensor.zeros([2, 3]).reshaped(to: [-1, -1])
        },
        OpError("[2, 3] with 6 elements does not fit in [4, -1]") {
          _ = Tensor.zeros([2, 3]).reshaped(to: [4, -1])
        },
        OpError("[0] with 0 elements does not fit in [0, -1]") {
          _ = Tensor.zeros([0]).reshaped(to: [0, -1])
        },
      ]),
    OpCase(
      "flattened", in: "Shape/Reshape",
      torch: ["flatten": "x.flattened(from: 1)"],
      OpForm("a.flatten()", .shapes(sampleShapes, large: [257, 1031])) { $0.flattened() },
      OpForm("a.flatten(1)", .shapes(atLeast(2))) { $0.flattened(from: 1) },
      OpForm("a.flatten(0, -2)", .shapes(atLeast(2))) { $0.flattened(from: 0, to: -2) },
      errors: [
        OpError("axis 1 comes after axis 0 in [2, 3]") {
          _ = Tensor.zeros([2, 3]).flattened(from: 1, to: 0)
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).flattened(from: 2)
        },
      ]),
    OpCase(
      "narrowed", in: "Shape/Slice",
      torch: [
        "narrow": "x.narrowed(axis: 0, start: 1, length: 2)",
        "narrow_copy": "x.narrowed(axis: 0, start: 1, length: 2).clone()",
      ],
      OpForm("a.narrow(0, 1, 2)", .shapes([[4], [3, 2], [3, 1, 2]], large: [257, 1031])) {
        $0.narrowed(axis: 0, start: 1, length: 2)
      },
      OpForm("a.narrow(-1, -2, 1)", .shapes([[4], [3, 2], [3, 1, 2]])) {
        $0.narrowed(axis: -1, start: -2, length: 1)
      },
      OpForm("a.narrow(0, 3, 0)", .shapes([[3], [3, 2], [3, 0]])) {
        $0.narrowed(axis: 0, start: 3, length: 0)
      },
      errors: [
        OpError("3 places from 1 are not within axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).narrowed(axis: 0, start: 1, length: 3)
        },
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).narrowed(axis: 1, start: 0, length: 1)
        },
        OpError("1 places from 0 are not within axis 0 of shape []") {
          _ = Tensor(3).narrowed(axis: 0, start: 0, length: 1)
        },
      ]),
    OpCase(
      "selected", in: "Shape/Slice",
      torch: ["select": "x.selected(axis: 0, index: -1)"],
      OpForm("a.select(0, 1)", .shapes([[4], [3, 2], [3, 1, 2]], large: [257, 1031])) {
        $0.selected(axis: 0, index: 1)
      },
      OpForm("a.select(1, 0)", .shapes([[0, 3], [2, 1], [3, 2, 2], [2, 2, 0]])) {
        $0.selected(axis: 1, index: 0)
      },
      OpForm("a.select(-1, -2)", .shapes([[4], [3, 2], [3, 1, 2]])) {
        $0.selected(axis: -1, index: -2)
      },
      errors: [
        OpError("index 3 is out of range for axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).selected(axis: 0, index: 3)
        },
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).selected(axis: 1, index: 0)
        },
      ]),
    OpCase(
      "squeezed", in: "Shape/Squeeze",
      torch: ["squeeze": "x.squeezed(0)", "squeeze_copy": "x.squeezed(0).clone()"],
      OpForm("a.squeeze()", .shapes(sampleShapes, large: [257, 1, 1031])) { $0.squeezed() },
      OpForm("a.squeeze(0)", .shapes(sampleShapes)) { $0.squeezed(0) },
      OpForm("a.squeeze(-1)", .shapes(sampleShapes)) { $0.squeezed(-1) },
      OpForm("a.squeeze((0, -1))", .shapes(atLeast(2) + [[1, 1], [1, 3, 1]])) {
        $0.squeezed(axes: [0, -1])
      },
      OpForm("a.squeeze(())", .shapes([[1, 3]], dtypes: [])) { $0.squeezed(axes: []) },
      errors: [
        OpError("axis 2 is out of range for shape [1, 3]") {
          _ = Tensor.zeros([1, 3]).squeezed(2)
        },
        OpError("axis 1 is out of range for shape [], which takes -1…0") {
          _ = Tensor(3).squeezed(1)
        },
      ]),
    OpCase(
      "unsqueezed", in: "Shape/Squeeze",
      torch: ["unsqueeze": "x.unsqueezed(0)", "unsqueeze_copy": "x.unsqueezed(0).clone()"],
      OpForm("a.unsqueeze(0)", .shapes(upTo(7), large: [257, 1031])) { $0.unsqueezed(0) },
      OpForm("a.unsqueeze(-1)", .shapes(upTo(7))) { $0.unsqueezed(-1) },
      OpForm("a.unsqueeze(1)", .shapes(upTo(7).filter { !$0.isEmpty })) { $0.unsqueezed(1) },
      errors: [
        OpError("axis 3 is out of range for shape [2], which takes -2…1") {
          _ = Tensor.zeros([2]).unsqueezed(3)
        },
        OpError("axis -4 is out of range for shape [2, 3], which takes -3…2") {
          _ = Tensor.zeros([2, 3]).unsqueezed(-4)
        },
      ]),
  ]

  static func atLeast(_ rank: Int) -> [[Int]] { sampleShapes.filter { $0.count >= rank } }
  static func upTo(_ rank: Int) -> [[Int]] { sampleShapes.filter { $0.count <= rank } }
}

extension SampleSet {
  /// Two operands of the given shapes, and of mixed dtypes.
  static func pairs(_ shapes: [([Int], [Int])]) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 11))
    }
    let dtypes: [(DType, DType)] = [
      (.float32, .int64), (.int32, .uint8), (.bool, .float64), (.uint8, .bool),
      (.float32, .float64),
      (.int32, .int32),
    ]
    let mixed = dtypes.map {
      Sample(.small(shapes[0].0, dtype: $0, seed: 21), .small(shapes[0].1, dtype: $1, seed: 22))
    }
    return SampleSet(doubles + mixed, large: doubles[0])
  }
}
