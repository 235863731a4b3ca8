import TapestryCore
import TapestryNN
import Testing

/// Whole layers in mixed precision: what comes from one is taken by the next.
@Suite struct AutocastLayerTests {
  private final class Network: Module, Layer {
    let convolution = Conv2d(1, 4, kernelSize: 3, padding: 1)
    let norm = BatchNorm2d(4)
    let lstm = LSTM(16, 8)
    let gru = GRU(8, 8)
    let rnn = RNN(8, 8)
    let head = Linear(8, 3)

    func forward(_ x: Tensor) -> Tensor {
      let image = norm(convolution(x)).relu()
      let steps = image.reshaped(to: [x.shape[0], 4, 16]).transposed(0, 1)
      return head(rnn(gru(lstm(steps).output).output).output[-1])
    }
  }

  @Test(arguments: [DType.bfloat16, .float16]) func aNetworkOfManyKindsTrains(dtype: DType) {
    let network = withSeed(1) { Network() }
    let x = withSeed(2) { Tensor.randn([5, 1, 4, 4]) }
    let labels = Tensor([0, 1, 2, 0, 1], dtype: .int64)
    let plain = noGrad { network.eval()(x) }
    let cast = noGrad { autocast(to: dtype) { network(x) } }
    #expect(cast.dtype == dtype)
    let difference = (cast.float() - plain).abs().max().item()
    #expect(difference > 0 && difference < 0.03)

    network.train()
    let loss = autocast(to: dtype) { crossEntropy(network(x), labels) }
    #expect(loss.dtype == .float32)
    loss.backward()
    for (name, parameter) in network.namedParameters() {
      #expect(parameter.grad?.dtype == .float32, "\(name)")
      #expect(parameter.grad?.isFinite().all().item(as: Bool.self) == true, "\(name)")
    }
  }

  @Test func recurrentLayersAreInFloat32() {
    let x = withSeed(3) { Tensor.randn([4, 2, 6]) }
    let (lstm, gru, rnn) = withSeed(4) { (LSTM(6, 5), GRU(6, 5), RNN(6, 5)) }
    let plain = [lstm(x).output, gru(x).output, rnn(x).output]
    let cast = autocast { [lstm(x).output, gru(x).output, rnn(x).output] }
    let wide = autocast { [lstm(x.bfloat16()).output, gru(x.bfloat16()).output] }
    for (a, b) in zip(plain, cast) {
      #expect(b.dtype == .float32)
      #expect(a.array(as: Float.self) == b.array(as: Float.self))
    }
    #expect(wide.allSatisfy { $0.dtype == .float32 })
  }
}
