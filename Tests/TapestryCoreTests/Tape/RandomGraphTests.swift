import TapestryCore
import TapestryTesting
import Testing

/// Expressions of 50 operations put together at random: derivatives of what no test thought of.
@Suite struct RandomGraphTests {
  @Test(arguments: 1...24) func finiteDifferences(seed: Int) throws {
    let inputs = [[3, 3], [3], [3, 1], []].enumerated().map {
      SampleInput.reals($1, in: -1...1, seed: 10 * seed + $0).tensor
    }
    try gradCheck({ [RandomGraph(seed: seed).value(of: $0)] }, inputs: inputs, order: 2)
  }

  /// The graphs do differ, and use all operations.
  @Test func graphsAreDiverse() {
    let choices = (1...24).map { RandomGraph(seed: $0).choices }
    #expect(Set(choices).count == 24)
    #expect(Set(choices.joined()).count == RandomGraph.operations.count)
  }
}

private struct RandomGraph {
  static let length = 50

  /// From two matrices [3, 3] to one with elements of moderate size.
  static let operations: [@Sendable (Tensor, Tensor) -> Tensor] = [
    { a, b in a + b * 0.5 }, { a, b in a - b }, { a, b in (a * b).tanh() },
    { a, b in a / (b.square() + 1) }, { a, _ in a.sin() }, { a, _ in a.sigmoid() * 2 - 1 },
    { a, b in a.matmul(b).tanh() }, { a, b in a.transposed() * b.cos() },
    { a, _ in a.softmax(axis: 1) }, { a, _ in a.logSoftmax(axis: 0) * 0.3 },
    { a, b in a + b.mean(axis: 0) }, { a, b in a - b.sum(axis: 1, keepDims: true) * 0.2 },
    { a, b in concatenate([a[1...], b[..<1]]) }, { a, b in stack([a[0], b[1], a[2]], axis: 1) },
    { a, _ in a.flattened()[.range(from: 0, by: 1)].reshaped(to: [3, 3]) },
    { a, b in Tensor.where(mask, a, b) }, { a, _ in a.gelu() }, { a, _ in a.silu() },
    { a, _ in a.softplus() * 0.5 }, { a, _ in a.flipped(axes: [0, 1]) },
    { a, _ in a.cumsum(axis: 0).tanh() }, { a, _ in a.indexSelect(axis: 1, places) },
    { a, b in a.gathered(axis: 0, indices: grid) * b.exp().log1p() * 0.4 },
    { a, _ in a.permuted([1, 0]).erf() }, { a, b in a.atan2(b.square() + 0.5) },
    { a, _ in (a.square() + 0.5).sqrt() }, { a, _ in (a.square() + 0.5).log() },
    { a, _ in layerNorm(a, normalizedShape: [3], epsilon: 0.1) * 0.5 },
    { a, b in linear(a, b, a[0]).tanh() }, { a, _ in a[0].expanded(to: [3, 3]).clone() },
    { a, _ in (a.square() + 0.5).pow(0.75) },
    { a, b in a.scatterAdd(axis: 1, indices: grid, source: b).tanh() },
    { a, _ in (a * 0.5).exp2() - 1 }, { a, _ in (a * 0.3).expm1() }, { a, _ in (a * 0.5).sinh() },
    { a, _ in (a * 0.5).cosh() - 1 }, { a, _ in (a * 0.3).tan() },
    { a, _ in (a.tanh() * 0.9).asin() }, { a, _ in (a.tanh() * 0.9).acos() - 1 },
    { a, b in a.atan() * b.sigmoid() }, { a, _ in (a.square() + 0.5).log2() * 0.5 },
    { a, _ in (a.square() + 0.5).log10() }, { a, _ in (a.square() + 1).rsqrt() },
    { a, _ in (a.square() + 1).reciprocal() }, { a, b in a.erfc() - b.cos() },
    { a, b in
      concatenate(
        [
          a.narrowed(axis: 1, start: 1, length: 2), b.selected(axis: 1, index: 0).unsqueezed(1),
        ], axis: 1)
    },
    { a, _ in concatenate(a.split(size: 2, axis: 1).reversed(), axis: 1) },
    { a, _ in a.maskedFill(mask, with: 0.3) },
    { a, b in a.maskedSelect(mask).sum() * b.sin() * 0.2 },
    { a, _ in (a.square() + 0.5).pow(a.tanh()) },
    { a, b in crossEntropy(a, places, reduction: .none).unsqueezed(1) * b.tanh() },
    { a, _ in withSeed(3) { dropout(a, probability: 0.3) } },
    { a, b in layerNorm(a, normalizedShape: [3], weight: b[0], bias: b[1], epsilon: 0.1).tanh() },
    // Fourier transforms and complex numbers.
    { a, _ in
      let z = a.fft()
      return ((z * z.conj()).real * 0.2).tanh()
    },
    { a, b in (a.rfft() * b.rfft()).irfft(n: 3).tanh() },
    { a, b in ComplexTensor(a, b.square() + 0.5).angle() },
    // Changes in place.
    { a, b in
      let c = a * 1
      c += b.sin()
      c *= 0.5
      return c
    },
    { a, b in
      let c = a * 1
      c[1] = b[0]
      return c
    },
    // What stands for several operations.
    { a, _ in checkpoint(a) { ($0 * 0.7).sin() * $0 }.tanh() },
    { a, b in checkpoint { (a * b).cos() } },
    { a, _ in vmap({ $0.softmax(axis: 0) * $0 }, inAxis: 1, outAxis: 1)(a) },
    { a, _ in grad { ($0.sin() * $0).sum() }(a).tanh() },
    { a, b in
      let results = customFunction("sumAndProduct", [a, b]) { inputs, context in
        context.save(inputs[0], inputs[1])
        return [inputs[0] + inputs[1], inputs[0] * inputs[1]]
      } backward: { gradients, context in
        let saved = context.saved
        return [gradients[0] + gradients[1] * saved[1], gradients[0] + gradients[1] * saved[0]]
      }
      return results[0].tanh() - results[1].tanh()
    },
  ]

  private static var mask: Tensor { SampleInput.bools([3, 3]).tensor }
  private static var places: Tensor { Tensor([Int64(2), 0, 2]) }
  private static var grid: Tensor { Tensor([[Int64(2), 0, 1], [1, 1, 0], [0, 2, 2]]) }

  /// The operation of each step, and which of the values so far it takes.
  let steps: [(operation: Int, first: Int, second: Int)]

  var choices: [Int] { steps.map(\.operation) }

  init(seed: Int) {
    let words = SampleInput.integers([3 * RandomGraph.length], in: 0...9999, seed: seed).tensor
      .array(as: Int.self)
    steps = (0..<RandomGraph.length).map { step in
      let (a, b, c) = (words[3 * step], words[3 * step + 1], words[3 * step + 2])
      // Mostly what came last, so that the graph is deep.
      let count = step + 4
      return (a % RandomGraph.operations.count, count - 1 - b % Swift.min(count, 5), c % count)
    }
  }

  func value(of inputs: [Tensor]) -> Tensor {
    var values = inputs.map { $0 + Tensor.zeros([3, 3], dtype: .float64) }
    for step in steps {
      values.append(RandomGraph.operations[step.operation](values[step.first], values[step.second]))
    }
    return values.suffix(3).reduce(values[0] * values[1]) { $0 + $1 }
  }
}
