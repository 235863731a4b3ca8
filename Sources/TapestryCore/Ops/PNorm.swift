extension Tensor {
  /// The p-norm along some axes, or all. Any p: 0 counts what is not 0, ±∞ is the largest and the smallest magnitude.
  ///
  /// The derivative is 0 where the norm is, and where an element is 0 and a power of it infinite.
  func pNorm(_ p: Double, axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    let chosen = resolvedAxes(axes, op: "norm", file: #fileID, line: #line)
    let isEmpty = shape.indices.contains { chosen[$0] && shape[$0] == 0 }
    let result = noGrad { () -> Tensor in
      let sizes = abs()
      func sum(_ x: Tensor) -> Tensor { x.sum(axes: axes, keepDims: keepDims) }
      if p == 0 { return sum((self .!= 0).cast(to: dtype)) }
      if p == 1 || isEmpty { return sum(sizes) }
      if p == 2 { return sum(square()).sqrt() }
      if p == .infinity { return sizes.amax(axes: axes, keepDims: keepDims) }
      if p == -.infinity { return sizes.amin(axes: axes, keepDims: keepDims) }
      return sum(sizes.pow(p)).pow(1 / p)
    }
    return result.recorded(
      self,
      PNormDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result), p: p, reduced: chosen))
  }

  /// What of the gradient of a p-norm arrives at the elements that it was taken of; all three of one shape.
  ///
  /// - Parameter axes: along which the norm was taken; equal magnitudes share the gradient of an infinite norm. Without axes each gets
  ///   all of it.
  static func normShare(
    of gradient: Tensor, _ x: Tensor, norm: Tensor, p: Double, sharedAlong axes: [Int]?
  ) -> Tensor {
    if p == 0 { return .zeros(like: x) }
    if p == 1 { return gradient * x.sign() }
    if p.isInfinite {
      let isExtreme = (x.abs() .== norm).cast(to: x.dtype)
      guard let axes, !axes.isEmpty else { return gradient * x.sign() * isExtreme }
      return gradient * x.sign() * (isExtreme / isExtreme.sum(axes: axes, keepDims: true))
    }
    // Where the formula divides by 0, a 1 stands in its place: neither the share nor its own derivative is NaN.
    let isZero = norm .== 0
    let length = norm.maskedFill(isZero, with: 1.0)
    if p == 2 { return (gradient * (x / length)).maskedFill(isZero, with: 0.0) }
    if p > 2 {
      return (gradient * (x * x.abs().pow(p - 2)) * length.pow(1 - p))
        .maskedFill(isZero, with: 0.0)
    }
    let safe = x.maskedFill(x .== 0, with: 1.0)
    return (gradient * (safe.sign() * safe.abs().pow(p - 1)) * length.pow(1 - p))
      .maskedFill(isZero .|| (x .== 0), with: 0.0)
  }
}

struct PNormDerivative: Derivative {
  static let name = "norm"
  let input, output: SavedTensor
  let p: Double
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    inputs.add(
      0,
      Tensor.normShare(
        of: gradient.restored(to: x.shape, reduced: reduced), x,
        norm: output.value.restored(to: x.shape, reduced: reduced), p: p,
        sharedAlong: reduced.indices.filter { reduced[$0] }))
  }
}
