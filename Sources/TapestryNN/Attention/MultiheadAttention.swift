import TapestryCore

/// Attention of several heads: each query gives the values, mixed by how well their keys fit it, in each of `numHeads` projections.
///
/// ```swift
/// let attention = MultiheadAttention(512, 8, batchFirst: true)
/// let (output, weights) = attention(x, x, x)   // self-attention
/// let output = attention(x, memory, memory, needWeights: false).output
/// ```
///
/// - Parameters of the call:
///   - query: `[L, batch, E]`; `[batch, L, E]` where ``batchFirst`` is set; `[L, E]` without a batch.
///   - key: `[S, batch, keySize]`, likewise.
///   - value: `[S, batch, valueSize]`, likewise.
///   - keyPaddingMask: `[batch, S]`, or `[S]`: bool, true where a key does **not** take part, or numbers that are added.
///   - needWeights: whether the weights are returned too. Without them, memory does not grow with L · S.
///   - attnMask: `[L, S]` or `[batch · heads, L, S]`: bool, true where a key does **not** take part, or numbers that are added.
///   - averageAttnWeights: whether weights are the mean over heads, `[batch, L, S]`, or those of each, `[batch, heads, L, S]`.
///   - isCausal: says that `attnMask` hides all keys behind the query; it must be given, and is applied as it is.
/// - Returns of the call: the output in the query's shape, and the weights, where wanted.
///
/// Projections start as in PyTorch: `xavierUniform`, the output's as in ``Linear``, and biases 0. `torch.nn.MultiheadAttention`; Vaswani et al., 2017. In evaluation PyTorch
/// may give zeros where every key of a query is hidden; this gives what training gives.
public final class MultiheadAttention: Module {
  public let embedSize: Int
  public let numHeads: Int
  public let dropout: Double
  public let batchFirst: Bool
  public let addZeroAttn: Bool

  public let inProjWeight: Parameter?  // [3 · embedSize, embedSize]
  // In its place where keys or values are of another size.
  public let qProjWeight: Parameter?  // [embedSize, embedSize]
  public let kProjWeight: Parameter?  // [embedSize, keySize]
  public let vProjWeight: Parameter?  // [embedSize, valueSize]
  public let inProjBias: Parameter?  // [3 · embedSize]
  public let biasK: Parameter?  // [1, 1, embedSize]
  public let biasV: Parameter?  // [1, 1, embedSize]
  public let outProj: Linear

  /// - Parameters:
  ///   - embedSize: the size of queries and of the output; a multiple of `numHeads`.
  ///   - dropout: the probability with which weights are zeroed in training.
  ///   - bias: whether projections have biases.
  ///   - addBiasKV: whether one more key and value, which are learned, stand behind all.
  ///   - addZeroAttn: whether one more key and value of zeros stand behind all.
  ///   - keySize: the size of keys; that of queries unless given.
  ///   - valueSize: the size of values; that of queries unless given.
  ///   - weightInitializer: what all projections start from; nil for the default.
  ///   - biasInitializer: what their biases start from.
  public init(
    _ embedSize: Int, _ numHeads: Int, dropout: Double = 0, bias: Bool = true,
    addBiasKV: Bool = false, addZeroAttn: Bool = false, keySize: Int? = nil, valueSize: Int? = nil,
    batchFirst: Bool = false, weightInitializer: Initializer? = nil,
    biasInitializer: Initializer = .zeros, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      embedSize > 0 && numHeads > 0 && embedSize % numHeads == 0,
      "MultiheadAttention: \(numHeads) heads for an embedding of \(embedSize), which must be a multiple of them",
      file: file, line: line)
    demand(
      (0...1).contains(dropout),
      "MultiheadAttention: a dropout of \(dropout), which must be from 0 to 1", file: file,
      line: line)
    self.embedSize = embedSize
    self.numHeads = numHeads
    self.dropout = dropout
    self.batchFirst = batchFirst
    self.addZeroAttn = addZeroAttn
    let (keySize, valueSize) = (keySize ?? embedSize, valueSize ?? embedSize)
    func weight(_ shape: Shape) -> Parameter {
      Parameter((weightInitializer ?? .xavierUniform())(shape, dtype: dtype))
    }
    if keySize == embedSize && valueSize == embedSize {
      inProjWeight = weight([3 * embedSize, embedSize])
      (qProjWeight, kProjWeight, vProjWeight) = (nil, nil, nil)
    } else {
      inProjWeight = nil
      qProjWeight = weight([embedSize, embedSize])
      kProjWeight = weight([embedSize, keySize])
      vProjWeight = weight([embedSize, valueSize])
    }
    func learned() -> Parameter? {
      addBiasKV
        ? Parameter(Initializer.xavierNormal()([1, 1, embedSize], dtype: dtype)) : nil
    }
    inProjBias = bias ? Parameter(biasInitializer([3 * embedSize], dtype: dtype)) : nil
    (biasK, biasV) = (learned(), learned())
    outProj = Linear(
      embedSize, embedSize, bias: bias, weightInitializer: weightInitializer,
      biasInitializer: biasInitializer, dtype: dtype)
    super.init()
  }

  private static let keys = [
    "inProjWeight": "in_proj_weight", "qProjWeight": "q_proj_weight",
    "kProjWeight": "k_proj_weight", "vProjWeight": "v_proj_weight", "inProjBias": "in_proj_bias",
    "biasK": "bias_k", "biasV": "bias_v", "outProj": "out_proj",
  ]

  public override func key(for path: String) -> String { Self.keys[path] ?? path }

  public override var details: String {
    "\(embedSize), \(numHeads)\(dropout > 0 ? ", dropout: \(dropout)" : "")\(batchFirst ? ", batchFirst: true" : "")"
  }

  public func forward(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, keyPaddingMask: Tensor? = nil,
    needWeights: Bool = true, attnMask: Tensor? = nil, averageAttnWeights: Bool = true,
    isCausal: Bool = false
  ) -> (output: Tensor, weights: Tensor?) {
    let isTurned = batchFirst && query.rank == 3
    func turned(_ x: Tensor) -> Tensor { isTurned && x.rank == 3 ? x.transposed(0, 1) : x }
    var separate: (query: Tensor, key: Tensor, value: Tensor)?
    if let qProjWeight, let kProjWeight, let vProjWeight {
      separate = (qProjWeight, kProjWeight, vProjWeight)
    }
    let (output, weights) = multiHeadAttentionForward(
      turned(query), turned(key), turned(value), numHeads: numHeads, inProjWeight: inProjWeight,
      inProjBias: inProjBias, biasK: biasK, biasV: biasV, addZeroAttn: addZeroAttn,
      dropout: dropout, outProjWeight: outProj.weight, outProjBias: outProj.bias,
      isTraining: isTraining, keyPaddingMask: keyPaddingMask, needWeights: needWeights,
      attnMask: attnMask, separateProjections: separate, averageAttnWeights: averageAttnWeights,
      isCausal: isCausal)
    return (turned(output), weights)
  }

  public func callAsFunction(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, keyPaddingMask: Tensor? = nil,
    needWeights: Bool = true, attnMask: Tensor? = nil, averageAttnWeights: Bool = true,
    isCausal: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (output: Tensor, weights: Tensor?) {
    called(query, file: file, line: line) { input in
      // A hook that replaces the query of self-attention replaces what it is compared with, too.
      forward(
        input, key === query ? input : key, value === query ? input : value,
        keyPaddingMask: keyPaddingMask, needWeights: needWeights, attnMask: attnMask,
        averageAttnWeights: averageAttnWeights, isCausal: isCausal)
    }
  }
}
