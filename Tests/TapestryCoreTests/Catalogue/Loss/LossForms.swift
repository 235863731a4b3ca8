import TapestryCore
import TapestryTesting

extension OpForm {
  /// A loss with each of its reductions. In the reference, `REDUCTION` stands for the argument that says which.
  static func losses(
    _ reference: String?, _ samples: SampleSet,
    _ body: @escaping @Sendable ([Tensor], LossReduction) -> Tensor
  ) -> [OpForm] {
    let reductions: [(String, LossReduction)] = [("mean", .mean), ("sum", .sum), ("none", .none)]
    return reductions.map { name, reduction in
      OpForm(
        reference?.replacing("REDUCTION", with: "reduction='\(name)'"),
        reduction == .mean ? samples.undefinedWhereEmpty : samples,
        all: { [body($0, reduction)] })
    }
  }
}

extension SampleSet {
  /// Predictions and targets of equal shapes, with special values of both.
  static func pairs(
    _ a: ClosedRange<Double> = -2...2, _ b: ClosedRange<Double> = -2...2, third: Bool = false,
    specials: Bool = true
  ) -> SampleSet {
    func sample(_ shape: [Int], _ dtype: DType, seed: Int) -> Sample {
      let pair: [SampleInput] = [
        .reals(shape, in: a, seed: seed, dtype: dtype),
        .reals(shape, in: b, seed: seed + 50, dtype: dtype),
      ]
      return Sample(
        pair + (third ? [.reals(shape, in: 0.25...2, seed: seed + 80, dtype: dtype)] : []))
    }
    let shapes: [[Int]] = [[], [1], [6], [2, 3], [3, 1, 2], [0], [2, 0, 3]]
    let special = pairedSpecialValues(.float64)
    let pairs: [SampleInput] = [
      .values(special.flatMap { x in special.map { _ in x } }),
      .values(special.flatMap { _ in special }),
    ]
    let all = Sample(
      pairs + (third ? [.reals([special.count * special.count], in: 0.5...2)] : []),
      derivatives: .stored)
    return SampleSet(
      shapes.enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample([2, 3], .float32, seed: 9)] + (specials ? [all] : []),
      large: sample([257, 1031], .float64, seed: 41))
  }

  /// Operands of shapes that broadcast, each in its range.
  static func broadcast(_ shapes: [[[Int]]], in ranges: [ClosedRange<Double>]) -> SampleSet {
    SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(
          zip(shapes, ranges).enumerated().map { index, operand in
            .reals(operand.0, in: operand.1, seed: 10 * seed + index + 1)
          })
      })
  }

  /// Numbers with labels of 1 and −1.
  static func signed(_ shapes: [[[Int]]]) -> SampleSet {
    func labels(_ shape: [Int]) -> SampleInput {
      .wholes((0..<shape.reduce(1, *)).map { $0 % 3 == 1 ? -1 : 1 }, shape: shape)
    }
    let all = shapes.isEmpty ? [[], [1], [6], [2, 3], [0], [2, 0, 3]].map { [$0, $0] } : shapes
    return SampleSet(
      all.enumerated().map { seed, shapes in
        Sample(.reals(shapes[0], seed: seed + 1), labels(shapes[1]))
      } + [Sample(.reals([3], dtype: .float32), labels([3]))],
      large: Sample(.reals([257, 1031]), labels([257, 1031])))
  }
}
