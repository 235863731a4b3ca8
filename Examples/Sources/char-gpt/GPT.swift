import Tapestry

/// A transformer that tells, for each letter, which one comes next.
final class GPT: Module, Layer {
  let letterEmbedding: Embedding
  let placeEmbedding: Embedding
  let blocks: Sequential
  let norm: LayerNorm
  let head: Linear
  private let context: Int

  init(letters: Int, context: Int, width: Int, heads: Int, layers: Int) {
    self.context = context
    letterEmbedding = Embedding(letters, width)
    placeEmbedding = Embedding(context, width)
    blocks = Sequential((0..<layers).map { _ in Block(width: width, heads: heads) })
    norm = LayerNorm(width)
    head = Linear(width, letters, bias: false)
    super.init()
  }

  /// - Parameter letters: int64 `[N, length]`, at most as long as the context.
  /// - Returns: scores of the next letter, `[N, length, letters]`.
  func forward(_ letters: Tensor) -> Tensor {
    let places = Tensor.arange(letters.shape[1])
    return head(norm(blocks(letterEmbedding(letters) + placeEmbedding(places))))
  }

  /// The mean cross entropy of all letters that come next.
  func loss(_ letters: Tensor, next: Tensor) -> Tensor {
    crossEntropy(self(letters).flattened(from: 0, to: 1), next.flattened())
  }

  /// Some letters, each drawn by the scores that the ones before it give.
  func write(_ count: Int, temperature: Double) -> [Int] {
    var written = [0]
    noGrad {
      while written.count <= count {
        let seen = Tensor(Array(written.suffix(context))).unsqueezed(0)
        let scores = self(seen)[0, -1] / temperature
        let next = scores.softmax(axis: 0).multinomial(count: 1).item(as: Int.self)
        written.append(next)
      }
    }
    return Array(written.dropFirst())
  }
}

/// Attention to the letters before, then a small network for each letter by itself; both add to what is there.
final class Block: Module, Layer {
  let attentionNorm: LayerNorm
  let projections: Linear
  let output: Linear
  let networkNorm: LayerNorm
  let network: Sequential
  private let heads: Int

  init(width: Int, heads: Int) {
    self.heads = heads
    attentionNorm = LayerNorm(width)
    projections = Linear(width, 3 * width)
    output = Linear(width, width)
    networkNorm = LayerNorm(width)
    network = Sequential {
      Linear(width, 4 * width)
      GELU(approximate: .tanh)
      Linear(4 * width, width)
    }
    super.init()
  }

  func forward(_ x: Tensor) -> Tensor {
    let x = x + attention(attentionNorm(x))
    return x + network(networkNorm(x))
  }

  private func attention(_ x: Tensor) -> Tensor {
    let parts = projections(x).chunk(3, axis: 2).map {
      $0.unflattened(axis: 2, into: [heads, -1]).transposed(1, 2)
    }
    let mixed = scaledDotProductAttention(parts[0], parts[1], parts[2], isCausal: true)
    return output(mixed.transposed(1, 2).flattened(from: 2))
  }
}
