import TapestryCore

/// The function between the two linear layers of a transformer's layer.
public enum TransformerActivation {
  case relu, gelu
  case custom((Tensor) -> Tensor)

  func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .relu: x.relu()
    case .gelu: x.gelu()
    case .custom(let function): function(x)
    }
  }
}

/// How a transformer's layers are built.
struct TransformerOptions {
  let size, numHeads, feedforwardSize: Int
  let dropout: Double
  let activation: TransformerActivation
  let layerNormEpsilon: Double
  let batchFirst, normFirst, bias: Bool
  /// Of attention and linear layers; nil for their own.
  let weight: Initializer?
  let dtype: DType

  func attention(_ file: StaticString, _ line: UInt) -> MultiheadAttention {
    MultiheadAttention(
      size, numHeads, dropout: dropout, bias: bias, batchFirst: batchFirst,
      weightInitializer: weight, dtype: dtype, file: file, line: line)
  }

  func linear(_ inputs: Int, _ outputs: Int) -> Linear {
    Linear(inputs, outputs, bias: bias, weightInitializer: weight, dtype: dtype)
  }

  var norm: LayerNorm { LayerNorm(size, epsilon: layerNormEpsilon, bias: bias, dtype: dtype) }
}

/// What the layers of encoder and decoder have in common: parts that are each added to what came, and normalized before or after.
protocol TransformerLayer: Module {
  var selfAttn: MultiheadAttention { get }
  var linear1: Linear { get }
  var linear2: Linear { get }
  var dropout: Dropout { get }
  var activation: TransformerActivation { get }
  var normFirst: Bool { get }
}

extension TransformerLayer {
  func added(_ x: Tensor, _ norm: LayerNorm, _ part: (Tensor) -> Tensor) -> Tensor {
    normFirst ? x + part(norm(x)) : norm(x + part(x))
  }

  func fedForward(_ x: Tensor) -> Tensor { linear2(dropout(activation(linear1(x)))) }
}

extension MultiheadAttention {
  /// What a transformer's layer asks of it.
  func mixed(_ query: Tensor, _ memory: Tensor, padding: Tensor?, mask: Tensor?) -> Tensor {
    self(
      query, memory, memory, keyPaddingMask: padding, needWeights: false, attnMask: mask
    ).output
  }
}

/// The mask that a transformer's attention is given, and the one made where `isCausal` asks for it and there is none.
///
/// - Parameters:
///   - queries: `[steps, batch, size]`, or with the first two turned round.
///   - keys: likewise.
func attentionMask(
  _ mask: Tensor?, isCausal: Bool, queries: Tensor, keys: Tensor, batchFirst: Bool
) -> Tensor? {
  guard isCausal, mask == nil else { return mask }
  func steps(_ x: Tensor) -> Int { x.shape[batchFirst && x.rank == 3 ? 1 : 0] }
  return causalMask(rows: steps(queries), columns: steps(keys), dtype: queries.dtype)
}

/// 0 where a key is seen, −∞ where it stands behind the query.
func causalMask(rows: Int, columns: Int, dtype: DType) -> Tensor {
  Tensor.full([rows, columns], -Double.infinity, dtype: dtype).triu(offset: 1)
}
