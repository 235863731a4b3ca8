import TapestryCore
import TapestryTesting
import Testing

/// Attention that is computed block by block equals the plain expression, also where there are many blocks.
@Suite struct AttentionTests {
  struct Case: CustomStringConvertible, Sendable {
    let batch: [Int]
    let queries, keys: Int
    var isCausal = false
    var masked = false

    var description: String {
      "\(batch) \(queries) · \(keys)\(isCausal ? ", causal" : "")\(masked ? ", masked" : "")"
    }
  }

  @Test(arguments: [
    Case(batch: [], queries: 200, keys: 700), Case(batch: [3], queries: 65, keys: 257),
    Case(batch: [], queries: 700, keys: 300, isCausal: true),
    Case(batch: [2, 5], queries: 130, keys: 520, isCausal: true, masked: true),
    Case(batch: [], queries: 64, keys: 256, masked: true),
  ])
  func equalsPlainExpression(example: Case) throws {
    let (m, n) = (example.queries, example.keys)
    let inputs = [(m, 12), (n, 12), (n, 7)].enumerated().map { index, sizes in
      SampleInput.reals(example.batch + [sizes.0, sizes.1], seed: index + 1).tensor
    }
    let mask = example.masked ? SampleInput.bools([m, n], seed: 9).tensor : nil
    func blocked(_ x: [Tensor]) -> Tensor {
      scaledDotProductAttention(
        x[0], x[1], x[2], attnMask: mask, isCausal: example.isCausal, scale: 0.5)
    }
    func plain(_ x: [Tensor]) -> Tensor {
      var scores = x[0].matmul(x[1].transposed()) * 0.5
      if let mask { scores = scores.maskedFill(.!mask, with: -Double.infinity) }
      if example.isCausal {
        let isLater = Tensor.arange(n) .> Tensor.arange(m).unsqueezed(1)
        scores = scores.maskedFill(isLater, with: -Double.infinity)
      }
      return scores.softmax(axis: -1).matmul(x[2])
    }
    let (first, second) = (results(of: blocked, inputs), results(of: plain, inputs))
    for (index, pair) in zip(first, second).enumerated() {
      // A query that sees no key is NaN in the plain expression, and so is what meets it.
      if example.masked && example.isCausal && index > 0 { continue }
      let expected = Tensor.where(pair.1.isNaN(), 0, pair.1)
      try assertClose(pair.0, expected, tolerance: Tolerance(relative: 1e-10, absolute: 1e-12))
    }
  }

  private func results(of function: ([Tensor]) -> Tensor, _ inputs: [Tensor]) -> [Tensor] {
    let leaves = inputs.map { $0.detach().requiringGrad() }
    let result = function(leaves)
    let seed = SampleInput.reals(Array(result.shape), seed: 8).tensor
    return [result.detach()]
      + grad(of: result, with: leaves, gradient: seed).compactMap(\.self)
  }

  /// Its derivative by blocks and by tensor operations are the same.
  @Test func derivativesAgree() throws {
    let inputs = [[150, 8], [600, 8], [600, 8]].enumerated().map {
      SampleInput.reals($1, seed: $0 + 1).tensor.requiringGrad()
    }
    let result = scaledDotProductAttention(inputs[0], inputs[1], inputs[2], isCausal: true)
    let seed = SampleInput.reals([150, 8], seed: 8).tensor
    let blocks = grad(of: result, with: inputs, gradient: seed, retainGraph: true)
    let plain = grad(of: result, with: inputs, gradient: seed, createGraph: true)
    for (a, b) in zip(blocks, plain) {
      try assertClose(a!, b!, tolerance: Tolerance(relative: 1e-10, absolute: 1e-12))
    }
  }

  /// Where nearly all attention goes to one key, its gradients are the little that is left of much, and must not drown in rounding.
  @Test(arguments: [true, false]) func gradientsOfSureAttentionAreExact(isFused: Bool) throws {
    let inputs = (1...3).map {
      SampleInput.reals([6, 4], seed: $0, dtype: .float32).tensor * 8
    }
    func gradients(_ dtype: DType) -> [Tensor] {
      let leaves = inputs.map { $0.cast(to: dtype).detach().requiringGrad() }
      let (q, k, v) = (leaves[0], leaves[1], leaves[2])
      let result =
        isFused
        ? scaledDotProductAttention(q, k, v)
        : (q.matmul(k.transposed()) * 0.5).softmax(axis: -1).matmul(v)
      let seed = SampleInput.reals([6, 4], seed: 8, dtype: dtype).tensor
      return grad(of: result, with: leaves, gradient: seed).compactMap { $0?.cast(to: .float64) }
    }
    for (found, exact) in zip(gradients(.float32), gradients(.float64)) {
      try assertClose(found, exact, tolerance: Tolerance(relative: 1.3e-7, absolute: 1e-6))
    }
  }

  /// Scores of 6,000 queries by 6,000 keys would take 144 MB. A process of its own knows what it has taken.
  @Test func memoryGrowsWithLengthAlone() async {
    await #expect(processExitsWith: .success) {
      let x = SampleInput.reals([6000, 4], seed: 1, dtype: .float32).tensor.requiringGrad()
      let before = Memory.reservedBytes
      scaledDotProductAttention(x, x, x).sum().backward()
      precondition(Memory.reservedBytes - before < 24 << 20)
      precondition(x.grad!.array(as: Float.self).allSatisfy(\.isFinite))
    }
  }
}
