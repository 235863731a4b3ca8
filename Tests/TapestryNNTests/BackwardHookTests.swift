import TapestryCore
import TapestryNN
import Testing

@Suite struct BackwardHookTests {
  private func layer(_ weight: Float) -> Linear {
    let layer = Linear(1, 1, bias: false)
    noGrad { layer.weight[0, 0] = Tensor(weight) }
    return layer
  }

  @Test func hooksSeeAndReplaceGradients() {
    let layer = layer(3)
    var seen: [[Float]] = []
    layer.registerBackwardPreHook { module, gradient in
      #expect(module === layer)
      seen.append(gradient.array(as: Float.self))
      return gradient * 10
    }
    let handle = layer.registerBackwardHook { module, input, output in
      #expect(module === layer)
      seen.append(input!.array(as: Float.self) + output.array(as: Float.self))
      return input! * 100
    }
    let x = Tensor([[2]]).requiringGrad()
    (layer(x) * 7).sum().backward()
    #expect(seen == [[7], [210, 70]])
    #expect(x.grad!.item() == 21_000)
    // 70 · 2: the weight's gradient is made of what the first hook returned.
    #expect(layer.weight.grad!.item() == 140)
    handle.remove()
    x.grad = nil
    layer(x).sum().backward()
    #expect(x.grad!.item() == 30)
  }

  /// The first layer of a network: its input asks for no gradient.
  @Test func inputWithoutGradient() {
    let layer = layer(3)
    var seen: [Tensor?] = []
    layer.registerBackwardHook { _, input, output in
      seen = [input, output]
      return nil
    }
    layer(Tensor([[2]])).sum().backward()
    #expect(seen[0] == nil && seen[1]!.item() == 1)
    #expect(layer.weight.grad!.item() == 2)
  }

  @Test func hooksRunInOrderOfThePassAndInEachPass() {
    var calls: [String] = []
    let model = Sequential {
      Linear(1, 1)
      ReLU()
    }
    for (name, module) in model.namedModules() {
      module.registerBackwardPreHook { _, _ in
        calls.append("before \(name)")
        return nil
      }
      module.registerBackwardHook { _, _, _ in
        calls.append("after \(name)")
        return nil
      }
    }
    let y = model(Tensor([[1]]).requiringGrad()).sum()
    y.backward(retainGraph: true)
    let expected = ["before ", "before 1", "after 1", "before 0", "after 0", "after "]
    #expect(calls == expected)
    y.backward()
    #expect(calls == expected + expected)
    _ = noGrad { model(Tensor([[1]])) }
    #expect(calls.count == 12)
  }

  /// Forward hooks come first: their replacement is what the gradient is of.
  @Test func besideForwardHooks() {
    let layer = layer(3)
    layer.registerForwardPreHook { _, x in x * 2 }
    layer.registerForwardHook { _, _, y in y * 5 }
    var seen: [Double] = []
    layer.registerBackwardHook { _, input, output in
      seen = [input!.item(), output.item()]
      return nil
    }
    let x = Tensor([[2]]).requiringGrad()
    #expect(layer(x).item() == 60)
    layer(x).sum().backward()
    #expect(seen == [15, 1])
    #expect(x.grad!.item() == 30)
  }

  @Test func hooksOfARecordedPass() {
    let layer = layer(3)
    layer.registerBackwardHook { _, input, _ in input! * input! }
    let x = Tensor([[2]]).requiringGrad()
    let y = layer(x * x)
    let first = grad(of: y.sum(), with: [x], createGraph: true)[0]!
    // 3² · 2x
    #expect(first.item() == 36)
    #expect(grad(of: first.sum(), with: [layer.weight])[0]!.item() == 24)
  }

  @Test func nothingIsKeptAlive() {
    let before = Node.liveCount
    ({
      let layer = layer(3)
      layer.registerBackwardHook { _, _, _ in nil }
      for _ in 0..<3 { layer(Tensor([[2]]).requiringGrad()).sum().backward() }
      _ = layer(Tensor([[2]]).requiringGrad())
    })()
    #expect(Node.liveCount == before)
  }

  @Test func anomalyNamesModuleAndCall() async {
    final class Root: Module, Layer {
      func forward(_ x: Tensor) -> Tensor { x.sqrt() * 0 }
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let model = Sequential {
        Identity()
        Root()
      }
      detectAnomaly {
        let y = model(
          Tensor([0, 1]).requiringGrad(), file: "App/train.swift", line: 42)
        y.sum().backward()
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "backward: the derivative of 'sqrt', recorded in 1: Root(), called at App/train.swift:42, gives NaN for input 0 of shape [2]"
      ))
  }

  @Test func forwardAnomalyNamesModuleAndCall() async {
    final class Log: Module, Layer {
      func forward(_ x: Tensor) -> Tensor { x.log() }
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let model = Sequential { Sequential { Log() } }
      detectAnomaly {
        _ = model(Tensor([-1]).requiringGrad(), file: "App/train.swift", line: 7)
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "log: gives NaN for inputs without one, shapes [1] (App/train.swift:7, in 0.0: Log())"))
  }
}
