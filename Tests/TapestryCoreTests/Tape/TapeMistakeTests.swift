import TapestryCore
import Testing

/// Wrong uses of the tape stop the program with a message that says what to do instead.
@Suite struct TapeMistakeTests {
  private static var leaf: Tensor { Tensor([1, 2]).requiringGrad() }

  static let mistakes: [Mistake] = [
    Mistake(
      "backward: the tape of 'multiply' was freed by an earlier backward(); pass retainGraph: true"
    ) {
      let x = leaf
      let y = x * x
      y.backward(gradient: .ones([2]))
      y.backward(gradient: .ones([2]))
    },
    Mistake(
      "backward: a result of shape [2] needs gradient:, only a scalar does not (TapestryCoreTests/TapeMistakeTests.swift:"
    ) { leaf.exp().backward() },
    Mistake("backward: gradient of shape [3] for a result of [2] (TapestryCoreTests/") {
      leaf.exp().backward(gradient: .ones([3]))
    },
    Mistake("backward: this tensor asks for no gradient and was not computed from one that does") {
      Tensor(1).backward()
    },
    Mistake("backward: this tensor asks for no gradient") { noGrad { leaf.sum() }.backward() },
    Mistake("grad: input 1 asks for no gradient (TapestryCoreTests/") {
      let x = leaf
      _ = grad(of: x.sum(), with: [x, Tensor(1)])
    },
    Mistake("requiresGrad: a gradient needs a floating-point dtype, not int64 (TapestryCoreTests/")
    {
      Tensor.arange(3).requiringGrad()
    },
    Mistake("requiresGrad: a gradient needs a floating-point dtype, not bool (TapestryCoreTests/") {
      _ = Parameter(Tensor([true]))
    },
    Mistake("requiresGrad: only leaves can be set; this is a result, detach() it first") {
      (leaf * 2).requiresGrad = false
    },
    Mistake("grad: float32 [3] given to a tensor of float32 [2]") { leaf.grad = .zeros([3]) },
    Mistake("grad: float64 [2] given to a tensor of float32 [2]") {
      leaf.grad = .zeros([2], dtype: .float64)
    },
    Mistake("grad: only a leaf that asks for a gradient can be given one") {
      (leaf * 2).grad = .zeros([2])
    },
    Mistake("registerHook: this tensor asks for no gradient (TapestryCoreTests/") {
      Tensor(1).registerHook { $0 }
    },
    Mistake("retainGrad: this tensor asks for no gradient (TapestryCoreTests/") {
      Tensor(1).retainGrad()
    },
    Mistake("hook of 'exp': returned float32 [] for a gradient of float32 [2]") {
      let y = leaf.exp()
      y.registerHook { $0.sum() }
      y.sum().backward()
    },
    Mistake("backward: igamma has no derivative by its order; detach() it") {
      leaf.igamma(Tensor([1, 2])).sum().backward()
    },
    Mistake("backward: zeta has no derivative by its exponent; detach() it") {
      leaf.zeta(2).sum().backward()
    },

    // Changes in place.
    Mistake("update: a leaf that asks for a gradient cannot be changed in place while recording") {
      leaf.update { $0.relu() }
    },
    Mistake("update: a result of shape [] for a tensor of [2] (TapestryCoreTests/") {
      Tensor([1, 2]).update { $0.sum() }
    },
    Mistake("update: a result of float32 does not fit in a tensor of int64 (TapestryCoreTests/") {
      Tensor.arange(3).update { $0.sqrt() }
    },
    Mistake(
      "backward: 'multiply' saved a float32 tensor of shape [2] that has since been changed in place"
    ) {
      let y = leaf * 2
      let z = y * y
      y += 1
      z.sum().backward()
    },
    Mistake("backward: 'matmul' saved a float32 tensor of shape [2, 2]") {
      let (a, b) = (Tensor.eye(2).requiringGrad(), Tensor.ones([2, 2]))
      let z = a.matmul(b)
      b[0, 0] = Tensor(5)
      z.sum().backward()
    },
    Mistake("backward: 'exp' saved a float32 tensor of shape [2]") {
      let x = leaf
      let y = x.exp()
      noGrad { y += 1 }
      y.sum().backward()
    },
    Mistake("backward: 'multiply' saved a float32 tensor") {
      let (w, x) = (Parameter(.ones([2])), leaf)
      let loss = (w * x).sum()
      noGrad { w -= 0.5 }
      loss.backward()
    },
    Mistake(
      "add in place: a leaf that asks for a gradient cannot be changed in place while recording"
    ) {
      let x = leaf
      x += 1
    },
    Mistake("subscript: a leaf that asks for a gradient cannot be changed in place while recording")
    {
      leaf[0] = Tensor(1)
    },
    Mistake(
      "multiply in place: a view of a leaf that asks for a gradient cannot be changed in place while recording"
    ) {
      let view = leaf[0]
      view *= 3
    },
    Mistake("add in place: a view that was made in noGrad { … } cannot be changed in place") {
      let y = leaf * 2
      let view = noGrad { y[0] }
      view += 1
    },
    Mistake("backward: 'multiply' saved a float32 tensor of shape [2] that has since been changed")
    {
      let y = leaf * 2
      let z = y * y
      let view = y[0]
      view += 1
      z.sum().backward()
    },
    Mistake("add in place: a tensor that was expanded shows some elements several times") {
      let y = Tensor([1]).expanded(to: [3])
      y += 1
    },
    Mistake("subscript: a tensor that was expanded shows some elements several times") {
      Tensor([1]).expanded(to: [3])[0] = Tensor(2)
    },
    Mistake("divide in place: a result of float32 does not fit in a tensor of int64") {
      let y = Tensor.arange(3)
      y /= 2
    },
    Mistake("subtract in place: not defined for bool and bool") {
      let y = Tensor([true])
      y -= Tensor([false])
    },

    // Custom functions.
    Mistake("twice: backward returned 2 gradients for 1 inputs") {
      customFunction("twice", [leaf], forward: { $0[0] + $0[0] }) { g, _, _ in [g, g] }.sum()
        .backward()
    },
    Mistake("twice: backward returned a gradient of shape [] for input 0 of shape [2]") {
      customFunction("twice", [leaf], forward: { $0[0] + $0[0] }) { g, _, _ in [g.sum()] }.sum()
        .backward()
    },
    Mistake("kept: forward returned a tensor that is on the tape already (TapestryCoreTests/") {
      let y = leaf * 2
      _ = customFunction("kept", [leaf], forward: { _ in y }) { g, _, _ in [g] }
    },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      TapeMistakeTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
