import TapestryCore
import TapestryTesting

/// Operations that bring whole slices to places along an axis.
extension Catalogue {
  static let slicesByPlace: [OpCase] = [
    OpCase(
      "indexAdd", in: "Indexing/IndexAdd",
      torch: ["index_add": "x.indexAdd(axis: 0, i, source: y)"],
      OpForm("torch.index_add(a, 0, b, c)", .slices(axis: 0)) {
        $0.indexAdd(axis: 0, $1, source: $2)
      },
      OpForm("torch.index_add(a, -1, b, c, alpha=2)", .slices(axis: 1).withoutBool.withoutHalves) {
        $0.indexAdd(axis: -1, $1, source: $2, alpha: 2)
      },
      errors: sliceErrors { $0.indexAdd(axis: $1, $2, source: $3) }),
    OpCase(
      "indexCopy", in: "Indexing/IndexCopy",
      torch: ["index_copy": "x.indexCopy(axis: 0, i, source: y)"],
      OpForm("torch.index_copy(a, 0, b, c)", .slices(axis: 0, isDistinct: true)) {
        $0.indexCopy(axis: 0, $1, source: $2)
      },
      OpForm("torch.index_copy(a, -1, b, c)", .slices(axis: 1, isDistinct: true)) {
        $0.indexCopy(axis: -1, $1, source: $2)
      },
      errors: sliceErrors { $0.indexCopy(axis: $1, $2, source: $3) }),
    OpCase(
      "indexReduce", in: "Indexing/IndexReduce",
      torch: ["index_reduce": "x.indexReduce(axis: 0, i, source: y, reduce: .prod)"],
      OpForm("torch.index_reduce(a, 0, b, c, 'prod')", .slices(axis: 0).withoutBool) {
        $0.indexReduce(axis: 0, $1, source: $2, reduce: .prod)
      },
      OpForm(
        "torch.index_reduce(a, -1, b, c, 'mean', include_self=False)",
        .slices(axis: 1).withoutBool
      ) {
        $0.indexReduce(axis: -1, $1, source: $2, reduce: .mean, includesSelf: false)
      },
      OpForm(
        "torch.index_reduce(a, 0, b, c, 'amax', include_self=False)",
        .slices(axis: 0).withoutBool
      ) {
        $0.indexReduce(axis: 0, $1, source: $2, reduce: .amax, includesSelf: false)
      },
      OpForm("torch.index_reduce(a, 1, b, c, 'amin')", .slices(axis: 1).withoutBool) {
        $0.indexReduce(axis: 1, $1, source: $2, reduce: .amin)
      },
      errors: sliceErrors { $0.indexReduce(axis: $1, $2, source: $3, reduce: .amax) }),
    OpCase(
      "indexFill", in: "Indexing/IndexFill",
      torch: ["index_fill": "x.indexFill(axis: 0, i, with: 2)"],
      OpForm(
        "torch.index_fill(a, 0, b.long(), 2)", .places([4, 3], [[2], [0], [7], []], -4...3)
      ) { $0.indexFill(axis: 0, $1, with: 2) },
      OpForm(
        "torch.index_fill(a, -1, b.long(), 2)", .places([2, 5], [[2], [0], [7]], -5...4)
      ) { $0.indexFill(axis: -1, $1, with: 2) },
      OpForm("torch.index_fill(a, 0, b.long(), 1)", .places([], [[], [1]], 0...0)) {
        $0.indexFill(axis: 0, $1, with: 1)
      },
      OpForm(
        "torch.index_fill(a, 0, b, c)",
        [
          Sample(.reals([3, 2]), .wholes([2, 0]), .reals([], seed: 2)),
          Sample(.reals([3]), .wholes([1]), .reals([], seed: 2)),
        ]
      ) { $0.indexFill(axis: 0, $1, with: $2) },
      errors: [
        OpError("index 4 is out of range for axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).indexFill(axis: 0, Tensor([Int64(4)]), with: 0)
        },
        OpError("a value of shape [1], not a scalar") {
          _ = Tensor.zeros([3]).indexFill(axis: 0, .arange(1), with: Tensor([1]))
        },
        OpError("indices of shape [2, 1] into [3]; one axis is needed") {
          _ = Tensor.zeros([3]).indexFill(axis: 0, .zeros([2, 1], dtype: .int64), with: 1)
        },
      ]),
    OpCase(
      "indexPut", in: "Indexing/IndexPut", torch: ["index_put": "x.indexPut([i], y)"],
      OpForm("torch.index_put(a, (b,), c)", .slices(axis: 0, isDistinct: true)) {
        $0.indexPut([$1], $2)
      },
      OpForm("torch.index_put(a, (b,), c, accumulate=True)", .slices(axis: 0)) {
        $0.indexPut([$1], $2, accumulate: true)
      },
      OpForm(
        "torch.index_put(a, (b, b), c, accumulate=True)",
        [
          Sample(.reals([3, 3]), .wholes([2, 0, 2]), .reals([3], seed: 2)),
          Sample(.reals([3, 3, 2]), .wholes([2, 0, 2]), .reals([2], seed: 2)),
          Sample(.reals([3, 3]), .wholes([2, -1], shape: [2, 1]), .reals([], seed: 2)),
        ]
      ) { $0.indexPut([$1, $1], $2, accumulate: true) },
      OpForm(
        "torch.index_put(a, (b,), c, accumulate=True)",
        [
          Sample(.reals([3, 2]), .bools([3, 2], seed: 3), .reals([], seed: 2)),
          Sample(.reals([3, 2]), .bools([3]), .reals([2], seed: 2)),
        ]
      ) { $0.indexPut([$1], $2, accumulate: true) },
      errors: [
        OpError("values of int64 into float32") {
          _ = Tensor.zeros([3]).indexPut([.arange(1)], .arange(1))
        },
        OpError("values of shape [2] do not stretch to the selected [3]") {
          _ = Tensor.zeros([3]).indexPut([.arange(3)], .zeros([2]), accumulate: true)
        },
      ]),
  ]

