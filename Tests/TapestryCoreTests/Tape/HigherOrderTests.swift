import TapestryCore
import TapestryTesting
import Testing

/// Derivatives of derivatives, through `createGraph`.
@Suite struct HigherOrderTests {
  @Test func powersOfOneNumber() {
    let x = Tensor(2, dtype: .float64).requiringGrad()
    var derivative = x.pow(5)
    // 5·2⁴, 20·2³, 60·2², 120·2, 120, 0
    for expected in [80.0, 160, 240, 240, 120] {
      derivative = grad(of: derivative, with: [x], createGraph: true)[0]!
      #expect(abs(derivative.item() - expected) < 1e-9)
    }
    #expect(grad(of: derivative, with: [x])[0]?.item() ?? 0 == 0)
  }

  /// Third derivatives of elementary functions, against finite differences of the second.
  @Test func thirdDerivatives() throws {
    let functions: [(String, @Sendable (Tensor) -> Tensor)] = [
      ("exp", { $0.exp() }), ("exp2", { $0.exp2() }), ("expm1", { $0.expm1() }),
      ("log", { $0.log() }), ("log2", { $0.log2() }), ("log10", { $0.log10() }),
      ("log1p", { $0.log1p() }), ("sin", { $0.sin() }), ("cos", { $0.cos() }),
      ("tan", { $0.tan() }), ("asin", { ($0 * 0.5).asin() }), ("acos", { ($0 * 0.5).acos() }),
      ("atan", { $0.atan() }), ("sinh", { $0.sinh() }), ("cosh", { $0.cosh() }),
      ("tanh", { $0.tanh() }), ("sqrt", { $0.sqrt() }), ("rsqrt", { $0.rsqrt() }),
      ("erf", { $0.erf() }), ("erfc", { $0.erfc() }), ("square", { $0.square() }),
      ("reciprocal", { $0.reciprocal() }), ("pow", { $0.pow(2.5) }),
      ("sigmoid", { $0.sigmoid() }), ("softplus", { $0.softplus() }), ("gelu", { $0.gelu() }),
      ("silu", { $0.silu() }), ("softmax", { $0.softmax(axis: 0) }),
      ("logSoftmax", { $0.logSoftmax(axis: 0) }), ("cumsum", { $0.cumsum(axis: 0) * $0 }),
      ("mean", { $0.mean() * $0 * $0 }), ("flipped", { $0.flipped(axes: [0]) * $0 * $0 }),
      ("slices", { $0[1...] * $0[..<2] * $0[0] }), ("matmul", { $0.matmul($0) * $0 }),
      ("fft", { ($0.fft() * $0.fft() * $0).abs() }),
    ]
    let x = SampleInput.reals([3], in: 0.5...1.5, seed: 5).tensor
    for (name, function) in functions {
      do {
        try gradCheck({ function($0) }, input: x, order: 3)
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    let y = SampleInput.reals([3], in: 0.5...1.5, seed: 6).tensor
    let pairs: [@Sendable (Tensor, Tensor) -> Tensor] = [
      { $0 * $1 }, { $0 / $1 }, { $0.pow($1) }, { $0.atan2($1) }, { $0 * $1 - $0 / $1 },
    ]
    for function in pairs {
      try gradCheck({ [function($0[0], $0[1])] }, inputs: [x, y], order: 3)
    }
  }

  @Test func hessian() throws {
    let x = SampleInput.reals([4], seed: 3).tensor.requiringGrad()
    let a = SampleInput.reals([4, 4], seed: 4).tensor
    let gradient = grad(of: x.matmul(a).matmul(x), with: [x], createGraph: true)[0]!
    let rows = (0..<4).map { grad(of: gradient[$0], with: [x], retainGraph: true)[0]! }
    try assertClose(stack(rows), a + a.transposed())
  }

  @Test func gradientPenalty() throws {
    let w = SampleInput.reals([3, 3]).tensor
    try gradCheck(
      { inputs in
        let x = inputs[0].requiresGrad ? inputs[0] : inputs[0].detach().requiringGrad()
        return enableGrad {
          let slope = grad(of: x.matmul(w).tanh().sum(), with: [x], createGraph: true)[0]!
          return [slope.square().sum().sqrt()]
        }
      }, inputs: [SampleInput.reals([2, 3], seed: 2).tensor])
  }

  /// Gradients that leaves keep can be differentiated as well.
  @Test func backwardThatRecordsItself() {
    let x = Tensor(3).requiringGrad()
    (x * x * x).backward(createGraph: true)
    let first = x.grad!
    #expect(first.item() == 27 && first.requiresGrad)
    x.grad = nil
    first.backward()
    #expect(x.grad!.item() == 18)
    #expect(!x.grad!.requiresGrad)
    x.grad = nil
  }

  @Test func recordedGradientsAddUp() {
    let x = Tensor(3).requiringGrad()
    (x * x).backward(createGraph: true)
    (x * x * x).backward(createGraph: true)
    let sum = x.grad!
    x.grad = nil
    // d/dx (2x + 3x²)
    sum.backward()
    #expect(x.grad!.item() == 20)
    x.grad = nil
  }

  @Test func fusedDerivativesEqualTheirPlainForms() throws {
    let x = SampleInput.reals([2, 5], in: -3...3).tensor
    let functions: [(Tensor) -> Tensor] = [
      { $0.sigmoid() }, { $0.tanh() }, { $0.relu() }, { $0.gelu() },
      { $0.gelu(approximate: .tanh) },
      { $0.silu() }, { $0.softmax(axis: 1) }, { $0.logSoftmax(axis: 0) },
      { layerNorm($0, normalizedShape: [5]) },
      { crossEntropy($0.cast(to: .float32), .arange(2)).cast(to: .float64) },
    ]
    for function in functions {
      let leaf = x.detach().requiringGrad()
      let seed = SampleInput.reals(Array(function(x).shape), seed: 5).tensor
      let fused = grad(of: function(leaf), with: [leaf], gradient: seed)[0]!
      let plain = grad(of: function(leaf), with: [leaf], gradient: seed, createGraph: true)[0]!
      #expect(plain.requiresGrad || function(x).dtype == .float32 || seed.count > 0)
      try assertClose(fused, plain.detach(), tolerance: Tolerance(relative: 1e-6, absolute: 1e-6))
    }
  }
}
