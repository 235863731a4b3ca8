import TapestryCore
import TapestryOptim
import Testing

@Suite struct SGDTests {
  private func stepped(_ start: Tensor, gradients: [Tensor], _ make: (Parameter) -> SGD) -> [Double]
  {
    let parameter = Parameter(start.clone())
    let optimizer = make(parameter)
    for gradient in gradients {
      parameter.grad = gradient
      optimizer.step()
    }
    return parameter.array(as: Double.self)
  }

  private let start = Tensor([1, -2], dtype: .float64)
  private let gradients = [Tensor([1, 4], dtype: .float64), Tensor([2, -2], dtype: .float64)]

  @Test func aPlainStepGoesAgainstTheGradient() {
    let found = stepped(start, gradients: gradients) { SGD([$0], learningRate: 0.5) }
    #expect(found == [-0.5, -3])
    let up = stepped(start, gradients: gradients) { SGD([$0], learningRate: 0.5, maximize: true) }
    #expect(up == [2.5, -1])
  }

  @Test func theVelocityStartsAsTheFirstGradient() {
    let found = stepped(start, gradients: gradients) {
      SGD([$0], learningRate: 1, momentum: 0.5, dampening: 0.5)
    }
    // v = g₁, then v/2 + g₂/2
    #expect(found == [-1.5, -7])
  }

  @Test func nesterovLooksAhead() {
    let found = stepped(start, gradients: [gradients[0]]) {
      SGD([$0], learningRate: 1, momentum: 0.5, nesterov: true)
    }
    #expect(found == [-0.5, -8])
  }

  @Test func weightDecayPullsToZero() {
    let found = stepped(start, gradients: [Tensor([0, 0], dtype: .float64)]) {
      SGD([$0], learningRate: 0.5, weightDecay: 0.5)
    }
    #expect(found == [0.75, -1.5])
  }

  @Test func nesterovWithoutMomentumStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = SGD([Parameter(Tensor.zeros([1]))], nesterov: true)
    }
  }
}
