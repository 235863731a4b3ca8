import TapestryCore
import TapestryTesting

/// Operations that set all elements.
extension Catalogue {
  static let filling: [OpCase] = [
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
}

extension SampleSet {
  fileprivate var withoutIntegerTargetsOfFractions: SampleSet {
    SampleSet(
      samples.filter {
        $0.inputs[0].dtype.isFloatingPoint || !$0.inputs[1].dtype.isFloatingPoint
      }, large: large)
  }
}
