import TapestryCore
import TapestryTesting
import Testing

/// `grad`, `vjp`, `jvp`, `jacobian`, `hessian` and their kin, as functions of functions.
@Suite struct TransformTests {
  private let x = SampleInput.reals([3], seed: 3).tensor
  private let a = SampleInput.reals([4, 3], seed: 4).tensor

  @Test func derivativesOfOneNumber() {
    let cube = { (x: Tensor) in x * x * x }
    let two = Tensor(2, dtype: .float64)
    #expect(grad(cube)(two).item() == 12)
    #expect(grad(grad(cube))(two).item() == 12)
    #expect(grad(grad(grad(cube)))(two).item() == 6)
    #expect(grad(grad(grad(grad(cube))))(two).item() == 0)
    let (value, slope) = valueAndGrad(cube)(two)
    #expect(value.item() == 8 && slope.item() == 12)
    #expect(!value.requiresGrad && !slope.requiresGrad)
  }

  @Test func severalArguments() {
    let (u, v) = (Tensor(3), Tensor(5))
    let pair = grad { u, v in u * u * v }(u, v)
    #expect(pair.0.item() == 30 && pair.1.item() == 9)
    let (value, gradients) = valueAndGrad { (x: [Tensor]) in x[0] * x[1] + x[2] * 0 }([u, v, u])
    #expect(value.item() == 15)
    #expect(gradients.map { $0.item() } == [5, 3, 0])
    // An argument without influence gets zeros, not nothing.
    #expect(grad { u, _ in u * 2 }(u, v).1.item() == 0)
  }

  @Test func nothingOfTheTransformStaysOnTheTape() {
    let before = Node.liveCount
    let f = { (x: Tensor) in (x * x).sum() }
    let results = [
      grad(f)(x), hessian(f)(x), jacobian { $0 * $0 }(x), vjp(f, at: x).value,
      jvp(f, at: x, tangent: x).tangent, hvp(f, at: x, x).product, vhp(f, at: x, x).product,
      hvp(f, at: x, x).value, vmap(grad { $0 * $0 })(x),
    ]
    #expect(results.allSatisfy { !$0.requiresGrad })
    #expect(Node.liveCount == before)
    #expect(x.grad == nil && !x.requiresGrad)
  }

  /// A function may refer to tensors that are on the tape: their derivatives go through the transform, and their record
  /// survives it.
  @Test func tensorsFromOutside() throws {
    let w = Tensor(3, dtype: .float64).requiringGrad()
    let square = w * w
    let slope = grad { x in square * x * x }(Tensor(2, dtype: .float64))
    #expect(slope.item() == 36)
    slope.backward(retainGraph: true)
    // d/dw 2w²x
    #expect(w.grad!.item() == 24)
    w.grad = nil
    let outside = noGrad { grad { x in square * x }(Tensor(2, dtype: .float64)) }
    #expect(!outside.requiresGrad && outside.item() == 9)
    square.backward()
    #expect(w.grad!.item() == 6)
  }

  /// The inner derivative is by the inner variable alone, even where both stand for the same tensor.
  @Test func variablesAreNotConfused() {
    let inner = { (x: Tensor) in grad { y in x * y }(x) }
    // d/dx (x · x) would be 2x; the inner derivative is x, and its derivative 1.
    #expect(grad { x in x * inner(x) }(Tensor(3)).item() == 6)
    #expect(grad(inner)(Tensor(3)).item() == 1)
  }

  @Test func gradientByAnArgumentOnTheTape() {
    let x = Tensor(3).requiringGrad()
    let slope = grad { y in y * y * y }(x)
    #expect(slope.item() == 27)
    slope.backward()
    #expect(x.grad!.item() == 18)
  }

