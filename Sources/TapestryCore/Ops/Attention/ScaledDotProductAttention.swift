import Glibc

/// Of each query, the values weighted by how well their keys fit it: `softmax(query keyᵀ · scale + mask) value`.
///
/// - Parameters:
///   - query: `[…, L, E]`, of a floating-point dtype.
///   - key: `[…, S, E]`, of the same dtype; leading axes of all three broadcast.
///   - value: `[…, S, V]`, of the same dtype.
///   - attnMask: broadcasts to `[…, L, S]`: bool, true where a key takes part, or numbers that are added. A query that no key takes part for
///     gives zeros.
///   - dropout: the probability with which each weight is zeroed, whether in training or not.
///   - isCausal: whether query i sees keys 0 to i alone.
///   - scale: `1 / √E` unless given.
///   - enableGQA: whether the heads, third axis from the last, of key and value may be fewer: each serves as many neighbouring heads of the
///     query as there are for one.
/// - Returns: `[…, L, V]`.
/// - Complexity: `L · S · (E + V)` in time. Memory grows with L + S alone, forward and backward, except where there is a `dropout`, where the
///   mask asks for a gradient, and for second derivatives.
///
/// `torch.nn.functional.scaled_dot_product_attention`; Vaswani et al., 2017.
public func scaledDotProductAttention(
  _ query: Tensor, _ key: Tensor, _ value: Tensor, attnMask: Tensor? = nil, dropout: Double = 0,
  isCausal: Bool = false, scale: Double? = nil, enableGQA: Bool = false,
  generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (query, key, value, attnMask) = (
    query.autocast(for: .attention), key.autocast(for: .attention),
    value.autocast(for: .attention), attnMask?.autocast(for: .attention)
  )
  let attention = Attention(
    query, key, value, mask: attnMask, isCausal: isCausal, scale: scale, enableGQA: enableGQA,
    file: file, line: line)
  demand(
    (0...1).contains(dropout), "scaledDotProductAttention: a dropout of \(dropout)", file: file,
    line: line)
  if query.dtype.computeType != query.dtype {
    return query.computed(with: key, value, attnMask) {
      scaledDotProductAttention(
        $0, $1[0]!, $1[1]!, attnMask: $1[2], dropout: dropout, isCausal: isCausal, scale: scale,
        enableGQA: enableGQA, generator: generator)
    }
  }
  if dropout > 0 || (attnMask?.requiresGrad == true && isRecording) {
    let weights = TapestryCore.dropout(
      attention.weights(), probability: dropout, generator: generator)
    return attention.merged(weights.matmul(attention.value))
  }
  return attention.merged(attention.run())
}

/// Checked operands, whose leading axes are stretched to be equal.
private struct Attention {
  let query, key, value: Tensor
  let mask: Tensor?
  let isCausal: Bool
  let scale: Double
  /// The shape of the result, where heads are grouped.
  private let grouped: Shape?

  init(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor?, isCausal: Bool, scale: Double?,
    enableGQA: Bool, file: StaticString, line: UInt
  ) {
    let shapes = "query \(query.shape), key \(key.shape) and value \(value.shape)"
    demand(
      [query, key, value].allSatisfy { $0.rank >= 2 } && query.shape.last == key.shape.last
        && key.shape[key.rank - 2] == value.shape[value.rank - 2],
      "scaledDotProductAttention: \(shapes): […, L, E], […, S, E] and […, S, V] are needed",
      file: file, line: line)
    demand(
      query.dtype.isFloatingPoint && key.dtype == query.dtype && value.dtype == query.dtype,
      "scaledDotProductAttention: query \(query.dtype), key \(key.dtype) and value \(value.dtype) must be of one floating-point dtype",
      file: file, line: line)
    var (q, k, v, m) = (query, key, value, mask)
    var grouped: Shape?
    if enableGQA {
      let heads = [q, k, v].map { $0.rank < 3 ? 0 : $0.shape[$0.rank - 3] }
      demand(
        heads[1] > 0 && heads[2] > 0 && heads[0] % heads[1] == 0 && heads[0] % heads[2] == 0,
        "scaledDotProductAttention: \(shapes): the query's heads must be a multiple of those of key and value",
        file: file, line: line)
      if heads[1] == heads[2] && heads[0] != heads[1] {
        q = q.headsGrouped(in: heads[1])
        (k, v) = (k.unsqueezed(-3), v.unsqueezed(-3))
        m = m.map { $0.rank < 3 ? $0 : $0.headsGrouped(in: heads[1]) }
        grouped = query.shape
      } else {
        k = k.headsRepeated(heads[0] / heads[1])
        v = v.headsRepeated(heads[0] / heads[2])
      }
    }
    let batches = [q, k, v].map { Shape($0.shape.dropLast(2)) }
    guard let inputs = Shape.broadcast(batches[1], batches[2]),
      let batch = Shape.broadcast(batches[0], inputs)
    else {
      mistake(
        "scaledDotProductAttention: \(shapes): leading axes do not broadcast", file: file,
        line: line)
    }
    func stretched(_ x: Tensor) -> Tensor { x.expanded(to: Shape(batch + x.shape.suffix(2))) }
    self.query = stretched(q)
    self.key = stretched(k)
    self.value = stretched(v)
    let scores = Shape(batch + [q.shape[q.rank - 2], k.shape[k.rank - 2]])
    if let mask, let m {
      demand(
        Shape.broadcast(m.shape, scores) == scores,
        "scaledDotProductAttention: a mask of \(mask.shape) does not stretch to \(shapes)",
        file: file, line: line)
      demand(
        mask.dtype == .bool || mask.dtype == query.dtype,
        "scaledDotProductAttention: a mask of \(mask.dtype) for a query of \(query.dtype); bool or the same dtype is needed",
        file: file, line: line)
      self.mask = m.expanded(to: scores)
    } else {
      self.mask = nil
    }
    self.isCausal = isCausal
    self.scale = scale ?? 1 / Double(query.shape[query.rank - 1]).squareRoot()
    self.grouped = grouped
  }

