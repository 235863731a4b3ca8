import TapestryCore
import TapestryTesting

/// Operations that bring elements to places along an axis, one place for each element.
extension Catalogue {
  static let scattering: [OpCase] = [
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
}

extension SampleSet {
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
}
