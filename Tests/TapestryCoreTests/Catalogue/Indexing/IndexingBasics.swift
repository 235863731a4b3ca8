import TapestryCore
import TapestryTesting

extension Catalogue {
  static let indexingBasics: [OpCase] = [
    OpCase(
      "gathered", in: "Indexing/Gather",
      torch: ["gather": "x.gathered(axis: 0, indices: i)"],
      OpForm(
        "torch.gather(a, 0, b)", .places([4, 3], [[2, 3], [4, 1], [0, 3], [7, 2]], 0...3)
      ) {
        $0.gathered(axis: 0, indices: $1)
      },
      OpForm("torch.gather(a, -1, b)", .places([2, 5], [[2, 3], [1, 8], [2, 0]], 0...4)) {
        $0.gathered(axis: -1, indices: $1)
      },
      OpForm("torch.gather(a, 1, b)", .places([2, 4, 3], [[2, 2, 3], [1, 6, 2]], 0...3)) {
        $0.gathered(axis: 1, indices: $1)
      },
      OpForm("torch.gather(a, 0, b)", .places([], [[]], 0...0)) {
        $0.gathered(axis: 0, indices: $1)
      },
      errors: [
        OpError("index 3 is out of range for axis 0 of shape [3]") {
          _ = Tensor([1, 2, 3]).gathered(axis: 0, indices: Tensor([Int64(3)]))
        },
        OpError("index -1 is out of range for axis 0 of shape [3]") {
          _ = Tensor([1, 2, 3]).gathered(axis: 0, indices: Tensor([Int64(-1)]))
        },
        OpError("indices of float32; an integer dtype is needed") {
          _ = Tensor([1, 2, 3]).gathered(axis: 0, indices: Tensor([0]))
        },
        OpError("indices of shape [2] do not fit in [2, 3] beside axis 0") {
          _ = Tensor.zeros([2, 3]).gathered(axis: 0, indices: .arange(2))
        },
      ]),
    OpCase(
      "scatterAdd", in: "Indexing/Scatter",
      torch: ["scatter_add": "x.scatterAdd(axis: 0, indices: i, source: y)"],
      OpForm(
        "torch.scatter_add(a, 0, b, c)",
        .places([4, 3], [[2, 3], [4, 1], [0, 3], [7, 2]], 0...3, withSource: true)
      ) { $0.scatterAdd(axis: 0, indices: $1, source: $2) },
      OpForm(
        "torch.scatter_add(a, -1, b, c)",
        .places([2, 5], [[2, 3], [1, 8]], 0...4, withSource: true)
      ) { $0.scatterAdd(axis: -1, indices: $1, source: $2) },
      OpForm(
        "torch.scatter_add(a, 1, b, c)",
        .places([2, 4, 3], [[2, 2, 3], [1, 6, 2]], 0...3, withSource: true)
      ) { $0.scatterAdd(axis: 1, indices: $1, source: $2) },
      errors: [
        OpError("index 5 is out of range for axis 1 of shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).scatterAdd(
            axis: 1, indices: .full([1, 1], 5), source: .zeros([1, 1]))
        },
        OpError("source float32 [1] for indices [2] into float32") {
          _ = Tensor.zeros([3]).scatterAdd(axis: 0, indices: .arange(2), source: .zeros([1]))
        },
      ]),
    OpCase(
      "indexSelect", in: "Indexing/IndexSelect",
      torch: ["index_select": "x.indexSelect(axis: 0, i)"],
      OpForm("torch.index_select(a, 0, b)", .places([4, 3], [[2], [0], [7]], 0...3)) {
        $0.indexSelect(axis: 0, $1)
      },
      OpForm("torch.index_select(a, -1, b)", .places([2, 5], [[2], [0], [7]], 0...4)) {
        $0.indexSelect(axis: -1, $1)
      },
      OpForm("torch.index_select(a, 1, b)", .places([2, 4, 3], [[1], [5]], 0...3)) {
        $0.indexSelect(axis: 1, $1)
      },
      OpForm("torch.index_select(a, 0, b)", .places([3], [[4]], 0...2)) {
        $0.indexSelect(axis: 0, $1)
      },
      errors: [
        OpError("index 3 is out of range for axis 0 of shape [3]") {
          _ = Tensor([1, 2, 3]).indexSelect(axis: 0, Tensor([Int64(3)]))
        },
        OpError("index 7 is out of range for axis 0 of shape [3]") {
          // So many are looked through in pieces: the first that is wrong is told.
          let places = Tensor.zeros([200_000], dtype: .int64)
          places[150_000] = Tensor(Int64(9))
          places[80_000] = Tensor(Int64(7))
          _ = Tensor([1, 2, 3]).indexSelect(axis: 0, places)
        },
        OpError("indices of float32; an integer dtype is needed") {
          _ = Tensor([1, 2, 3]).indexSelect(axis: 0, Tensor([0]))
        },
        OpError("indices of shape [1, 2] into [3]; one axis is needed") {
          _ = Tensor([1, 2, 3]).indexSelect(axis: 0, .zeros([1, 2], dtype: .int64))
        },
      ]),
    OpCase(
      "nonzero", in: "Indexing/Nonzero",
      torch: ["nonzero": "x.nonzero()", "argwhere": "x.nonzero()"],
      OpForm(
        "torch.nonzero(a)",
        .shapes([[]] + sampleShapes.filter { !$0.isEmpty }, large: [301, 207])
          + [
            Sample(.integers([3, 4], in: 0...1)),
            Sample(.integers([2, 2, 3], in: 0...2, dtype: .uint8)),
            Sample(.values([0])), Sample(.values([0], shape: [])), Sample(.bools([17])),
            Sample(.values([0, -0.0, .nan, .infinity]), derivatives: .stored),
          ]
      ) { $0.nonzero() }),
    OpCase(
      "maskedSelect", in: "Indexing/MaskedSelect",
      torch: ["masked_select": "x.maskedSelect(mask)"],
      OpForm("torch.masked_select(a, b)", .masks) { $0.maskedSelect($1) },
      errors: [
        OpError("a mask of float32, not bool") {
          _ = Tensor([1, 2]).maskedSelect(Tensor([1, 0]))
        },
        OpError("mask [3] and [2] do not broadcast") {
          _ = Tensor([1, 2]).maskedSelect(Tensor([true, false, true]))
        },
      ]),
    OpCase(
      "maskedFill", in: "Indexing/MaskedFill",
      torch: ["masked_fill": "x.maskedFill(mask, with: 0)"],
      OpForm("torch.masked_fill(a, b, 7)", .masks) {
        $0.maskedFill($1, with: 7)
      },
      OpForm("torch.masked_fill(a, b, -0.5)", .masks.floatsOnly) {
        $0.maskedFill($1, with: -0.5)
      },
      errors: [
        OpError("a mask of float32, not bool") {
          _ = Tensor([1, 2]).maskedFill(Tensor([1, 0]), with: 0)
        },
        OpError("0.5 does not fit in int64") {
          _ = Tensor.arange(2).maskedFill(Tensor([true, false]), with: 0.5)
        },
        OpError("mask [3] and [2] do not broadcast") {
          _ = Tensor([1, 2]).maskedFill(Tensor([true, false, true]), with: 0)
        },
      ]),
    OpCase(
      "where", in: "Indexing/Where",
      torch: ["where": "Tensor.where(mask, x, y)"],
      OpForm("torch.where(a, b, c)", .choices) { Tensor.where($0, $1, $2) },
      OpForm("torch.where(a, 1.5, b)", .masksFirst) { Tensor.where($0, 1.5, $1) },
      OpForm("torch.where(a, b, 2)", .masksFirst) { Tensor.where($0, $1, 2) },
      errors: [
        OpError("the condition is of float32, not bool") {
          _ = Tensor.where(Tensor([1, 0]), Tensor([1, 2]), Tensor([3, 4]))
        },
        OpError("shapes [2] and [3] do not broadcast") {
          _ = Tensor.where(Tensor([true]), Tensor([1, 2]), Tensor([3, 4, 5]))
        },
        OpError("300 does not fit in uint8") {
          _ = Tensor.where(Tensor([true]), Tensor([1], dtype: .uint8), 300)
        },
        OpError("the condition's shape [3] and [2] do not broadcast") {
          _ = Tensor.where(Tensor([true, false, true]), Tensor([1, 2]), Tensor([3, 4]))
        },
      ]),
    OpCase(
      "unitRows", in: "Indexing/UnitRows",
      OpForm(
        "a[b].float() / 255",
        SampleSet(
          (1...4).flatMap { seed in
            [
              ([4, 3], [2]), ([4], [3]), ([3, 2, 2], [0]), ([0, 3], [0]), ([2, 0], [3]),
              ([1, 5, 7], [1]),
            ].map {
              Sample(
                .integers($0.0, in: 0...255, seed: seed, dtype: .uint8),
                .integers($0.1, in: 0...(Swift.max($0.0[0], 1) - 1), seed: seed + 4))
            }
          },
          large: Sample(
            .integers([60, 784], in: 0...255, dtype: .uint8), .integers([300], in: 0...59)))
      ) { $0.unitRows($1) },
      errors: [
        OpError("places [2] into float32 [3, 2]; uint8 rows are needed") {
          _ = Tensor.zeros([3, 2]).unitRows(.arange(2))
        },
        OpError("index 3 is out of range for axis 0 of shape [3, 2]") {
          _ = Tensor.zeros([3, 2], dtype: .uint8).unitRows(Tensor([Int64(3)]))
        },
      ]),
  ]
}

