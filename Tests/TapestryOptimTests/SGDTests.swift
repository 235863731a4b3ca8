import TapestryCore
import TapestryOptim
import Testing

@Suite struct SGDTests {
  @Test func aPlainStepFollowsTheGradient() {
    let x = Parameter(Tensor([1, 2]))
    let optimizer = SGD([x], learningRate: 0.1)
    (x * x).sum().backward()
    optimizer.step()
    for (found, expected) in zip(x.array(as: Double.self), [0.8, 1.6]) {
      #expect(abs(found - expected) < 1e-6)
    }
  }
}
