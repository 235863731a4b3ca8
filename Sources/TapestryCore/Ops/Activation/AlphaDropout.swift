import Glibc

/// Dropout that keeps mean and variance of ``Tensor/selu()``'s results: elements become its lowest value with probability `probability`,
/// and all are scaled and shifted. `torch.nn.functional.alpha_dropout`; Klambauer et al., 2017.
///
/// - Parameters:
///   - x: of a floating-point dtype.
///   - probability: from 0 to 1.
///   - isTraining: where false, `x` is returned as it is, whatever its dtype.
public func alphaDropout(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  alphaDropout(
    x, probability, isTraining, "alphaDropout", maskShape: x.shape, generator, file: file,
    line: line)
}

/// ``alphaDropout(_:probability:isTraining:generator:file:line:)`` of whole channels, which are axis 1.
/// `torch.nn.functional.feature_alpha_dropout`, which by default is not training.
///
/// - Parameter x: of a floating-point dtype and, where channels are drawn, at least two axes.
public func featureAlphaDropout(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  alphaDropout(
    x, probability, isTraining, "featureAlphaDropout",
    maskShape: channelShape(x, "featureAlphaDropout", file: file, line: line), generator,
    file: file, line: line)
}

private func alphaDropout(
  _ x: Tensor, _ probability: Double, _ isTraining: Bool, _ op: StaticString,
  maskShape: @autoclosure () -> Shape,
  _ generator: Generator?, file: StaticString, line: UInt
) -> Tensor {
  checkDropout(op, x, probability, isTraining, file: file, line: line)
  if !isTraining || probability == 0 { return x }
  if probability == 1 { return x * Tensor.zeros(like: x) }
  // The negative limit of selu, and the line that brings mean and variance back.
  let lowest = -1.0507009873554804934 * 1.6732632423543772848
  let scale = 1 / ((lowest * lowest * probability + 1) * (1 - probability)).squareRoot()
  let kept = noGrad {
    (Tensor.rand(maskShape(), dtype: x.dtype, generator: generator) .>= probability)
      .cast(to: x.dtype)
  }
  return x * (kept * scale) + ((kept - 1) * (-lowest * scale) - lowest * scale * probability)
}
