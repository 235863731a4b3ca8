extension Tensor {
  /// The p-norm `(Σ|x|ᵖ)^(1/p)` of the elements along some axes, or of all. `torch.norm`, `torch.linalg.vector_norm`.
  ///
  /// Of p = ∞ the largest magnitude, of −∞ the smallest, of 0 the number of elements other than 0. Axes are taken as one vector; for norms
  /// of matrices see linear algebra. Where the norm is 0 the derivative is taken to be 0.
  ///
  /// - Parameters:
  ///   - p: any number. Negative ones and ∞ need at least one element.
  ///   - dtype: what elements are cast to first; a floating-point dtype, as this tensor's is where nothing is given.
  public func norm(
    _ p: Double = 2, axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    vectorNorm(
      "norm", p, axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// The p-norm along one axis.
  public func norm(
    _ p: Double = 2, axis: Int, keepDims: Bool = false, dtype: DType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    norm(p, axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// As ``norm(_:axes:keepDims:dtype:file:line:)`` under the name of the operation that uses it.
  func vectorNorm(
    _ op: StaticString, _ p: Double, axes: [Int]?, keepDims: Bool, dtype: DType? = nil,
    file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      self.dtype.isFloatingPoint && dtype?.isFloatingPoint != false,
      "\(op): needs a floating-point dtype, not \(dtype ?? self.dtype)", file: file, line: line)
    let chosen = resolvedAxes(axes, op: op, file: file, line: line)
    let isEmpty = shape.indices.contains { chosen[$0] && shape[$0] == 0 }
    demand(
      !isEmpty || (p >= 0 && p < .infinity), "\(op): of no elements, shape \(shape), with p = \(p)",
      file: file, line: line)
    let x = dtype.map { cast(to: $0) } ?? autocast(for: .reduction)
    if x.dtype.computeType != x.dtype {
      return x.computed { $0.norm(p, axes: axes, keepDims: keepDims) }
    }
    let result = noGrad { x.unrecordedNorm(p, over: chosen).dropping(chosen, unless: keepDims) }
    return result.recorded(
      x,
      NormDerivative(
        input: SavedTensor(x), output: SavedTensor(output: result), reduced: chosen, p: p))
  }

  private func unrecordedNorm(_ p: Double, over reduced: [Bool]) -> Tensor {
    let axes = shape.indices.filter { reduced[$0] }
    func sum(_ x: Tensor) -> Tensor { axes.isEmpty ? x : x.sum(axes: axes, keepDims: true) }
    switch p {
    case .infinity: return axes.isEmpty ? abs() : abs().amax(axes: axes, keepDims: true)
    case -.infinity: return axes.isEmpty ? abs() : abs().amin(axes: axes, keepDims: true)
    case 0: return sum((self .!= 0).cast(to: dtype))
    case 1: return sum(abs())
    case 2: return axes.isEmpty ? abs() : sum(square()).sqrt()
    default: return sum(abs().pow(p)).pow(1 / p)
    }
  }
}

extension Tensor {
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
      let isExtreme = ((x.abs() .== norm) .|| (x.isNaN() .&& norm.isNaN())).cast(to: x.dtype)
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

struct NormDerivative: Derivative {
  static let name = "norm"
  let input, output: SavedTensor
  let reduced: [Bool]
  let p: Double

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