  private static func sliceErrors(
    _ body: @escaping @Sendable (Tensor, Int, Tensor, Tensor) -> Tensor
  ) -> [OpError] {
    [
      OpError("index 3 is out of range for axis 0 of shape [3, 2]", namesCaller: true) {
        _ = body(.zeros([3, 2]), 0, Tensor([Int64(3)]), .zeros([1, 2]))
      },
      OpError("source float32 [2, 2] for 1 places along axis 0 of float32 [3, 2]") {
        _ = body(.zeros([3, 2]), 0, .arange(1), .zeros([2, 2]))
      },
      OpError("indices of float32; an integer dtype is needed") {
        _ = body(.zeros([3, 2]), 0, Tensor([1]), .zeros([1, 2]))
      },
    ]
  }
}

extension SampleSet {
  var withoutBool: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].dtype != .bool }, large: large)
  }

  /// PyTorch rounds 16-bit sums at each step, which is further off than the tolerance.
  fileprivate var withoutHalves: SampleSet {
    SampleSet(samples.filter { ![.float16, .bfloat16].contains($0.inputs[0].dtype) }, large: large)
  }

  /// An operand, places along one of its axes, and slices for them.
  fileprivate static func slices(axis: Int, isDistinct: Bool = false) -> SampleSet {
    let places: [[Int]] = isDistinct ? [[2, 0], [1], []] : [[2, 0, 2], [1], [], [0, 0, 1, 2]]
    let shapes = axis == 0 ? [[3, 2], [3, 1, 2], [3, 0]] : [[2, 3], [1, 3], [0, 3]]
    let scalars = axis == 0 ? [Sample(.reals([3]), .wholes([1]), .reals([1], seed: 5))] : []
    let doubles = shapes.enumerated().flatMap { seed, shape in
      places.map { places in
        var slice = shape
        slice[axis] = places.count
        return Sample(
          .reals(shape, seed: seed + 1), .wholes(places), .reals(slice, seed: seed + 11))
      }
    }
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      var slice = shapes[0]
      slice[axis] = places[0].count
      return Sample(
        .small(shapes[0], dtype: dtype, seed: 31), .wholes(places[0]),
        .small(slice, dtype: dtype, seed: 33))
    }
    let large =
      axis == 0
      ? Sample(.reals([301, 200]), .integers([900], in: 0...300), .reals([900, 200], seed: 2))
      : Sample(.reals([200, 301]), .integers([900], in: 0...300), .reals([200, 900], seed: 2))
    return SampleSet(doubles + scalars + others, large: large)
  }
}
