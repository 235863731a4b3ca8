import TapestryCore
import TapestryNN
import Testing

@Suite struct ForwardHookTests {
  @Test func hooksSeeAndReplaceInputAndOutput() {
    let layer = Identity()
    var seen: [[Float]] = []
    layer.registerForwardPreHook { _, x in x + 1 }
    let handle = layer.registerForwardHook { module, x, y in
      #expect(module === layer)
      seen.append(x.array(as: Float.self) + y.array(as: Float.self))
      return y * 10
    }
    layer.registerForwardHook { _, _, y in
      seen.append(y.array(as: Float.self))
      return nil
    }
    #expect(layer(Tensor([1])).array(as: Float.self) == [20])
    #expect(seen == [[2, 2], [20]])
    handle.remove()
    #expect(layer(Tensor([1])).array(as: Float.self) == [2])
  }

  @Test func hooksRunInsideContainersAndNotOnForward() {
    var calls: [String] = []
    let model = Sequential {
      Identity()
      Sequential { ReLU() }
    }
    for module in model.modules() {
      module.registerForwardHook { module, _, _ in
        calls.append("\(type(of: module))")
        return nil
      }
    }
    _ = model(Tensor([1]))
    #expect(calls == ["Identity", "ReLU", "Sequential", "Sequential"])
    _ = model.forward(Tensor([1]))
    #expect(calls.count == 7)
  }

  @Test func gradientsFlowThroughReplacedOutputs() {
    let layer = Linear(1, 1, bias: false)
    layer.registerForwardHook { _, _, y in y * 3 }
    layer(Tensor([[2]])).sum().backward()
    #expect(layer.weight.grad?.item() == 6)
  }

  @Test func layersOfSeveralInputsShowTheFirst() {
    let unpool = MaxUnpool1d(kernelSize: 2)
    let transposed = ConvTranspose1d(out: 3, kernelSize: 2, stride: 2)
    let bags = EmbeddingBag(5, 2)
    let bilinear = Bilinear(2, 3, 4)
    var shapes: [[Shape]] = []
    for module: Module in [unpool, transposed, bags, bilinear] {
      module.registerForwardHook { _, x, y in
        shapes.append([x.shape, y.shape])
        return nil
      }
    }
    _ = unpool(Tensor.ones([1, 1, 2]), Tensor([[[0, 2]]], dtype: .int64), outputSize: 5)
    _ = transposed(Tensor.ones([1, 2, 3]), outputSize: 7)
    _ = bags(Tensor([0, 1, 2], dtype: .int64), offsets: Tensor([0, 2], dtype: .int64))
    _ = bilinear(Tensor.ones([6, 2]), Tensor.ones([6, 3]))
    #expect(
      shapes == [
        [[1, 1, 2], [1, 1, 5]], [[1, 2, 3], [1, 3, 7]], [[3], [2, 2]], [[6, 2], [6, 4]],
      ])
    #expect(transposed.weight.shape == [2, 3, 2])
  }
}
