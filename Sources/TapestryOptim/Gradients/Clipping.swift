import TapestryCore

/// Scales all gradients by one factor so that their norm, taken together as one vector, is at most `maxNorm`.
///
/// - Parameters:
///   - parameters: those without a gradient are left out.
///   - normType: as for ``totalNorm(_:normType:)``.
/// - Returns: the norm before. Where it is infinite or NaN so are the scaled gradients; look before the step, or ask for an error
///   with ``clipGradNorm(_:maxNorm:normType:errorIfNonfinite:file:line:)``.
///
/// `torch.nn.utils.clip_grad_norm_`.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], maxNorm: Double, normType: Double = 2, file: StaticString = #fileID,
  line: UInt = #line
) -> Double {
  demand(
    maxNorm >= 0 && normType >= 0,
    "clipGradNorm: a maxNorm of \(maxNorm) and a normType of \(normType)", file: file, line: line)
  let total = totalNorm(parameters.compactMap(\.grad), normType: normType)
  clipGradsWithNorm(parameters, maxNorm: maxNorm, totalNorm: total, file: file, line: line)
  return total
}

/// As ``clipGradNorm(_:maxNorm:normType:file:line:)``, and throws where the norm is infinite or NaN.
///
/// - Throws: ``NonfiniteNormError``, with the gradients as they were.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], maxNorm: Double, normType: Double = 2, errorIfNonfinite: Bool,
  file: StaticString = #fileID, line: UInt = #line
) throws(NonfiniteNormError) -> Double {
  let total = totalNorm(parameters.compactMap(\.grad), normType: normType)
  if errorIfNonfinite && !total.isFinite {
    throw NonfiniteNormError(normType: normType, norm: total)
  }
  return clipGradNorm(
    parameters, maxNorm: maxNorm, normType: normType, file: file, line: line)
}

/// Scales all gradients by one factor, so that gradients of this norm have one of at most `maxNorm`.
///
/// Where some parameters stand for others, `totalNorm` can be that of all. `torch.nn.utils.clip_grads_with_norm_`.
public func clipGradsWithNorm(
  _ parameters: [Parameter], maxNorm: Double, totalNorm: Double, file: StaticString = #fileID,
  line: UInt = #line
) {
  demand(
    maxNorm >= 0, "clipGradsWithNorm: a maxNorm of \(maxNorm)", file: file, line: line)
  // As in PyTorch, a hair below `maxNorm`, which keeps a norm of 0 from dividing.
  let factor = maxNorm / (totalNorm + 1e-6)
  if factor >= 1 { return }
  noGrad {
    for gradient in parameters.compactMap(\.grad) { gradient *= factor }
  }
}

/// Brings every element of every gradient into ±`limit`. `torch.nn.utils.clip_grad_value_`.
public func clipGradValue(
  _ parameters: [Parameter], limit: Double, file: StaticString = #fileID, line: UInt = #line
) {
  demand(limit >= 0, "clipGradValue: a limit of \(limit)", file: file, line: line)
  noGrad {
    for gradient in parameters.compactMap(\.grad) {
      gradient[.ellipsis] = gradient.clamped(min: -limit, max: limit)
    }
  }
}
