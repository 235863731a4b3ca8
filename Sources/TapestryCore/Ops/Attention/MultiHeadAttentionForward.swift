/// Attention of several heads, each with projections of its own: what a transformer's layer computes.
///
/// - Parameters:
///   - query: `[L, batch, E]`, or `[L, E]` without a batch.
///   - key: `[S, batch, Ek]`, or `[S, Ek]`; Ek is E unless there are separate projections.
///   - value: `[S, batch, Ev]`, or `[S, Ev]`.
///   - numHeads: divides E.
///   - inProjWeight: `[3E, E]`, the projections of query, key and value one above the other; nil where there are separate ones.
///   - inProjBias: `[3E]`, or nil.
///   - biasK: E numbers that stand behind the projected keys as one more; with `biasV`.
///   - biasV: E numbers that stand behind the projected values.
///   - addZeroAttn: puts one more key and value of zeros behind all.
///   - dropout: the probability with which weights are zeroed in training.
///   - outProjWeight: `[E, E]`.
///   - outProjBias: `[E]`, or nil.
///   - keyPaddingMask: `[batch, S]`, or `[S]`: bool, true where a key does **not** take part, or numbers that are added.
///   - needWeights: whether the weights are returned too, which takes memory for all of them.
///   - attnMask: `[L, S]` or `[batch · heads, L, S]`: bool, true where a key does **not** take part, or numbers that are added.
///   - separateProjections: weights `[E, E]`, `[E, Ek]` and `[E, Ev]` in place of `inProjWeight`.
///   - staticK: `[batch · heads, S, E / heads]` in place of the projected keys.
///   - staticV: the same of the values.
///   - averageAttnWeights: whether weights are the mean over heads, `[batch, L, S]`, or those of each, `[batch, heads, L, S]`.
///   - isCausal: says that `attnMask`, which must be given, hides all keys behind the query. The mask is applied as it is given.
/// - Returns: the output in the query's shape, and the weights, where wanted. A query that no key takes part for has NaN weights where they are
///   needed, and gives the bias alone where not, as in PyTorch.
///
/// `torch.nn.functional.multi_head_attention_forward`; Vaswani et al., 2017.
public func multiHeadAttentionForward(
  _ query: Tensor, _ key: Tensor, _ value: Tensor, numHeads: Int, inProjWeight: Tensor? = nil,
  inProjBias: Tensor? = nil, biasK: Tensor? = nil, biasV: Tensor? = nil, addZeroAttn: Bool = false,
  dropout: Double = 0, outProjWeight: Tensor, outProjBias: Tensor? = nil, isTraining: Bool = true,
  keyPaddingMask: Tensor? = nil, needWeights: Bool = true, attnMask: Tensor? = nil,
  separateProjections: (query: Tensor, key: Tensor, value: Tensor)? = nil, staticK: Tensor? = nil,
  staticV: Tensor? = nil, averageAttnWeights: Bool = true, isCausal: Bool = false,
  generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, weights: Tensor?) {
  let op: StaticString = "multiHeadAttentionForward"
  let isBatched = query.rank == 3
  demand(
    (query.rank == 2 || isBatched) && key.rank == query.rank && value.rank == query.rank
      && key.shape.dropLast().elementsEqual(value.shape.dropLast())
      && (!isBatched || query.shape[1] == key.shape[1]),
    "\(op): query \(query.shape), key \(key.shape) and value \(value.shape): [L, batch, E], [S, batch, E] and [S, batch, E], or the same without batch, are needed",
    file: file, line: line)
  let (q, k, v) =
    isBatched ? (query, key, value) : (query.unsqueezed(1), key.unsqueezed(1), value.unsqueezed(1))
  let (length, batch, size) = (q.shape[0], q.shape[1], q.shape[2])
  demand(
    numHeads > 0 && size % numHeads == 0,
    "\(op): \(numHeads) heads do not divide the \(size) numbers of query \(query.shape)",
    file: file,
    line: line)
  var heads = Heads(
    projecting: q, k, v, packed: inProjWeight, separate: separateProjections, bias: inProjBias,
    heads: numHeads, op, file, line)

  var mask = AttentionMasks(
    op, attnMask, padding: keyPaddingMask, batch: batch, heads: numHeads, rows: length,
    columns: k.shape[0], isBatched: isBatched, dtype: q.dtype, file: file, line: line)
  demand(
    (biasK == nil) == (biasV == nil), "\(op): biasK and biasV are needed both or not at all",
    file: file, line: line)
  if let biasK, let biasV {
    demand(
      staticK == nil && staticV == nil && biasK.count == size && biasV.count == size,
      "\(op): biasK \(biasK.shape) and biasV \(biasV.shape) need \(size) numbers, and no static key or value",
      file: file, line: line)
    heads.append(biasK, biasV, batch: batch)
    mask.appendColumn()
  }
  heads.split()
  for (name, fixed) in [("staticK", staticK), ("staticV", staticV)] {
    guard let fixed else { continue }
    demand(
      fixed.rank == 3 && fixed.shape[0] == heads.count && fixed.shape[2] == heads.size,
      "\(op): \(name) \(fixed.shape) must be [\(heads.count), S, \(heads.size)]", file: file,
      line: line)
  }
  heads.key = staticK ?? heads.key
  heads.value = staticV ?? heads.value
  if addZeroAttn {
    heads.appendZeros()
    mask.appendColumn()
  }
  demand(
    !isCausal || attnMask != nil, "\(op): isCausal says what attnMask is, which is not given",
    file: file, line: line)
  let probability = isTraining ? dropout : 0
  let (mixed, weights) = heads.attend(
    mask: mask.combined, batch: batch, dropout: probability, needWeights: needWeights,
    average: averageAttnWeights, generator: generator)
  // Heads side by side again: [L · batch, E].
  let rows = mixed.transposed(0, 1).reshaped(to: [length * batch, size])
  let output = linear(rows, outProjWeight, outProjBias, file: file, line: line)
    .reshaped(to: [length, batch, outProjWeight.shape[0]])
  if isBatched { return (output, weights) }
  return (output.squeezed(1), weights?.squeezed(0))
}

