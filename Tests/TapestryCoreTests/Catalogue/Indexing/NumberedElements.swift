import TapestryCore
import TapestryTesting

/// Operations that count elements in row-major order, or along an axis.
extension Catalogue {
  static let numberedElements: [OpCase] = [
    OpCase(
      "take", in: "Indexing/Take", torch: ["take": "x.take(i)"],
      OpForm(
        "torch.take(a, b.long())", .places([4, 3], [[2], [], [0], [2, 5], [3, 0]], -12...11)
      ) { $0.take($1) },
      OpForm("torch.take(a, b.long())", .places([], [[2], []], -1...0)) { $0.take($1) },
      errors: [
        OpError("index 6 is out of range for the 6 elements of shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).take(Tensor([Int64(6)]))
        },
        OpError("indices of float32; an integer dtype is needed") {
          _ = Tensor.zeros([2, 3]).take(Tensor([0]))
        },
      ]),
    OpCase(
      "put", in: "Indexing/Take", torch: ["put": "x.put(i, y)"],
      OpForm("torch.Tensor.put(a, b.long(), c)", .distinctNumbers) { $0.put($1, $2) },
      OpForm(
        "torch.Tensor.put(a, b.long(), c, accumulate=True)",
        .places([4, 3], [[2], [], [0], [2, 8]], -12...11, withSource: true)
      ) { $0.put($1, $2, accumulate: true) },
      errors: [
        OpError("source float32 of 2 elements for 1 places in float32") {
          _ = Tensor.zeros([3]).put(.arange(1), .zeros([2]))
        },
        OpError("index -4 is out of range for the 3 elements of shape [3]") {
          _ = Tensor.zeros([3]).put(Tensor([Int64(-4)]), .zeros([1]))
        },
      ]),
    OpCase(
      "takeAlong", in: "Indexing/TakeAlong",
      torch: ["take_along_dim": "x.takeAlong(i, axis: 0)"],
      OpForm(
        "torch.take_along_dim(a, b.long(), 0)",
        .places([4, 3], [[2, 3], [5, 1], [0, 3]], -4...3)
      ) { $0.takeAlong($1, axis: 0) },
      OpForm(
        "torch.take_along_dim(a, b.long(), -1)",
        .places([1, 2, 4], [[3, 1, 2], [1, 2, 0]], -4...3)
      ) { $0.takeAlong($1, axis: -1) },
      OpForm("torch.take_along_dim(a, b.long())", .places([2, 3], [[2, 2], []], 0...5)) {
        $0.takeAlong($1)
      },
      errors: [
        OpError("indices of shape [2] for [2, 3]") {
          _ = Tensor.zeros([2, 3]).takeAlong(.arange(2), axis: 0)
        },
        OpError("indices of shape [2, 2] and [2, 3] do not broadcast beside axis 0") {
          _ = Tensor.zeros([2, 3]).takeAlong(.zeros([2, 2], dtype: .int64), axis: 0)
        },
        OpError("index 2 is out of range for axis 0 of shape [2]") {
          _ = Tensor.zeros([2]).takeAlong(Tensor([Int64(2)]), axis: 0)
        },
      ]),
    OpCase(
      "unravelIndex", in: "Indexing/UnravelIndex",
      torch: ["unravel_index": "i.unravelIndex([2, 3])"],
      OpForm("torch.unravel_index(a, (2, 3, 4))", .numbers) { $0[0].unravelIndex([2, 3, 4]) },
      OpForm("torch.unravel_index(a, (24,))", .numbers) { $0[0].unravelIndex([24]) },
      errors: [
        OpError("6 is out of range for the 6 elements of shape [2, 3]") {
          _ = Tensor([Int64(6)]).unravelIndex([2, 3])
        },
        OpError("numbers of float32; an integer dtype is needed") {
          _ = Tensor([1]).unravelIndex([2])
        },
        OpError("a size of shape [-2] is negative") { _ = Tensor.arange(1).unravelIndex([-2]) },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let distinctNumbers: SampleSet = {
    let doubles = [
      Sample(.reals([4, 3]), .wholes([11, 0, -3]), .reals([3], seed: 2)),
      Sample(.reals([4, 3]), .wholes([2, -12], shape: [2, 1]), .reals([2], seed: 2)),
      Sample(.reals([]), .wholes([0]), .reals([1], seed: 2)),
      Sample(.reals([3]), .wholes([]), .reals([0], seed: 2)),
      Sample(.reals([0]), .wholes([]), .reals([0], seed: 2)),
    ]
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      Sample(
        .small([4], dtype: dtype, seed: 31), .wholes([2, -4], dtype: .int32),
        .small([2], dtype: dtype, seed: 33))
    }
    return SampleSet(doubles + others)
  }()

  fileprivate static let numbers = SampleSet(
    [[], [3], [2, 2], [0], [1, 5], [7]].flatMap { shape in
      [DType.int64, .int32].map { Sample(.integers(shape, in: 0...23, dtype: $0)) }
    }, large: Sample(.integers([5000], in: 0...23)))
}