  /// A result with its groups of heads side by side again.
  func merged(_ result: Tensor) -> Tensor {
    guard let grouped else { return result }
    var shape = Shape(result.shape.dropLast(4))
    for size in [grouped[grouped.count - 3]] + result.shape.suffix(2) { shape.append(size) }
    return result.reshaped(to: shape)
  }

  func run() -> Tensor {
    let (output, logSums) = AttentionBlocks(
      query: query, key: key, value: value, mask: mask, isCausal: isCausal, scale: scale
    ).forward()
    MultiplyAdds.add(
      logSums.count * key.shape[key.rank - 2] * (query.shape.last! + value.shape.last!))
    return output.recorded(
      query, key, value,
      AttentionDerivative(
        query: SavedTensor(query), key: SavedTensor(key), value: SavedTensor(value),
        output: SavedTensor(output: output), mask: mask.map { SavedTensor($0) }, logSums: logSums,
        isCausal: isCausal, scale: scale))
  }

  func weights() -> Tensor {
    attentionWeights(query, key, mask: mask, isCausal: isCausal, scale: scale)
  }
}

/// The weights of all values for all queries, by tensor operations.
private func attentionWeights(
  _ query: Tensor, _ key: Tensor, mask: Tensor?, isCausal: Bool, scale: Double
) -> Tensor {
  var scores = query.matmul(key.transposed()) * scale
  let (rows, columns) = (scores.shape[scores.rank - 2], scores.shape[scores.rank - 1])
  if columns == 0 { return scores }
  if let mask {
    scores =
      mask.dtype == .bool ? scores.maskedFill(.!mask, with: -Double.infinity) : scores + mask
  }
  if isCausal {
    let isLater = Tensor.arange(columns) .> Tensor.arange(rows).unsqueezed(1)
    scores = scores.maskedFill(isLater, with: -Double.infinity)
  }
  let isAlone = noGrad { scores.amax(axes: [-1], keepDims: true) .== -Double.infinity }
  return scores.maskedFill(isAlone, with: 0.0).softmax(axis: -1).maskedFill(isAlone, with: 0.0)
}

struct AttentionDerivative: Derivative {
  static let name = "scaledDotProductAttention"
  let query, key, value, output: SavedTensor
  let mask: SavedTensor?
  let logSums: Tensor
  let isCausal: Bool
  let scale: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (q, k, v) = (query.value, key.value, value.value)
    if isRecording {
      // The same by tensor operations, which can be differentiated in turn.
      let weights = attentionWeights(q, k, mask: mask?.value, isCausal: isCausal, scale: scale)
      let slopes = gradient.matmul(v.transposed())
      let centered = slopes - (slopes * weights).sum(axis: -1, keepDims: true)
      let scores = weights * centered * scale
      inputs.add(0, scores.matmul(k))
      inputs.add(1, scores.transposed().matmul(q))
      inputs.add(2, weights.transposed().matmul(gradient))
      return
    }
    let gradients = AttentionBlocks(
      query: q, key: k, value: v, mask: mask?.value, isCausal: isCausal, scale: scale
    ).backward(gradient, output: output.value, logSums: logSums)
    inputs.add(0, gradients.query)
    inputs.add(1, gradients.key)
    inputs.add(2, gradients.value)
  }
}

extension Tensor {
  /// `[…, heads, rows, columns]` as `[…, groups, heads / groups, rows, columns]`; a single head serves all groups.
  fileprivate func headsGrouped(in groups: Int) -> Tensor {
    let heads = shape[rank - 3]
    let parts = heads == 1 ? [1, 1] : [groups, heads / groups]
    return reshaped(to: Shape(shape.dropLast(3) + parts + shape.suffix(2)))
  }

  /// Each head several times in a row.
  fileprivate func headsRepeated(_ count: Int) -> Tensor {
    if count == 1 { return self }
    let leading = shape.dropLast(2)
    return unsqueezed(-3).expanded(to: Shape(leading + [count] + shape.suffix(2)))
      .reshaped(
        to: Shape(leading.dropLast() + [leading.last! * count] + shape.suffix(2)))
  }
}
