/// Zeroes each element with probability `probability` and scales the others by `1 / (1 - probability)`, so that the
/// expected value stays. `torch.nn.functional.dropout`; Srivastava et al., 2014.
///
/// - Parameters:
///   - x: of a floating-point dtype.
///   - probability: from 0 to 1.
///   - isTraining: where false, `x` is returned as it is, whatever its dtype.
public func dropout(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  checkDropout("dropout", x, probability, isTraining, file: file, line: line)
  if !isTraining || probability == 0 { return x }
  if probability == 1 { return x * Tensor.zeros(like: x) }
  if x.dtype.computeType != x.dtype {
    return x.computed { dropout($0, probability: probability, generator: generator) }
  }
  if x.dtype == .float64 {
    let kept = Tensor.rand(x.shape, dtype: .float64, generator: generator) .>= probability
    return x * (kept.cast(to: .float64) / (1 - probability))
  }
  let input = noGrad { x.contiguous() }
  let mask = Tensor(uninitialized: x.shape, dtype: .uint8)
  let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
  RandomKernel.dropout(
    input, probability: Float(probability), mask: mask, into: result,
    generator ?? defaultGenerator)
  return result.recorded(x, DropoutDerivative(mask: SavedTensor(mask), probability: probability))
}

struct DropoutDerivative: Derivative {
  static let name = "dropout"
  let mask: SavedTensor
  let probability: Double

  func propagate(_ gradient: consuming Tensor, to inputs: InputGradients) {
    let mask = mask.value
    if isRecording {
      inputs.add(0, gradient * (mask.cast(to: gradient.dtype) / (1 - probability)))
      return
    }
    let result = (consume gradient).replaced {
      RandomKernel.dropoutBackward(
        $0.contiguous(), mask: mask, probability: Float(probability), into: $1)
    }
    inputs.add(0, result)
  }
}
