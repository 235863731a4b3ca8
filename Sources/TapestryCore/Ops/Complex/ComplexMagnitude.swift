extension ComplexTensor {
  /// The distance of each element from 0, without overflow on the way; its derivative at 0 is 0. `torch.abs`.
  public func abs() -> Tensor {
    let result = noGrad { magnitude }
    return result.recorded(
      real, imag,
      MagnitudeDerivative(
        real: SavedTensor(real), imag: SavedTensor(imag), output: SavedTensor(output: result)))
  }

  private var magnitude: Tensor {
    if dtype == .float32 {
      // Squares of float32 neither overflow nor vanish in float64.
      let (a, b) = (real.cast(to: .float64), imag.cast(to: .float64))
      return (a * a + b * b).sqrt().cast(to: .float32)
    }
    let (a, b) = (real.abs(), imag.abs())
    let larger = a.maximum(b)
    let ratio = a.minimum(b) / Tensor.where(larger .== 0, 1, larger)
    return Tensor.where(larger.isInfinite(), larger, larger * (ratio * ratio + 1).sqrt())
  }

  /// The direction of each element: it divided by its distance from 0, and 0 for 0. `torch.sgn`.
  public func sgn() -> ComplexTensor {
    let size = abs()
    let isZero = noGrad { size .== 0 }
    let divisor = Tensor.where(isZero, 1, size)
    return ComplexTensor(
      real: (real / divisor).maskedFill(isZero, with: 0),
      imag: (imag / divisor).maskedFill(isZero, with: 0))
  }

  /// The angle of each element, in radians from −π to π; its derivative at 0 is 0. `torch.angle`.
  public func angle() -> Tensor {
    let result = noGrad { imag.atan2(real) }
    return result.recorded(
      real, imag, AngleDerivative(real: SavedTensor(real), imag: SavedTensor(imag)))
  }
}

struct MagnitudeDerivative: Derivative {
  static let name = "abs"
  let real, imag, output: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let size = output.value
    let isZero = noGrad { size .== 0 }
    let share = gradient / Tensor.where(isZero, 1, size)
    inputs.add(0, (share * real.value).maskedFill(isZero, with: 0))
    inputs.add(1, (share * imag.value).maskedFill(isZero, with: 0))
  }
}

struct AngleDerivative: Derivative {
  static let name = "angle"
  let real, imag: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, y) = (real.value, imag.value)
    let isZero = noGrad { (x .== 0) .&& (y .== 0) }
    let share = gradient / Tensor.where(isZero, 1, x * x + y * y)
    inputs.add(0, (-share * y).maskedFill(isZero, with: 0))
    inputs.add(1, (share * x).maskedFill(isZero, with: 0))
  }
}