extension SampleSet {
  /// A source with places along an axis, given as int64 and int32, and with something to put there.
  static func places(
    _ source: [Int], _ shapes: [[Int]], _ range: ClosedRange<Int>, withSource: Bool = false
  ) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shape in
      Sample(
        [.reals(source, seed: seed + 1), .integers(shape, in: range, seed: seed + 11)]
          + (withSource ? [.reals(shape, seed: seed + 21)] : []))
    }
    let others = DType.allCases.filter { $0 != .float64 }.map { dtype in
      Sample(
        [.small(source, dtype: dtype, seed: 31), .integers(shapes[0], in: range, dtype: .int32)]
          + (withSource ? [.small(shapes[0], dtype: dtype, seed: 33)] : []))
    }
    return SampleSet(doubles + others, large: doubles[0])
  }

  /// An operand and a mask that broadcast.
  static let masks = SampleSet(
    [
      ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 3], [2, 1]), ([], []), ([3], []), ([0], [0]),
      ([2, 0], [1]),
      ([4, 2, 3], [2, 3]), ([3], [2, 3]), ([1, 3], [2, 1]),
    ].enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, seed: seed + 1), .bools(shapes.1, seed: seed + 11))
    }
      + DType.allCases.filter { $0 != .float64 }.flatMap { dtype in
        [[5], [2, 3]].map {
          Sample(.small($0, dtype: dtype, seed: 31), .bools($0, seed: 32))
        }
      },
    large: Sample(.reals([257, 1031]), .bools([1031])))

  fileprivate var floatsOnly: SampleSet {
    SampleSet(samples.filter(\.inputs[0].dtype.isFloatingPoint), large: large)
  }

  static let masksFirst = SampleSet(
    masks.samples.map { Sample($0.inputs.reversed()) },
    large: masks.large.map { Sample($0.inputs.reversed()) })

  /// A condition and two operands that broadcast, of several dtypes.
  fileprivate static let choices = SampleSet(
    [
      ([2, 3], [2, 3], [2, 3]), ([3], [2, 3], [2, 1]), ([2, 1], [3], []), ([], [], []),
      ([], [3], [3]),
      ([2, 2, 1], [2, 1], [3]), ([0], [0], [1]), ([1], [2], [2]),
    ].enumerated().map { seed, shapes in
      Sample(
        .bools(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 11),
        .reals(shapes.2, seed: seed + 21))
    }
      + DType.pairs(of: DType.allCases).map { a, b in
        Sample(.bools([4]), .small([4], dtype: a, seed: 31), .small([4], dtype: b, seed: 32))
      },
    large: Sample(.bools([1031]), .reals([257, 1031]), .reals([257, 1], seed: 2)),
    areBroadcast: true)
}