  @Test func pullbackAndPushforwardAreTransposes() throws {
    let f = { (x: Tensor) in self.a.matmul(x).tanh() }
    let (u, v) = (SampleInput.reals([3], seed: 5).tensor, SampleInput.reals([4], seed: 6).tensor)
    let (value, pullback) = vjp(f, at: x)
    let (same, tangent) = jvp(f, at: x, tangent: u)
    try assertClose(value, f(x))
    try assertClose(same, f(x))
    try assertClose((pullback(v) * u).sum(), (v * tangent).sum())
    // Any number of times.
    try assertClose(pullback(v * 2), pullback(v) * 2)
    let j = jacobian(f)(x)
    try assertClose(tangent, j.matmul(u))
    try assertClose(pullback(v), v.matmul(j))
  }

  @Test func tangentAgainstFiniteDifferences() throws {
    let f = { (x: Tensor) in x.sin() * x.exp().sum() }
    let (u, h) = (SampleInput.reals([3], seed: 5).tensor, 0x1p-17)
    let numeric = (f(x + u * h) - f(x - u * h)) / (2 * h)
    try assertClose(
      jvp(f, at: x, tangent: u).tangent, numeric,
      tolerance: Tolerance(relative: 1e-7, absolute: 1e-7))
  }

  @Test func listsOfTensors() throws {
    let (u, v) = (x, SampleInput.reals([2], seed: 8).tensor)
    let f = { (x: [Tensor]) in [x[0] * x[1].sum(), x[1].exp()] }
    let (values, pullback) = vjp(f, at: [u, v])
    let found = pullback(values.map { Tensor.ones(like: $0) })
    try assertClose(found[0], Tensor.ones(like: u) * v.sum())
    try assertClose(found[1], v.exp() + u.sum())
    let (_, tangents) = jvp(f, at: [u, v], tangents: [.ones(like: u), .zeros(like: v)])
    try assertClose(tangents[0], Tensor.ones(like: u) * v.sum())
    try assertClose(tangents[1], Tensor.zeros(like: v))
    for mode in [JacobianMode.reverse, .forward] {
      let j = jacobian(f, mode: mode)([u, v])
      try assertClose(j[0][0], Tensor.eye(3, dtype: .float64) * v.sum())
      try assertClose(j[0][1], u.unsqueezed(1).expanded(to: [3, 2]).contiguous())
      try assertClose(j[1][0], Tensor.zeros([2, 3], dtype: .float64))
      try assertClose(j[1][1], Tensor.eye(2, dtype: .float64) * v.exp())
    }
  }

  @Test(arguments: [JacobianMode.reverse, .forward, .automatic])
  func jacobiansOfAllModes(mode: JacobianMode) throws {
    let f = { (x: Tensor) in self.a.matmul(x).sin() }
    try assertClose(
      jacobian(f, mode: mode)(x), self.a.matmul(x).cos().unsqueezed(1) * self.a)
    let matrix = SampleInput.reals([2, 3]).tensor
    #expect(jacobian({ $0.sum(axis: 0) }, mode: mode)(matrix).shape == [3, 2, 3])
    #expect(jacobian({ $0.sum() }, mode: mode)(matrix).shape == [2, 3])
    #expect(jacobian({ $0[..<0] }, mode: mode)(matrix).shape == [0, 3, 2, 3])
    #expect(jacobian({ $0.exp() }, mode: mode)(matrix[..<0]).shape == [0, 3, 0, 3])
    // A result that does not depend on the argument.
    try assertClose(
      jacobian({ _ in self.a }, mode: mode)(x), Tensor.zeros([4, 3, 3], dtype: .float64))
  }

  @Test func jacobiansAreDifferentiable() throws {
    let w = SampleInput.reals([2, 3], seed: 9).tensor
    for mode in [JacobianMode.reverse, .forward] {
      try gradCheck(
        { inputs in [jacobian({ inputs[1].matmul($0).tanh() }, mode: mode)(inputs[0])] },
        inputs: [x, w])
    }
  }

