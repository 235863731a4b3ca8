import TapestryCore
import TapestryTesting

extension Catalogue {
  static let shapeViews: [OpCase] = [
    OpCase(
      "viewed", in: "Shape/Reshape",
      torch: [
        "view": "x.viewed(as: [2, -1])", "view_copy": "x.viewed(as: [2, -1]).clone()",
        "view_as": "x.viewed(like: y)",
      ],
      OpForm("a.contiguous().view(2, -1)", .shapes([[6], [2, 3], [4, 1, 2], [2, 0]])) {
        $0.contiguous().viewed(as: [2, -1])
      },
      OpForm("a.contiguous().view(-1)", .shapes(sampleShapes, large: [257, 1031])) {
        $0.contiguous().viewed(as: [-1])
      },
      OpForm("a.contiguous().view_as(b)", .pairs([([6], [2, 3]), ([2, 2], [4]), ([], [1])])) {
        $0.contiguous().viewed(like: $1)
      },
      errors: [
        OpError("[2, 3] with strides [1, 2] cannot be seen as [6]; use reshaped(to:)") {
          _ = Tensor.zeros([3, 2]).transposed().viewed(as: [6])
        },
        OpError("[2, 3] with 6 elements does not fit in [4]") {
          _ = Tensor.zeros([2, 3]).viewed(as: [4])
        },
      ]),
    OpCase(
      "reshaped", in: "Shape/Reshape", torch: ["reshape_as": "x.reshaped(like: y)"],
      OpForm(
        "a.reshape_as(b)",
        .pairs([
          ([6], [2, 3]), ([2, 2], [4]), ([], [1]), ([0], [2, 0]), ([2, 3], [3, 2]), ([3], [3]),
          ([4], [2, 2]), ([1, 6], [6]), ([2, 0, 3], [0]), ([1], []), ([2, 4], [2, 2, 2]),
          ([8], [2, 4]), ([12], [3, 4]), ([3, 4], [2, 6]),
        ])
      ) { $0.reshaped(like: $1) },
      errors: [
        OpError("[2, 3] with 6 elements does not fit in [4]") {
          _ = Tensor.zeros([2, 3]).reshaped(like: .zeros([4]))
        },
        OpError("[2] with 2 elements does not fit in []") {
          _ = Tensor.zeros([2]).reshaped(like: Tensor(1))
        },
      ]),
    OpCase(
      "unflattened", in: "Shape/Reshape",
      torch: ["unflatten": "x.unflattened(axis: 0, into: [2, -1])"],
      OpForm(
        "torch.unflatten(a, 0, (2, 3))",
        .shapes([[6], [6, 2], [6, 0], [6, 1, 2]], large: [6, 70000])
      ) {
        $0.unflattened(axis: 0, into: [2, 3])
      },
      OpForm("torch.unflatten(a, -1, (-1, 2, 1))", .shapes([[6], [3, 4], [2, 1, 2]])) {
        $0.unflattened(axis: -1, into: [-1, 2, 1])
      },
      OpForm("torch.unflatten(a, 1, (0, 3))", .shapes([[2, 0]], dtypes: [])) {
        $0.unflattened(axis: 1, into: [0, 3])
      },
      errors: [
        OpError("axis 0 of shape [6] does not fit in [4, 2]") {
          _ = Tensor.zeros([6]).unflattened(axis: 0, into: [4, 2])
        },
        OpError("axis 1 is out of range for shape [6]") {
          _ = Tensor.zeros([6]).unflattened(axis: 1, into: [6])
        },
        OpError("a scalar has no axis") { _ = Tensor(1).unflattened(axis: 0, into: [1]) },
      ]),
    OpCase(
      "raveled", in: "Shape/Reshape", torch: ["ravel": "x.raveled()"],
      OpForm("torch.ravel(a)", .shapes(sampleShapes, large: [257, 1031])) { $0.raveled() },
      OpForm("torch.ravel(a.mT)", .shapes(atLeast(2))) { $0.mT.raveled() }),
    OpCase(
      "expanded", in: "Shape/Expand", torch: ["expand_as": "x.expanded(like: y)"],
      OpForm(
        "a.expand_as(b)",
        .pairs([
          ([], [3]), ([1], [2]), ([3], [2, 3]), ([2, 1], [2, 3]), ([1, 1], [0, 2]), ([2], [2]),
          ([0], [2, 0]), ([1, 3], [4, 3]), ([2, 1, 1], [2, 2, 2]), ([], []), ([1], [1, 1]),
          ([3, 1], [3, 1]), ([1, 2], [2, 2, 2]), ([4], [1, 4]),
        ])
      ) { $0.expanded(like: $1) },
      errors: [
        OpError("[2, 3] does not stretch to [3]") {
          _ = Tensor.zeros([2, 3]).expanded(like: .zeros([3]))
        },
        OpError("[2] does not stretch to [3]") {
          _ = Tensor.zeros([2]).expanded(like: .zeros([3]))
        },
      ]),
    OpCase(
      "broadcastTensors", in: "Shape/Expand",
      torch: ["broadcast_tensors": "broadcastTensors([x, y])"],
      OpForm(
        "torch.broadcast_tensors(a, b)",
        .pairs([
          ([3], [2, 1]), ([], [2]), ([2, 3], [3]), ([1], [0]), ([2, 1, 3], [4, 1]), ([], []),
          ([2, 2], [2, 2]), ([1, 1], [3]), ([0, 1], [1, 2]), ([5], [1]), ([1, 2, 1], [3, 1, 4]),
          ([2], [2]), ([4, 1], [1]), ([0], [0]), ([1, 3], [2, 1]),
        ])
      ) { broadcastTensors([$0[0], $0[1]]) },
      errors: [
        OpError("shapes [[2], [3]] do not broadcast") {
          _ = broadcastTensors([.zeros([2]), .zeros([3])])
        },
        OpError("shapes [[2, 1], [3, 3]] do not broadcast") {
          _ = broadcastTensors([.zeros([2, 1]), .zeros([3, 3])])
        },
      ]),
    OpCase(
      "broadcastShapes", in: "Shape/Expand",
      torch: ["broadcast_shapes": "broadcastShapes([[3, 1], [4]])"],
      OpForm("torch.tensor(torch.broadcast_shapes((3, 1), (4,), ()))", .none) { _ in
        [Tensor(broadcastShapes([[3, 1], [4], []]).map { Int64($0) }, dtype: .int64)]
      },
      errors: [
        OpError("shapes [[2], [3]] do not broadcast") { _ = broadcastShapes([[2], [3]]) },
        OpError("shapes [[2, 2], [2], [3, 1, 1, 3]] do not broadcast") {
          _ = broadcastShapes([[2, 2], [2], [3, 1, 1, 3]])
        },
      ]),
    OpCase(
      "movedAxes", in: "Shape/Permute", torch: ["movedim": "x.movedAxis(from: 0, to: -1)"],
      OpForm("torch.movedim(a, 0, -1)", .shapes(sampleShapes, large: [61, 67, 71])) {
        $0.movedAxis(from: 0, to: -1)
      },
      OpForm("torch.movedim(a, (0, -1), (1, 0))", .shapes(atLeast(2))) {
        $0.movedAxes(from: [0, -1], to: [1, 0])
      },
      OpForm("torch.movedim(a, (), ())", .shapes([[2, 3]], dtypes: [])) {
        $0.movedAxes(from: [], to: [])
      },
      errors: [
        OpError("2 axes to 1 places") {
          _ = Tensor.zeros([2, 3]).movedAxes(from: [0, 1], to: [0])
        },
        OpError("an axis appears twice in [0, 0] or [0, 1]") {
          _ = Tensor.zeros([2, 3]).movedAxes(from: [0, 0], to: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).movedAxis(from: 2, to: 0)
        },
      ]),
    OpCase(
      "T", in: "Shape/Permute",
      torch: ["T": "x.T", "t": "x.T", "t_copy": "x.T.clone()"],
      OpForm(
        "a.permute(tuple(range(a.dim() - 1, -1, -1)))", .shapes(sampleShapes, large: [257, 1031])
      ) {
        $0.T
      },
      OpForm("a.t()", .shapes([[], [3], [2, 3], [0, 2]])) { $0.T }),
    OpCase(
      "mT", in: "Shape/Permute", torch: ["mT": "x.mT"],
      OpForm("a.mT", .shapes(atLeast(2) + [[0, 2], [1, 1], [4, 3]], large: [257, 1031])) { $0.mT },
      OpForm("a.mT.mT", .shapes(atLeast(2))) { $0.mT.mT },
      errors: [
        OpError("[3] is no matrix, at least two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([3]).mT
        },
        OpError("[0] is no matrix, at least two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([0]).mT
        },
      ]),
    OpCase(
      "H", in: "Shape/Permute", torch: ["H": "x.H"],
      OpForm(
        "a.H",
        .shapes(
          [
            [2, 3], [1, 4], [0, 3], [3, 3], [2, 0], [1, 1], [3, 1], [4, 2], [0, 0], [5, 2], [2, 2],
          ],
          large: [257, 1031])
      ) { $0.H },
      errors: [
        OpError("[3] is no matrix, two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([3]).H
        },
        OpError("[2, 3, 4] is no matrix, two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([2, 3, 4]).H
        },
      ]),
    OpCase(
      "mH", in: "Shape/Permute", torch: ["mH": "x.mH"],
      OpForm("a.mH", .shapes(atLeast(2) + [[0, 2], [1, 1]], large: [257, 1031])) { $0.mH },
      OpForm("a.adjoint()", .shapes(atLeast(2))) { $0.mH },
      errors: [
        OpError("[3] is no matrix, at least two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([3]).mH
        },
        OpError("[1] is no matrix, at least two axes are needed", namesCaller: false) {
          _ = Tensor.zeros([1]).mH
        },
      ]),
    OpCase(
      "sliced", in: "Shape/Slice", torch: ["slice": "x.sliced(axis: 0, from: 1, to: -1, by: 2)"],
      OpForm("a[1:]", .shapes([[4], [3, 2], [1, 2], [0]], large: [257, 1031])) {
        $0.sliced(axis: 0, from: 1)
      },
      OpForm("a[..., -3:-1]", .shapes([[5], [2, 4], [2, 0]])) {
        $0.sliced(axis: -1, from: -3, to: -1)
      },
      OpForm("a[0:100:2]", .shapes([[5], [4, 2]])) { $0.sliced(axis: 0, from: 0, to: 100, by: 2) },
      OpForm("a[-100:3:3]", .shapes([[5], [4, 2]])) {
        $0.sliced(axis: 0, from: -100, to: 3, by: 3)
      },
      OpForm("a[2:1]", .shapes([[5], [1]])) { $0.sliced(axis: 0, from: 2, to: 1) },
      errors: [
        OpError("a step of 0; at least 1 is needed") {
          _ = Tensor.zeros([3]).sliced(axis: 0, by: 0)
        },
        OpError("a scalar has no axis") { _ = Tensor(3).sliced(axis: 0) },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor.zeros([3]).sliced(axis: 1) },
      ]),
    OpCase(
      "unfolded", in: "Shape/Unfolded",
      torch: [
        "unfold": "x.unfolded(axis: 0, size: 3, step: 1)",
        "unfold_copy": "x.unfolded(axis: 0, size: 3, step: 1).clone()",
      ],
      OpForm("a.unfold(0, 3, 1)", .shapes([[5], [3], [4, 2], [3, 0]], large: [2000, 7])) {
        $0.unfolded(axis: 0, size: 3, step: 1)
      },
      OpForm("a.unfold(-1, 2, 3)", .shapes([[6], [2, 5], [2, 1, 2]])) {
        $0.unfolded(axis: -1, size: 2, step: 3)
      },
      OpForm("a.unfold(1, 3, 2)", .shapes([[2, 7], [2, 3, 2]])) {
        $0.unfolded(axis: 1, size: 3, step: 2)
      },
      OpForm("a.unfold(0, 1, 1)", .shapes([[], [2]])) { $0.unfolded(axis: 0, size: 1, step: 1) },
      OpForm("a.unfold(0, 0, 1)", .shapes([[], [2]])) { $0.unfolded(axis: 0, size: 0, step: 1) },
      OpForm("a.unfold(0, 2, 1).unfold(0, 2, 1)", .shapes([[4], [3, 2]])) {
        $0.unfolded(axis: 0, size: 2, step: 1).unfolded(axis: 0, size: 2, step: 1)
      },
      errors: [
        OpError("windows of 4 by steps of 1 along axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).unfolded(axis: 0, size: 4, step: 1)
        },
        OpError("windows of 2 by steps of 0 along axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).unfolded(axis: 0, size: 2, step: 0)
        },
      ]),
    OpCase(
      "asStrided", in: "Shape/AsStrided",
      torch: [
        "as_strided": "x.asStrided([2, 2], strides: [1, 2])",
        "as_strided_copy": "x.asStrided([2, 2], strides: [1, 2]).clone()",
      ],
      // What these show depends on how the elements lie: in order, from the beginning of their memory.
      OpForm(
        "a.clone().as_strided((2, 2), (1, 2))",
        .shapes([[4], [2, 2], [5], [3, 2], [1, 4], [2, 3]], large: [257, 1031])
      ) { $0.clone().asStrided([2, 2], strides: [1, 2]) },
      OpForm("a.clone().as_strided((2, 3), (1, 1), 1)", .shapes([[5], [2, 3]])) {
        $0.clone().asStrided([2, 3], strides: [1, 1], offset: 1)
      },
      OpForm("a.clone().as_strided((3, 2), (0, 2))", .shapes([[3], [2, 2]])) {
        $0.clone().asStrided([3, 2], strides: [0, 2])
      },
      OpForm("a.clone()[1:].as_strided((2,), (2,))", .shapes([[4], [6]])) {
        $0.clone()[1...].asStrided([2], strides: [2])
      },
      OpForm("a.mT.contiguous().mT.as_strided((4,), (1,), 0)", .shapes([[2, 2], [2, 3]])) {
        $0.mT.contiguous().mT.asStrided([4], strides: [1], offset: 0)
      },
      // No finite differences: of elements beside the slice there is no derivative by the slice.
      OpForm(
        "a.clone()[::2].as_strided((3,), (1,), 0)", .shapes([[4], [5]]).withoutFiniteDifferences
      ) {
        $0.clone()[.stride(2)].asStrided([3], strides: [1], offset: 0)
      },
      OpForm("a.clone().as_strided((), ())", .shapes([[], [3]])) {
        $0.clone().asStrided([], strides: [])
      },
      OpForm("a.clone().as_strided((0, 3), (1, 1))", .shapes([[0], [3]], dtypes: [])) {
        $0.clone().asStrided([0, 3], strides: [1, 1])
      },
      errors: [
        OpError("[2, 2] with strides [2, 1] from 0 does not lie within memory of 3 elements") {
          _ = Tensor.zeros([3]).asStrided([2, 2], strides: [2, 1])
        },
        OpError("[2] with strides [-1] from 0 does not lie within memory of 3 elements") {
          _ = Tensor.zeros([3]).asStrided([2], strides: [-1])
        },
        OpError("strides [1] for shape [2, 2]") {
          _ = Tensor.zeros([4]).asStrided([2, 2], strides: [1])
        },
        OpError("[1] with strides [1] from 4 does not lie within memory of 4 elements") {
          _ = Tensor.zeros([4]).asStrided([1], strides: [1], offset: 4)
        },
      ]),
    OpCase(
      "asStridedScatter", in: "Shape/AsStrided",
      torch: ["as_strided_scatter": "x.asStridedScatter(y, [2, 2], strides: [1, 2])"],
      OpForm(
        "torch.as_strided_scatter(a.clone(), b, (2, 2), (1, 2))",
        .pairs([
          ([4], [2, 2]), ([2, 2], [2, 2]), ([6], [2, 2]), ([5], [2, 2]), ([3, 2], [2, 2]),
          ([1, 5], [2, 2]),
        ]).oneDType.withoutDerivatives
      ) { $0.clone().asStridedScatter($1, [2, 2], strides: [1, 2]) },
      // PyTorch hands the whole gradient to the first operand, also where it was replaced.
      OpForm(nil, .pairs([([4], [2, 2]), ([2, 3], [2, 2])]).oneDType) {
        $0.clone().asStridedScatter($1, [2, 2], strides: [1, 2])
      },
      OpForm(
        "torch.as_strided_scatter(a.clone(), b, (2,), (2,), 1)",
        .pairs([([4], [2]), ([2, 3], [2])]).oneDType.withoutDerivatives
      ) { $0.clone().asStridedScatter($1, [2], strides: [2], offset: 1) },
      OpForm(nil, .pairs([([4], [2]), ([2, 3], [2])]).oneDType) {
        $0.clone().asStridedScatter($1, [2], strides: [2], offset: 1)
      },
      OpForm(
        "torch.as_strided_scatter(a.clone(), b, (0,), (1,))",
        .pairs([([4], [0]), ([0], [0])]).oneDType.withoutDerivatives
      ) { $0.clone().asStridedScatter($1, [0], strides: [1]) },
      errors: [
        OpError("source float32 [3] for [2] in float32 [4]") {
          _ = Tensor.zeros([4]).asStridedScatter(.zeros([3]), [2], strides: [2])
        },
        OpError("[3] with strides [2] from 0 does not lie within memory of 4 elements") {
          _ = Tensor.zeros([4]).asStridedScatter(.zeros([3]), [3], strides: [2])
        },
      ]),
    OpCase(
      "selectScatter", in: "Shape/ScatterView",
      torch: ["select_scatter": "x.selectScatter(y, axis: 0, index: 1)"],
      OpForm(
        "torch.select_scatter(a, b, 0, 1)",
        .pairs([([3], []), ([2, 3], [3]), ([4, 1, 2], [1, 2]), ([2, 0], [0]), ([2, 2], [2])])
          .oneDType
      ) { $0.selectScatter($1, axis: 0, index: 1) },
      OpForm(
        "torch.select_scatter(a, b, -1, -2)",
        .pairs([([3], []), ([2, 3], [2]), ([4, 1, 2], [4, 1]), ([0, 2], [0])]).oneDType
      ) { $0.selectScatter($1, axis: -1, index: -2) },
      errors: [
        OpError("source float32 [2] for [3] in float32 [2, 3]") {
          _ = Tensor.zeros([2, 3]).selectScatter(.zeros([2]), axis: 0, index: 0)
        },
        OpError("source int64 [3] for [3] in float32 [2, 3]") {
          _ = Tensor.zeros([2, 3]).selectScatter(.arange(3), axis: 0, index: 0)
        },
      ]),
    OpCase(
      "sliceScatter", in: "Shape/ScatterView",
      torch: ["slice_scatter": "x.sliceScatter(y, axis: 0, from: 1, to: 3)"],
      OpForm(
        "torch.slice_scatter(a, b, 0, 1, 3)",
        .pairs([([4], [2]), ([3, 2], [2, 2]), ([5, 1, 2], [2, 1, 2]), ([2, 0], [1, 0])]).oneDType
      ) { $0.sliceScatter($1, axis: 0, from: 1, to: 3) },
      OpForm(
        "torch.slice_scatter(a, b, -1, -3, None, 2)",
        .pairs([([5], [2]), ([2, 3], [2, 2]), ([3, 1], [3, 1]), ([0, 4], [0, 2])]).oneDType
      ) { $0.sliceScatter($1, axis: -1, from: -3, by: 2) },
      errors: [
        OpError("source float32 [3] for [2] in float32 [4]") {
          _ = Tensor.zeros([4]).sliceScatter(.zeros([3]), from: 2)
        },
        OpError("source float64 [2] for [2] in float32 [4]") {
          _ = Tensor.zeros([4]).sliceScatter(.zeros([2], dtype: .float64), from: 2)
        },
      ]),
    OpCase(
      "contiguous", in: "Shape/Contiguous", torch: ["contiguous": "x.contiguous()"],
      OpForm("a.contiguous()", .shapes(sampleShapes, large: [257, 1031])) { $0.contiguous() },
      OpForm("a.mT.contiguous()", .shapes(atLeast(2))) { $0.mT.contiguous() }),
  ]
}

extension SampleSet {
  /// Those whose inputs are of one dtype, and the first of float64 in each of the other dtypes.
  var oneDType: SampleSet {
    let doubles = samples.filter { sample in sample.inputs.allSatisfy { $0.dtype == .float64 } }
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      Sample(
        doubles[0].inputs.enumerated().map { number, input in
          .small(input.shape, dtype: dtype, seed: 41 + number)
        })
    }
    return SampleSet(doubles + others, large: large)
  }
}
