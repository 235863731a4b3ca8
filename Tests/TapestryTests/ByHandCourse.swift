import Tapestry
import Testing

@Suite struct ByHandCourse {
  @Test func aNetwork() {
    manualSeed(1)
    // shown
    let x = Tensor.linspace(-2, 2, count: 64).unsqueezed(1)  // [64, 1]
    let target = x * x

    let w1 = Parameter(Tensor.randn([1, 16]))
    let b1 = Parameter(Tensor.randn([16]))
    let w2 = Parameter(Tensor.randn([16, 1]) * 0.3)
    let b2 = Parameter(Tensor.zeros([1]))
    // end

    // shown
    func network(_ x: Tensor) -> Tensor {
      let hidden = (x.matmul(w1) + b1).tanh()
      return hidden.matmul(w2) + b2
    }
    // end
    let before = noGrad { (network(x) - target).square().mean() }.item()

    // shown
    for step in 1...500 {
      let loss = (network(x) - target).square().mean()
      loss.backward()
      if step % 100 == 0 { print("step \(step), loss \(loss.item())") }
      for parameter in [w1, b1, w2, b2] {
        let step = parameter.grad! * 0.02
        noGrad { parameter.update { $0 - step } }
        parameter.grad = nil
      }
    }
    // end
    let after = noGrad { (network(x) - target).square().mean() }.item()
    #expect(after < before / 10, "\(before) to \(after)")
  }
}