/// Projected queries, keys and values: `[L, batch, E]`, and once they are split `[batch · heads, L, E / heads]`.
private struct Heads {
  let count, size: Int
  var query, key, value: Tensor

  init(
    projecting q: Tensor, _ k: Tensor, _ v: Tensor, packed: Tensor?,
    separate: (query: Tensor, key: Tensor, value: Tensor)?, bias: Tensor?, heads: Int,
    _ op: StaticString, _ file: StaticString, _ line: UInt
  ) {
    let width = q.shape[2]
    (count, size) = (q.shape[1] * heads, width / heads)
    demand(
      bias.map { $0.shape == [3 * width] } ?? true,
      "\(op): inProjBias \(bias?.shape ?? []) must be [\(3 * width)]", file: file, line: line)
    let weights: [Tensor]
    if let separate {
      weights = [separate.query, separate.key, separate.value]
    } else {
      guard let packed, packed.shape == [3 * width, width] else {
        mistake(
          "\(op): inProjWeight \(packed.map { "\($0.shape)" } ?? "none") must be [\(3 * width), \(width)], or separateProjections given",
          file: file, line: line)
      }
      weights = packed.split(size: width)
    }
    let biases = bias?.split(size: width)
    let inputs = [q, k, v]
    for (weight, input) in zip(weights, inputs) {
      demand(
        weight.shape == [width, input.shape[2]],
        "\(op): a projection \(weight.shape) of \(input.shape) must be [\(width), \(input.shape[2])]",
        file: file, line: line)
    }
    let projected = inputs.indices.map {
      linear(inputs[$0], weights[$0], biases?[$0], file: file, line: line)
    }
    (query, key, value) = (projected[0], projected[1], projected[2])
  }

