import TapestryCore

/// A transformer: an encoder of the source, and a decoder of the target that looks at what the encoder gave.
///
/// ```swift
/// let model = Transformer(512, 8, batchFirst: true)
/// let output = model(source, target, tgtIsCausal: true)   // [32, 10, 512], [32, 20, 512] → [32, 20, 512]
/// ```
///
/// Shapes and masks are those of ``TransformerEncoderLayer`` and ``TransformerDecoderLayer``; `srcIsCausal` and `tgtIsCausal` make the
/// masks that are not given. Weights start as `xavierUniform` unless told. Embeddings, positions and the last linear layer are the caller's.
/// `torch.nn.Transformer`; Vaswani et al., 2017.
public final class Transformer: Module {
  public let encoder: TransformerEncoder
  public let decoder: TransformerDecoder

  /// - Parameters:
  ///   - size: that of each element.
  ///   - feedforwardSize: that of what lies between two linear layers.
  ///   - dropout: the probability with which numbers, and attention's weights, are zeroed in training.
  ///   - normFirst: whether normalisation comes before attention and linear layers rather than after. Xiong et al., 2020.
  ///   - bias: whether linear layers and normalisation have biases.
  ///   - weightInitializer: what attention and linear layers start from.
  public init(
    _ size: Int = 512, _ numHeads: Int = 8, numEncoderLayers: Int = 6, numDecoderLayers: Int = 6,
    feedforwardSize: Int = 2048, dropout: Double = 0.1, activation: TransformerActivation = .relu,
    layerNormEpsilon: Double = 1e-5, batchFirst: Bool = false, normFirst: Bool = false,
    bias: Bool = true, weightInitializer: Initializer = .xavierUniform(),
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    let options = TransformerOptions(
      size: size, numHeads: numHeads, feedforwardSize: feedforwardSize, dropout: dropout,
      activation: activation, layerNormEpsilon: layerNormEpsilon, batchFirst: batchFirst,
      normFirst: normFirst, bias: bias, weight: weightInitializer, dtype: dtype)
    encoder = TransformerEncoder(numLayers: numEncoderLayers, norm: options.norm) {
      TransformerEncoderLayer(options, file, line)
    }
    decoder = TransformerDecoder(numLayers: numDecoderLayers, norm: options.norm) {
      TransformerDecoderLayer(options, file, line)
    }
    super.init()
  }

  /// One with an encoder and a decoder of one's own, whose weights stay as they are.
  public init(encoder: TransformerEncoder, decoder: TransformerDecoder) {
    self.encoder = encoder
    self.decoder = decoder
    super.init()
  }

  /// A mask that hides from each of `size` elements those behind it: −∞ above the diagonal, 0 elsewhere.
  ///
  /// `torch.nn.Transformer.generate_square_subsequent_mask`.
  public static func generateSquareSubsequentMask(
    _ size: Int, dtype: DType = .float32
  ) -> Tensor {
    causalMask(rows: size, columns: size, dtype: dtype)
  }

  public func forward(
    _ src: Tensor, _ tgt: Tensor, srcMask: Tensor? = nil, tgtMask: Tensor? = nil,
    memoryMask: Tensor? = nil, srcKeyPaddingMask: Tensor? = nil, tgtKeyPaddingMask: Tensor? = nil,
    memoryKeyPaddingMask: Tensor? = nil, srcIsCausal: Bool = false, tgtIsCausal: Bool = false,
    memoryIsCausal: Bool = false
  ) -> Tensor {
    let memory = encoder(
      src, mask: srcMask, srcKeyPaddingMask: srcKeyPaddingMask, isCausal: srcIsCausal)
    return decoder(
      tgt, memory, tgtMask: tgtMask, memoryMask: memoryMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
      memoryKeyPaddingMask: memoryKeyPaddingMask, tgtIsCausal: tgtIsCausal,
      memoryIsCausal: memoryIsCausal)
  }

  public func callAsFunction(
    _ src: Tensor, _ tgt: Tensor, srcMask: Tensor? = nil, tgtMask: Tensor? = nil,
    memoryMask: Tensor? = nil, srcKeyPaddingMask: Tensor? = nil, tgtKeyPaddingMask: Tensor? = nil,
    memoryKeyPaddingMask: Tensor? = nil, srcIsCausal: Bool = false, tgtIsCausal: Bool = false,
    memoryIsCausal: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(src, file: file, line: line) {
      forward(
        $0, tgt, srcMask: srcMask, tgtMask: tgtMask, memoryMask: memoryMask,
        srcKeyPaddingMask: srcKeyPaddingMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
        memoryKeyPaddingMask: memoryKeyPaddingMask, srcIsCausal: srcIsCausal,
        tgtIsCausal: tgtIsCausal, memoryIsCausal: memoryIsCausal)
    }
  }
}
