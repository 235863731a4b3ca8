import TapestryCore
import TapestryTesting

/// Operations that a mask steers, and those that count what one would take.
extension Catalogue {
  static let masking: [OpCase] = [
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
  ]
}

extension SampleSet {
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
}

extension Shape {
  fileprivate static func broadcastForTests(_ a: [Int], _ b: [Int]) -> Int {
    broadcastShapes([Shape(a), Shape(b)]).reduce(1, *)
  }
}
