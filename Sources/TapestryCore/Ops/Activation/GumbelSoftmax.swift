/// A random choice along an axis that can be differentiated: the softmax of `logits` with noise whose largest element is distributed as
/// their softmax says. `torch.nn.functional.gumbel_softmax`; Jang et al., 2016, and Maddison et al., 2016.
///
/// - Parameters:
///   - logits: of a floating-point dtype.
///   - tau: the temperature, above 0: the lower, the nearer is the result to a choice of one.
///   - isHard: the result is exactly a choice of one, 1 there and 0 elsewhere; its derivative is that of the soft one.
public func gumbelSoftmax(
  _ logits: Tensor, tau: Double = 1, isHard: Bool = false, axis: Int = -1,
  generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    logits.dtype.isFloatingPoint,
    "gumbelSoftmax: needs a floating-point dtype, not \(logits.dtype)",
    file: file, line: line)
  demand(tau > 0, "gumbelSoftmax: a temperature of \(tau)", file: file, line: line)
  let resolved = logits.resolvedAxis(axis, op: "gumbelSoftmax", file: file, line: line)
  let noise = noGrad {
    // An exponential number of 0 would be an infinity; 16 bits would round many to it.
    let dtype = logits.dtype.computeType
    let uniform = Tensor.rand(logits.shape, dtype: dtype, generator: generator)
    return (-(-(-uniform).log1p()).clamped(min: 1e-38).log()).cast(to: logits.dtype)
  }
  let soft = ((logits + noise) / tau).softmax(axis: resolved, file: file, line: line)
  if !isHard { return soft }
  let choice = noGrad {
    if logits.rank == 0 || logits.count == 0 { return Tensor.ones(like: soft) }
    let places = Tensor.arange(logits.shape[resolved]).reshaped(
      to: Shape([logits.shape[resolved]] + Array(repeating: 1, count: logits.rank - 1 - resolved)))
    let chosen = soft.argmax(axis: resolved, keepDims: true)
    return (places .== chosen).cast(to: soft.dtype)
  }
  return choice - soft.detach() + soft
}
