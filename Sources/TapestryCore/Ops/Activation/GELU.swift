import CKernels
import Glibc

/// How ``Tensor/gelu(approximate:)`` computes the normal distribution.
public enum GELUApproximation: Sendable {
  /// By the error function.
  case none
  /// By a hyperbolic tangent, as in the first GPT.
  case tanh
}

extension Tensor {
  /// The Gaussian error linear unit of each element: x times the probability that a standard normal number lies below x.
  ///
  /// Integers and bool give float32. `torch.nn.functional.gelu`; Hendrycks & Gimpel, 2016.
  public func gelu(approximate: GELUApproximation = .none) -> Tensor {
    switch approximate {
    case .none: GaussianLinear.apply(to: self)
    case .tanh: TanhGaussianLinear.apply(to: self)
    }
  }
}

enum GaussianLinear: UnaryOp {
  static let name = "gelu"
  static let kernel = TK_GELU
  static var derivative: UnaryDerivative {
    .ofInput(TK_GELU_BACKWARD) { gradient, x in
      let below = ((x * 0.5.squareRoot()).erf() + 1) * 0.5
      let density = (x * x * -0.5).exp() * (twoOverRootPi * 0.5.squareRoot() * 0.5)
      return gradient * (below + x * density)
    }
  }
}

enum TanhGaussianLinear: UnaryOp {
  static let name = "gelu"
  static let kernel = TK_GELU_TANH
  static var derivative: UnaryDerivative {
    .ofInput(TK_GELU_TANH_BACKWARD) { gradient, x in
      let scale = twoOverRootPi * 0.5.squareRoot()
      let inner = ((x * x * x) * 0.044715 + x) * scale
      let t = inner.tanh()
      let slope = ((x * x) * (3 * 0.044715) + 1) * scale
      return gradient * ((t + 1) * 0.5 + x * (1 - t * t) * slope * 0.5)
    }
  }
}
