import TapestryCore
import TapestryTesting

/// Operations that put elements at places along an axis, and those that count elements in row-major order.
extension Catalogue {
  static let placing: [OpCase] = [
    OpCase(
      "scatter", in: "Indexing/Scatter",
      torch: ["scatter": "x.scatter(axis: 0, indices: i, source: y)"],
      OpForm("torch.scatter(a, 0, b, c)", .distinctPlaces) {
        $0.scatter(axis: 0, indices: $1, source: $2)
      },
      OpForm(
        "torch.scatter(a, -1, b, 2)",
        .places([2, 5], [[2, 3], [1, 8], [2, 0]], 0...4)
      ) { $0.scatter(axis: -1, indices: $1, value: 2) },
      OpForm(
        "torch.scatter(a, 0, b, 1)", .places([], [[], [1]], 0...0)
      ) { $0.scatter(axis: 0, indices: $1, value: 1) },
      OpForm("torch.scatter(a, 0, b, c[:2, :1])", .distinctPlaces.dropping(1)) {
        // Of a larger source the beginning counts.
        $0.scatter(axis: 0, indices: $1, source: $2[..<2, ..<1])
      },
      errors: [
        OpError("index 3 is out of range for axis 0 of shape [3]") {
          _ = Tensor([1, 2, 3]).scatter(axis: 0, indices: Tensor([Int64(3)]), value: 0)
        },
        OpError("source float32 [2] for indices [3] into float32") {
          _ = Tensor.zeros([3]).scatter(axis: 0, indices: .arange(3), source: .zeros([2]))
        },
        OpError("0.5 does not fit in int64") {
          _ = Tensor.arange(3).scatter(axis: 0, indices: .arange(3), value: 0.5)
        },
      ]),
    OpCase(
      "scatterReduce", in: "Indexing/ScatterReduce",
      torch: ["scatter_reduce": "x.scatterReduce(axis: 0, indices: i, source: y, reduce: .amax)"],
      reducing("sum", .sum, true), reducing("sum", .sum, false),
      reducing("prod", .prod, true), reducing("prod", .prod, false),
      reducing("mean", .mean, true), reducing("mean", .mean, false),
      reducing("amax", .amax, true), reducing("amax", .amax, false),
      reducing("amin", .amin, true), reducing("amin", .amin, false),
      OpForm(
        "torch.scatter_reduce(a, 0, b, c, 'prod')", .zeroFactors
      ) { $0.scatterReduce(axis: 0, indices: $1, source: $2, reduce: .prod) },
      OpForm(
        "torch.scatter_reduce(a, 0, b, c, 'amax')", .ties
      ) { $0.scatterReduce(axis: 0, indices: $1, source: $2, reduce: .amax) },
      OpForm(
        "torch.scatter_reduce(a, 0, b, c, 'amin')", .ties
      ) { $0.scatterReduce(axis: 0, indices: $1, source: $2, reduce: .amin) },
      errors: [
        OpError("a mean of bool is not defined") {
          _ = Tensor([true]).scatterReduce(
            axis: 0, indices: .arange(1), source: Tensor([true]), reduce: .mean)
        },
        OpError("source int64 [1] for indices [1] into float32") {
          _ = Tensor([1]).scatterReduce(
            axis: 0, indices: .arange(1), source: .arange(1), reduce: .sum)
        },
      ]),
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
    OpCase(
      "maskedScatter", in: "Indexing/MaskedSelect",
      torch: ["masked_scatter": "x.maskedScatter(mask, source: y)"],
      OpForm("torch.masked_scatter(a, b, c)", .masks.withManyElements) {
        $0.maskedScatter($1, source: $2)
      },
      errors: [
        OpError("1 elements for the 2 places of the mask") {
          _ = Tensor.zeros([2]).maskedScatter(Tensor([true, true]), source: .zeros([1]))
        },
        OpError("source of int64 into float32") {
          _ = Tensor.zeros([2]).maskedScatter(Tensor([true, true]), source: .arange(2))
        },
        OpError("mask [3] and [2] do not broadcast") {
          _ = Tensor.zeros([2]).maskedScatter(Tensor([true, true, false]), source: .zeros([4]))
        },
      ]),
    OpCase(
      "maskedFill", in: "Indexing/MaskedFill",
      OpForm(
        "torch.masked_fill(a, b, c)",
        SampleSet(
          SampleSet.masks.samples.map { Sample($0.inputs + [.reals([], seed: 9)]) }
            .filter { $0.inputs[0].dtype.isFloatingPoint },
          large: Sample(.reals([257, 1031]), .bools([1031]), .reals([], seed: 9)))
          + SampleSet(
            SampleSet.masks.samples.map {
              Sample($0.inputs + [.values([1], shape: [], dtype: .bool)])
            }
            .filter { !$0.inputs[0].dtype.isFloatingPoint })
      ) { $0.maskedFill($1, with: $2) },
      errors: [
        OpError("a value of shape [1], not a scalar") {
          _ = Tensor.zeros([2]).maskedFill(Tensor([true, true]), with: Tensor([1]))
        },
        OpError("mask [3] and [2] do not broadcast") {
          _ = Tensor.zeros([2]).maskedFill(Tensor([true, true, false]), with: Tensor(1))
        },
      ]),
    OpCase(
      "nonzeroByAxis", in: "Indexing/Nonzero", torch: ["nonzero": "x.nonzeroByAxis()"],
      OpForm(
        "torch.nonzero(a, as_tuple=True)",
        .shapes(sampleShapes, large: [301, 207])
          + [Sample(.integers([3, 4], in: 0...1)), Sample(.values([0], shape: []))]
      ) { $0[0].nonzeroByAxis() },
      OpForm("torch.where(a)", .shapes([[2, 3], [], [4]])) { Tensor.where($0[0]) }),
    OpCase(
      "nonzeroStatic", in: "Indexing/Nonzero",
      torch: ["nonzero_static": "x.nonzeroStatic(size: 4)"],
      OpForm(
        "torch.nonzero_static(a, size=3)",
        .shapes(sampleShapes, large: [301, 207])
          + [Sample(.integers([3, 4], in: 0...1)), Sample(.values([0], shape: []))]
      ) { $0.nonzeroStatic(size: 3) },
      OpForm(
        "torch.nonzero_static(a, size=9, fill_value=7)",
        [Sample(.integers([3, 4], in: 0...1)), Sample(.bools([3]))]
      ) { $0.nonzeroStatic(size: 9, fillValue: 7) },
      errors: [
        OpError("a size of -1") { _ = Tensor([1]).nonzeroStatic(size: -1) },
        OpError("a size of -3") { _ = Tensor(1).nonzeroStatic(size: -3) },
      ]),
    OpCase(
      "filled", in: "Indexing/Fill",
      torch: ["fill": "x.filled(with: 3)", "zero_": "x.zero()"],
      OpForm("torch.fill(a, 1)", .shapes(sampleShapes, large: [257, 1031])) { $0.filled(with: 1) },
      OpForm(
        "torch.fill(a, b)",
        [
          Sample(.reals([2, 3]), .reals([], seed: 2)), Sample(.reals([]), .reals([], seed: 2)),
          Sample(.reals([0]), .reals([], seed: 2)),
        ]
      ) { $0.filled(with: $1) },
      OpForm("a.clone().fill_(1)", .shapes([[2, 3], []])) {
        let x = $0.clone()
        x.fill(with: 1)
        return x
      },
      OpForm("a.clone().zero_()", .shapes([[2, 3], []])) {
        let x = $0.clone()
        x.zero()
        return x
      },
      errors: [
        OpError("a value of shape [1], not a scalar") {
          _ = Tensor.zeros([2]).filled(with: Tensor([1]))
        },
        OpError("300 does not fit in uint8") {
          _ = Tensor.zeros([2], dtype: .uint8).filled(with: 300)
        },
      ]),
    OpCase(
      "copy", in: "Indexing/Fill",
      OpForm(
        "a.clone().copy_(b)",
        .pairs(
          [
            ([2, 3], [3]), ([2], []), ([], []), ([0], [1]), ([2, 2], [2, 2]), ([3, 1], [1]),
            ([2, 0], [2, 1]), ([4], [4]), ([2, 1, 2], [1, 2]), ([5], [1]), ([1, 3], [3]),
            ([2, 3], [2, 1]), ([6], [6]), ([3, 2], [2]), ([1], []), ([2, 2, 2], [2]),
            ([1, 1], [1]), ([7], []),
          ]
        ).withoutIntegerTargetsOfFractions
      ) {
        let x = $0.clone()
        x.copy(from: $1)
        return x
      },
      errors: [
        OpError("[3] does not stretch to [2]") { Tensor.zeros([2]).copy(from: .zeros([3])) },
        OpError("[1, 2] does not stretch to [2]") { Tensor.zeros([2]).copy(from: .zeros([1, 2])) },
      ]),
  ]

