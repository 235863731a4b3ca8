import TapestryCore

/// A module that decodes a target with a look at a memory, called as `decoder(tgt, memory, tgtIsCausal: true)`.
///
/// Shapes: target and output `[T, batch, size]`, memory `[S, batch, size]`; `[batch, …, size]` where `batchFirst` is set; without a batch
/// two axes each.
///
/// - Parameters of the call:
///   - tgt: what is decoded.
///   - memory: what the encoder gave.
///   - tgtMask: `[T, T]` or `[batch · heads, T, T]`: bool, true where an element is **not** seen, or numbers that are added.
///   - memoryMask: `[T, S]` or `[batch · heads, T, S]`: likewise.
///   - tgtKeyPaddingMask: `[batch, T]`, or `[T]`: likewise.
///   - memoryKeyPaddingMask: `[batch, S]`, or `[S]`: likewise.
///   - tgtIsCausal: whether no element sees those behind it; where there is a mask, that is applied as it is.
///   - memoryIsCausal: the same of the memory.
public protocol DecoderModule: Module {
  /// The computation itself. Call the module, not this, so that hooks run and messages name it.
  func forward(
    _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor?, memoryMask: Tensor?,
    tgtKeyPaddingMask: Tensor?, memoryKeyPaddingMask: Tensor?, tgtIsCausal: Bool,
    memoryIsCausal: Bool
  ) -> Tensor
}

extension DecoderModule {
  public func callAsFunction(
    _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor? = nil, memoryMask: Tensor? = nil,
    tgtKeyPaddingMask: Tensor? = nil, memoryKeyPaddingMask: Tensor? = nil,
    tgtIsCausal: Bool = false, memoryIsCausal: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(tgt, file: file, line: line) {
      forward(
        $0, memory, tgtMask: tgtMask, memoryMask: memoryMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
        memoryKeyPaddingMask: memoryKeyPaddingMask, tgtIsCausal: tgtIsCausal,
        memoryIsCausal: memoryIsCausal)
    }
  }
}

/// A layer of a transformer's decoder: self-attention, attention to what the encoder gave, then two linear layers on each element,
/// each added to what came.
///
/// The call is that of ``DecoderModule``. /// `torch.nn.TransformerDecoderLayer`; Vaswani et al., 2017.
public final class TransformerDecoderLayer: Module, DecoderModule, TransformerLayer {
  public let selfAttn, multiheadAttn: MultiheadAttention
  public let linear1, linear2: Linear
  public let norm1, norm2, norm3: LayerNorm
  public let dropout, dropout1, dropout2, dropout3: Dropout
  public let activation: TransformerActivation
  public let normFirst: Bool

  /// Parameters are those of ``TransformerEncoderLayer``.
  public convenience init(
    _ size: Int, _ numHeads: Int, feedforwardSize: Int = 2048, dropout: Double = 0.1,
    activation: TransformerActivation = .relu, layerNormEpsilon: Double = 1e-5,
    batchFirst: Bool = false, normFirst: Bool = false, bias: Bool = true,
    weightInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      TransformerOptions(
        size: size, numHeads: numHeads, feedforwardSize: feedforwardSize, dropout: dropout,
        activation: activation, layerNormEpsilon: layerNormEpsilon, batchFirst: batchFirst,
        normFirst: normFirst, bias: bias, weight: weightInitializer, dtype: dtype), file, line)
  }

  init(_ options: TransformerOptions, _ file: StaticString, _ line: UInt) {
    selfAttn = options.attention(file, line)
    multiheadAttn = options.attention(file, line)
    linear1 = options.linear(options.size, options.feedforwardSize)
    linear2 = options.linear(options.feedforwardSize, options.size)
    (norm1, norm2, norm3) = (options.norm, options.norm, options.norm)
    dropout = Dropout(options.dropout)
    dropout1 = Dropout(options.dropout)
    dropout2 = Dropout(options.dropout)
    dropout3 = Dropout(options.dropout)
    activation = options.activation
    normFirst = options.normFirst
    super.init()
  }

  public override func key(for path: String) -> String {
    switch path {
    case "selfAttn": "self_attn"
    case "multiheadAttn": "multihead_attn"
    default: path
    }
  }

  public func forward(
    _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor?, memoryMask: Tensor?,
    tgtKeyPaddingMask: Tensor?, memoryKeyPaddingMask: Tensor?, tgtIsCausal: Bool,
    memoryIsCausal: Bool
  ) -> Tensor {
    let batchFirst = selfAttn.batchFirst
    let ownMask = attentionMask(
      tgtMask, isCausal: tgtIsCausal, queries: tgt, keys: tgt, batchFirst: batchFirst)
    let outerMask = attentionMask(
      memoryMask, isCausal: memoryIsCausal, queries: tgt, keys: memory, batchFirst: batchFirst)
    let y = added(tgt, norm1) {
      dropout1(selfAttn.mixed($0, $0, padding: tgtKeyPaddingMask, mask: ownMask))
    }
    let z = added(y, norm2) {
      dropout2(multiheadAttn.mixed($0, memory, padding: memoryKeyPaddingMask, mask: outerMask))
    }
    return added(z, norm3) { dropout3(fedForward($0)) }
  }
}

/// A transformer's decoder: layers one after the other, and a normalisation at the end where one is given.
///
/// The call is that of ``DecoderModule``. PyTorch copies one layer, so that all start alike; here each starts on its own.
/// `torch.nn.TransformerDecoder`.
public final class TransformerDecoder: Module, DecoderModule {
  public let layers: [TransformerDecoderLayer]
  public let norm: LayerNorm?

  public init(_ layers: [TransformerDecoderLayer], norm: LayerNorm? = nil) {
    self.layers = layers
    self.norm = norm
    super.init()
  }

  public convenience init(
    numLayers: Int, norm: LayerNorm? = nil, _ makeLayer: () -> TransformerDecoderLayer
  ) {
    self.init((0..<numLayers).map { _ in makeLayer() }, norm: norm)
  }

  public func forward(
    _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor?, memoryMask: Tensor?,
    tgtKeyPaddingMask: Tensor?, memoryKeyPaddingMask: Tensor?, tgtIsCausal: Bool,
    memoryIsCausal: Bool
  ) -> Tensor {
    let batchFirst = layers.first?.selfAttn.batchFirst ?? false
    let ownMask = attentionMask(
      tgtMask, isCausal: tgtIsCausal, queries: tgt, keys: tgt, batchFirst: batchFirst)
    let outerMask = attentionMask(
      memoryMask, isCausal: memoryIsCausal, queries: tgt, keys: memory, batchFirst: batchFirst)
    var x = tgt
    for layer in layers {
      x = layer(
        x, memory, tgtMask: ownMask, memoryMask: outerMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
        memoryKeyPaddingMask: memoryKeyPaddingMask)
    }
    return norm.map { $0(x) } ?? x
  }
}