  @Test func hessians() throws {
    let f = { (x: Tensor) in self.a.matmul(x).exp().sum() }
    let h = hessian(f)(x)
    let expected = a.transposed().matmul(a.matmul(x).exp().unsqueezed(1) * a)
    try assertClose(h, expected)
    try assertClose(jacobian(grad(f))(x), expected)
    let v = SampleInput.reals([3], seed: 7).tensor
    for (value, product) in [hvp(f, at: x, v), vhp(f, at: x, v)] {
      try assertClose(value, f(x))
      try assertClose(product, expected.matmul(v))
    }
    let blocks = hessian { (x: [Tensor]) in (x[0] * x[0] * x[1]).sum() }([x, v])
    try assertClose(blocks[0][0], Tensor.eye(3, dtype: .float64) * v * 2)
    try assertClose(blocks[0][1], Tensor.eye(3, dtype: .float64) * x * 2)
    try assertClose(blocks[1][1], Tensor.zeros([3, 3], dtype: .float64))
    let both = hvp({ (x: [Tensor]) in (x[0] * x[1]).sum() }, at: [x, v], [v, x])
    try assertClose(both.products[0], x)
    try assertClose(both.products[1], v)
  }

  @Test func thirdDerivatives() throws {
    let third = jacobian(hessian { ($0 * $0 * $0).sum() })(x)
    #expect(third.shape == [3, 3, 3])
    #expect(third[0, 0, 0].item() == 6 && third[0, 0, 1].item() == 0)
  }

  @Test func transformsInNoGrad() {
    let f = { (x: Tensor) in (x * x).sum() }
    #expect(!noGrad { hessian(f)(x) }.requiresGrad)
    #expect(noGrad { hessian(f)(x) }[0, 0].item() == 2)
    #expect(noGrad { jvp(f, at: x, tangent: x) }.tangent.item() == 2 * (x * x).sum().item())
  }

  static let mistakes: [Mistake] = [
    Mistake("grad: the function returned float32 [2], not one number; use vjp or jacobian (Tap") {
      _ = grad { $0 * 2 }(Tensor([1, 2]))
    },
    Mistake("valueAndGrad: argument 0 is of int64; a derivative needs a floating-point dtype") {
      _ = valueAndGrad { $0 * 2 }(Tensor.arange(3))
    },
    Mistake("vjp: a gradient of float32 [3] for float32 [2] (TapestryCoreTests/") {
      _ = vjp({ $0 * 2 }, at: Tensor([1, 2])).pullback(.zeros([3]))
    },
    Mistake("jvp: a tangent of float64 [2] for float32 [2] (TapestryCoreTests/") {
      _ = jvp({ $0 * 2 }, at: Tensor([1, 2]), tangent: .zeros([2], dtype: .float64))
    },
    Mistake("vjp: 1 gradients for 2 tensors") {
      _ = vjp({ [$0[0], $0[0] * 2] }, at: [Tensor(1)]).pullback([Tensor(1)])
    },
    Mistake("jacobian: the function returned int64; a derivative needs") {
      _ = jacobian { $0.argmax() }(Tensor([1, 2]))
    },
    Mistake(
      "jacobian: a result of shape [1, 1, 1, 1, 1] by an argument of [1, 1, 1, 1, 1] has more"
    ) {
      _ = jacobian { $0 * 2 }(.ones([1, 1, 1, 1, 1]))
    },
    Mistake("vmap: a scalar has no axis to go along (TapestryCoreTests/") {
      _ = vmap { $0 }(Tensor(1))
    },
    Mistake("vmap: axis 2 is out of range for shape [2, 3]") {
      _ = vmap({ $0 }, inAxis: 2)(.zeros([2, 3]))
    },
    Mistake("vmap: arguments of shapes [[2], [3]] differ in size along axes [\"0\", \"0\"]") {
      _ = vmap { $0 + $1 }(.zeros([2]), .zeros([3]))
    },
    Mistake("vmap: shapes [[0, 3]] have no example along axes [\"0\"]") {
      _ = vmap { $0 }(.zeros([0, 3]))
    },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      TransformTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