  private static func reducing(
    _ name: String, _ reduction: ScatterReduction, _ includesSelf: Bool
  ) -> OpForm {
    let samples = SampleSet.places(
      [4, 3], [[2, 3], [7, 2], [0, 3]], 0...3, withSource: true)
    return OpForm(
      "torch.scatter_reduce(a, 0, b, c, '\(name)', include_self=\(includesSelf ? "True" : "False"))",
      reduction == .mean ? samples.withoutBool : samples
    ) {
      $0.scatterReduce(
        axis: 0, indices: $1, source: $2, reduce: reduction, includesSelf: includesSelf)
    }
  }

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

  fileprivate func dropping(_ count: Int) -> SampleSet {
    let shortened = samples.filter { $0.inputs[1].shape == [2, 1] }
    return SampleSet(shortened)
  }

  /// An operand, places along its first axis that are named once each, and what goes there.
  fileprivate static let distinctPlaces: SampleSet = {
    let places: [([Int], [Int], [Int])] = [
      ([4, 3], [3, 0, 1, 1, 3, 2], [2, 3]), ([4, 1], [2, 0], [2, 1]), ([4], [3, 0, 1], [3]),
      ([4, 2], [], [0, 2]), ([3, 2, 2], [2, 0, 1, 1], [1, 2, 2]), ([], [0], []),
    ]
    let doubles = places.enumerated().map { seed, place in
      Sample(
        .reals(place.0, seed: seed + 1), .wholes(place.1, shape: place.2),
        .reals(place.2, seed: seed + 11))
    }
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      Sample(
        .small([4, 3], dtype: dtype, seed: 31),
        .wholes([3, 0, 1, 1, 3, 2], shape: [2, 3], dtype: .int32),
        .small([2, 3], dtype: dtype, seed: 33))
    }
    return SampleSet(
      doubles + others,
      large: Sample(
        .reals([71, 1031]), .integers([40, 1031], in: 0...70), .reals([40, 1031], seed: 2)))
  }()

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

  /// Factors of which some are zero: derivatives by others vanish, or are products of the rest.
  fileprivate static let zeroFactors: SampleSet = [
    Sample(
      .values([0, 2, 3, 0]), .wholes([0, 0, 1, 1, 2, 3]), .values([3, 4, 0, 5, 6, 0]),
      derivatives: .unknown),
    Sample(
      .values([1, 2, 3]), .wholes([0, 0, 1, 2, 2]), .values([0, 4, 5, 6, 0]),
      derivatives: .unknown),
  ]

  fileprivate static let ties: SampleSet = [
    Sample(
      .values([1, 2, 2, 0]), .wholes([0, 0, 1, 1, 2, 2]), .values([1, 1, 3, 3, 2, 1]),
      derivatives: .stored),
    Sample(
      .values([1, .nan, 2, .infinity]), .wholes([0, 0, 1, 2, 3]),
      .values([.nan, 1, 3, -.infinity, 5]), derivatives: .unknown),
  ]

  fileprivate static let numbers = SampleSet(
    [[], [3], [2, 2], [0], [1, 5], [7]].flatMap { shape in
      [DType.int64, .int32].map { Sample(.integers(shape, in: 0...23, dtype: $0)) }
    }, large: Sample(.integers([5000], in: 0...23)))

  /// A third operand with enough elements for any mask.
  fileprivate var withManyElements: SampleSet {
    func many(_ sample: Sample) -> Sample {
      let count = Shape.broadcastForTests(sample.inputs[0].shape, sample.inputs[1].shape)
      let dtype = sample.inputs[0].dtype
      return Sample(
        sample.inputs + [
          dtype == .float64
            ? .reals([count + 2], seed: 51) : .small([count + 2], dtype: dtype, seed: 51)
        ])
    }
    return SampleSet(samples.map(many), large: large.map(many))
  }

  fileprivate var withoutIntegerTargetsOfFractions: SampleSet {
    SampleSet(
      samples.filter {
        $0.inputs[0].dtype.isFloatingPoint || !$0.inputs[1].dtype.isFloatingPoint
      }, large: large)
  }
}

extension Shape {
  fileprivate static func broadcastForTests(_ a: [Int], _ b: [Int]) -> Int {
    broadcastShapes([Shape(a), Shape(b)]).reduce(1, *)
  }
}
