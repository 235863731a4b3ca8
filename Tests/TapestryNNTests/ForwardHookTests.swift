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
}