  mutating func append(_ biasK: Tensor, _ biasV: Tensor, batch: Int) {
    func row(_ bias: Tensor) -> Tensor {
      bias.reshaped(to: [1, 1, bias.count]).expanded(to: [1, batch, bias.count])
    }
    key = concatenate([key, row(biasK)])
    value = concatenate([value, row(biasV)])
  }

  mutating func split() {
    func split(_ x: Tensor) -> Tensor {
      x.reshaped(to: [x.shape[0], count, size]).transposed(0, 1)
    }
    (query, key, value) = (split(query), split(key), split(value))
  }

  mutating func appendZeros() {
    let zeros = Tensor.zeros([count, 1, size], dtype: key.dtype)
    key = concatenate([key, zeros], axis: 1)
    value = concatenate([value, zeros], axis: 1)
  }

  /// Values by weight `[batch · heads, L, E / heads]`.
  func attend(
    mask: Tensor?, batch: Int, dropout probability: Double, needWeights: Bool, average: Bool,
    generator: Generator?
  ) -> (mixed: Tensor, weights: Tensor?) {
    if !needWeights {
      let mixed = scaledDotProductAttention(
        query, key, value, attnMask: mask, dropout: probability, generator: generator)
      return (mixed, nil)
    }
    let products = (query * (1 / Double(size)).squareRoot()).matmul(key.transposed())
    let scores = mask.map { products + $0 } ?? products
    let weights = dropout(
      scores.softmax(axis: -1), probability: probability, generator: generator)
    let byHead = weights.reshaped(
      to: [batch, count / Swift.max(batch, 1), weights.shape[1], weights.shape[2]])
    return (weights.matmul(value), average ? byHead.mean(axis: 1) : byHead)
  }
}

/// Masks as numbers that are added to scores.
private struct AttentionMasks {
  /// `[1, L, S]` or `[batch · heads, L, S]`.
  private var scores: Tensor?
  /// `[batch · heads, 1, S]`.
  private var keys: Tensor?

  init(
    _ op: StaticString, _ mask: Tensor?, padding: Tensor?, batch: Int, heads: Int, rows: Int,
    columns: Int, isBatched: Bool, dtype: DType, file: StaticString, line: UInt
  ) {
    func numbers(_ name: String, _ mask: Tensor) -> Tensor {
      demand(
        mask.dtype == .bool || mask.dtype.isFloatingPoint,
        "\(op): \(name) of \(mask.dtype); bool or a floating-point dtype is needed", file: file,
        line: line)
      if mask.dtype != .bool { return mask }
      return Tensor.zeros(mask.shape, dtype: dtype).maskedFill(mask, with: -Double.infinity)
    }
    if let mask {
      demand(
        mask.shape == [rows, columns] || mask.shape == [batch * heads, rows, columns],
        "\(op): attnMask \(mask.shape) must be [\(rows), \(columns)] or [\(batch * heads), \(rows), \(columns)]",
        file: file, line: line)
      let added = numbers("attnMask", mask)
      scores = added.rank == 2 ? added.unsqueezed(0) : added
    }
    if let padding {
      demand(
        padding.shape == (isBatched ? [batch, columns] : [columns]),
        "\(op): keyPaddingMask \(padding.shape) must be \(isBatched ? "[\(batch), \(columns)]" : "[\(columns)]")",
        file: file, line: line)
      keys = numbers("keyPaddingMask", padding).reshaped(to: [batch, 1, 1, columns])
        .expanded(to: [batch, heads, 1, columns]).reshaped(to: [batch * heads, 1, columns])
    }
  }

  /// One more key, which takes part.
  mutating func appendColumn() {
    func widened(_ mask: Tensor) -> Tensor {
      let column = Tensor.zeros([mask.shape[0], mask.shape[1], 1], dtype: mask.dtype)
      return concatenate([mask, column], axis: 2)
    }
    scores = scores.map(widened)
    keys = keys.map(widened)
  }

  var combined: Tensor? {
    guard let scores, let keys else { return scores ?? keys }
    return scores + keys
  }
}
