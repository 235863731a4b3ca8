import TapestryCore

/// The norm of all elements of some tensors, taken together as one vector. `torch.nn.utils.get_total_norm`.
///
/// Within a tensor it is computed in the tensor's dtype, in float32 for 16-bit floats; between tensors in double, so that their number
/// costs no digits.
///
/// - Parameter normType: 2 for the Euclidean norm, 1 for the sum of sizes, infinity for the largest, 0 for the number of elements
///   other than 0.
public func totalNorm(_ tensors: [Tensor], normType: Double = 2) -> Double {
  let norms = tensors.filter { $0.count > 0 }.map { norm($0, normType) }
  // The norms of parts have the number of elements other than 0 as their sum.
  return norms.isEmpty ? 0 : noGrad { norm(Tensor(norms), normType == 0 ? 1 : normType) }
}

/// The norm of each parameter's gradient: 0 where there is none.
///
/// - Parameter normType: as for ``totalNorm(_:normType:)``.
public func gradNorms(_ parameters: [Parameter], normType: Double = 2) -> [Double] {
  parameters.map { parameter in parameter.grad.map { totalNorm([$0], normType: normType) } ?? 0 }
}

private func norm(_ tensor: Tensor, _ type: Double) -> Double {
  noGrad { tensor.computable.vectorNorm(type).item() }
}

/// A norm of gradients that is infinite or no number.
public struct NonfiniteNormError: Error, Sendable, CustomStringConvertible {
  public let normType: Double
  public let norm: Double

  public var description: String {
    "clipGradNorm: the gradients' norm of type \(normType) is \(norm); they are as they were"
  }
}
