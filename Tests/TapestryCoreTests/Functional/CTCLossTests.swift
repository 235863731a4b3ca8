import Foundation
import TapestryCore
import TapestryTesting
import Testing

@Suite struct CTCLossTests {
  /// The probability of a target is the sum over all strings of classes that spell it.
  @Test(arguments: [[], [1], [2, 1], [1, 1], [1, 2, 1]]) func countsEveryPath(target: [Int]) {
    let (times, classes) = (4, 3)
    let x = SampleInput.reals([times, 1, classes], seed: 3).tensor.logSoftmax(axis: 2)
    let logs = x.array(as: Double.self)
    var probability = 0.0
    for number in 0..<81 {
      let path = [number / 27, number / 9 % 3, number / 3 % 3, number % 3]
      let joined = path.indices.filter { $0 == 0 || path[$0] != path[$0 - 1] }.map { path[$0] }
      if joined.filter({ $0 != 0 }) != target { continue }
      probability += exp(path.indices.reduce(0) { $0 + logs[$1 * classes + path[$1]] })
    }
    let loss = ctcLoss(
      x, Tensor(target, shape: [1, target.count]), inputLengths: [times],
      targetLengths: [target.count], reduction: .sum)
    #expect(abs(loss.item() + log(probability)) < 1e-12)
  }

  /// By finite differences, of the losses of logits.
  @Test func derivative() throws {
    let x = SampleInput.reals([6, 3, 4], seed: 5).tensor
    try gradCheck(
      { x in
        ctcLoss(
          x.logSoftmax(axis: 2), Tensor([1, 1, 2, 3], dtype: .int64), inputLengths: [6, 3, 5],
          targetLengths: [3, 1, 0], reduction: .none)
      }, input: x)
  }

  @Test func hasNoSecondDerivative() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor.zeros([3, 1, 2]).requiringGrad()
      let loss = ctcLoss(x * 1, Tensor([1], dtype: .int64), inputLengths: [3], targetLengths: [1])
      let first = grad(of: loss * loss, with: [x], createGraph: true)[0]!
      _ = grad(of: first.sum(), with: [x])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ctcLoss: it has no second derivative"))
  }

  /// In logarithms, long sequences neither overflow nor vanish.
  @Test func longSequences() {
    let x = SampleInput.reals([3000, 1, 5], seed: 7, dtype: .float32).tensor.logSoftmax(axis: 2)
    let target = Tensor((0..<400).map { $0 % 4 + 1 })
    let lengths = (inputs: [3000], targets: [400])
    let single = ctcLoss(
      x, target, inputLengths: lengths.inputs, targetLengths: lengths.targets, reduction: .sum)
    let double = ctcLoss(
      x.cast(to: .float64), target, inputLengths: lengths.inputs, targetLengths: lengths.targets,
      reduction: .sum)
    #expect(single.item().isFinite)
    #expect(abs(single.item() - double.item()) < 1e-5 * double.item())
  }
}
