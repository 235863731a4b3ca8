import TapestryCore

/// A layer of a transformer's encoder: self-attention, then two linear layers on each element, both added to what came.
///
/// Shapes: input and output `[steps, batch, size]`; `[batch, steps, size]` where `batchFirst` is set; `[steps, size]` without a batch.
///
/// - Parameters of the call:
///   - srcMask: `[steps, steps]` or `[batch · heads, steps, steps]`: bool, true where an element is **not** seen, or numbers that are added.
///   - srcKeyPaddingMask: `[batch, steps]`, or `[steps]`: likewise.
///   - isCausal: whether no element sees those behind it; where there is a mask, that is applied as it is.
///
/// `torch.nn.TransformerEncoderLayer`; Vaswani et al., 2017. In evaluation PyTorch may give zeros at padding; this gives what training gives.
public final class TransformerEncoderLayer: Module, Layer, TransformerLayer {
  public let selfAttn: MultiheadAttention
  public let linear1, linear2: Linear
  public let norm1, norm2: LayerNorm
  public let dropout, dropout1, dropout2: Dropout
  public let activation: TransformerActivation
  public let normFirst: Bool

  /// - Parameters:
  ///   - size: that of each element.
  ///   - feedforwardSize: that of what lies between the two linear layers.
  ///   - dropout: the probability with which numbers, and attention's weights, are zeroed in training.
  ///   - normFirst: whether normalisation comes before attention and linear layers rather than after. Xiong et al., 2020.
  ///   - bias: whether linear layers and normalisation have biases.
  ///   - weightInitializer: what attention and linear layers start from; nil for their own defaults.
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
    linear1 = options.linear(options.size, options.feedforwardSize)
    linear2 = options.linear(options.feedforwardSize, options.size)
    (norm1, norm2) = (options.norm, options.norm)
    dropout = Dropout(options.dropout)
    dropout1 = Dropout(options.dropout)
    dropout2 = Dropout(options.dropout)
    activation = options.activation
    normFirst = options.normFirst
    super.init()
  }

  public override func key(for path: String) -> String { path == "selfAttn" ? "self_attn" : path }

  public func forward(_ x: Tensor) -> Tensor { forward(x, srcMask: nil) }

  public func forward(
    _ x: Tensor, srcMask: Tensor?, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    let mask = attentionMask(
      srcMask, isCausal: isCausal, queries: x, keys: x, batchFirst: selfAttn.batchFirst)
    let y = added(x, norm1) {
      dropout1(selfAttn.mixed($0, $0, padding: srcKeyPaddingMask, mask: mask))
    }
    return added(y, norm2) { dropout2(fedForward($0)) }
  }

  public func callAsFunction(
    _ x: Tensor, srcMask: Tensor? = nil, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) {
      forward($0, srcMask: srcMask, srcKeyPaddingMask: srcKeyPaddingMask, isCausal: isCausal)
    }
  }
}

/// A transformer's encoder: layers one after the other, and a normalisation at the end where one is given.
///
/// ```swift
/// let encoder = TransformerEncoder(numLayers: 6) { TransformerEncoderLayer(512, 8, batchFirst: true) }
/// let y = encoder(x, srcKeyPaddingMask: padding)
/// ```
///
/// The call is that of ``TransformerEncoderLayer``, with `mask` for `srcMask`. PyTorch copies one layer, so that all start alike; here
/// each starts on its own. `torch.nn.TransformerEncoder`.
public final class TransformerEncoder: Module, Layer {
  public let layers: [TransformerEncoderLayer]
  public let norm: LayerNorm?

  public init(_ layers: [TransformerEncoderLayer], norm: LayerNorm? = nil) {
    self.layers = layers
    self.norm = norm
    super.init()
  }

  public convenience init(
    numLayers: Int, norm: LayerNorm? = nil, _ makeLayer: () -> TransformerEncoderLayer
  ) {
    self.init((0..<numLayers).map { _ in makeLayer() }, norm: norm)
  }

  public func forward(_ x: Tensor) -> Tensor { forward(x, mask: nil) }

  public func forward(
    _ x: Tensor, mask: Tensor?, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    let mask = attentionMask(
      mask, isCausal: isCausal, queries: x, keys: x,
      batchFirst: layers.first?.selfAttn.batchFirst ?? false)
    var x = x
    for layer in layers { x = layer(x, srcMask: mask, srcKeyPaddingMask: srcKeyPaddingMask) }
    return norm.map { $0(x) } ?? x
  }

  public func callAsFunction(
    _ x: Tensor, mask: Tensor? = nil, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) {
      forward($0, mask: mask, srcKeyPaddingMask: srcKeyPaddingMask, isCausal: isCausal)
    }
  }
}
