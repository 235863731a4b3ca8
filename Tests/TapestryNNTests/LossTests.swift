import TapestryCore
import TapestryNN
import Testing

@Suite struct LossTests {
  @Test func meanSquaredError() {
    let (x, y) = (Parameter(Tensor([1, 2, 3])), Tensor([1, 4, 0]))
    #expect(mseLoss(x, y, reduction: .none).array(as: Float.self) == [0, 4, 9])
    #expect(mseLoss(x, y, reduction: .sum).item() == 13)
    let loss = MSELoss()(x, y)
    #expect(abs(loss.item() - 13.0 / 3) < 1e-6)
    loss.backward()
    let gradient = x.grad!.array(as: Double.self)
    for (found, expected) in zip(gradient, [0, -4.0 / 3, 2]) {
      #expect(abs(found - expected) < 1e-6)
    }
  }

  @Test func crossEntropyModuleIsTheFunction() {
    let (logits, labels) = (Tensor([[1, 2, 3], [0, 0, 0]]), Tensor([2, 0], dtype: .int64))
    let losses = CrossEntropyLoss(reduction: .none)(logits, labels)
    #expect(
      losses.array(as: Float.self)
        == crossEntropy(logits, labels, reduction: .none).array(as: Float.self))
    #expect(CrossEntropyLoss()(logits, labels).item() == crossEntropy(logits, labels).item())
  }

  @Test func shapesThatWouldBroadcastAreAMistake() async {
    await #expect(processExitsWith: .failure) {
      _ = mseLoss(Tensor.zeros([3]), Tensor.zeros([3, 1]))
    }
  }
}
