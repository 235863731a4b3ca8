import Tapestry

/// One step of training a small transformer on 16 pieces of 64 letters.
func gptStep(_ report: Report) {
  guard report.wants("gpt_step") else { return }
  let (letters, next) = (
    Tensor.randint(0..<65, [16, 64]), Tensor.randint(0..<65, [16, 64])
  )
  report.emit("gpt_step", stepTime(GPT(), letters, next, of: 20), "ms")
}

private final class GPT: Module, Layer {
  let letterEmbedding = Embedding(65, 128)
  let placeEmbedding = Embedding(64, 128)
  let blocks = Sequential((0..<4).map { _ in Block() })
  let norm = LayerNorm(128)
  let head = Linear(128, 65, bias: false)

  func forward(_ letters: Tensor) -> Tensor {
    let places = Tensor.arange(letters.shape[1])
    return head(norm(blocks(letterEmbedding(letters) + placeEmbedding(places))))
  }
}

private final class Block: Module, Layer {
  let attentionNorm = LayerNorm(128)
  let projections = Linear(128, 3 * 128)
  let output = Linear(128, 128)
  let networkNorm = LayerNorm(128)
  let widening = Linear(128, 512)
  let narrowing = Linear(512, 128)

  func forward(_ x: Tensor) -> Tensor {
    let parts = projections(attentionNorm(x)).chunk(3, axis: 2).map {
      $0.unflattened(axis: 2, into: [4, -1]).transposed(1, 2)
    }
    let mixed = scaledDotProductAttention(parts[0], parts[1], parts[2], isCausal: true)
    let x = x + output(mixed.transposed(1, 2).flattened(from: 2))
    return x + narrowing(widening(networkNorm(x)).gelu(approximate: .tanh))
  }
}
