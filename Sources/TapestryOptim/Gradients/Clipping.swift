import Glibc
import TapestryCore

/// Scales all gradients by one factor so that their norm, taken together as one vector, is at most `maxNorm`.
///
/// - Parameters:
///   - parameters: those without a gradient are left out.
///   - normType: 2 for the Euclidean norm, 1 for the sum of sizes, infinity for the largest.
/// - Returns: the norm before. Where it is infinite or NaN so are the scaled gradients; look before the step.
///
/// `torch.nn.utils.clip_grad_norm_`.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], maxNorm: Double, normType: Double = 2, file: StaticString = #fileID,
  line: UInt = #line
) -> Double {
  demand(
    maxNorm >= 0 && normType > 0,
    "clipGradNorm: a maxNorm of \(maxNorm) and a normType of \(normType)", file: file, line: line)
  let gradients = parameters.compactMap(\.grad)
  return noGrad {
    let total = norm(gradients, normType)
    // As in PyTorch, a hair below `maxNorm`, which keeps a norm of 0 from dividing.
    let factor = maxNorm / (total + 1e-6)
    if !(factor >= 1) {
      for gradient in gradients { gradient *= factor }
    }
    return total
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

private func norm(_ gradients: [Tensor], _ type: Double) -> Double {
  let nonempty = gradients.filter { $0.count > 0 }
  if type == .infinity {
    return nonempty.map { $0.abs().max().item() }.reduce(0) { $0 > $1 || $0.isNaN ? $0 : $1 }
  }
  // Between tensors in double: the number of gradients must not cost digits.
  if type == 2 { return nonempty.reduce(0) { $0 + $1.square().sum().item() }.squareRoot() }
  return pow(nonempty.reduce(0) { $0 + $1.abs().pow(type).sum().item() }, 1 / type)
}
