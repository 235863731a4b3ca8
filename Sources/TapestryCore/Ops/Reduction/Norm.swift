import CKernels

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
    case 1: return Reduction.run(TK_SUM_MAGNITUDES, self, over: reduced, as: dtype)
    case 2:
      return axes.isEmpty
        ? abs() : Reduction.run(TK_SUM_SQUARES, self, over: reduced, as: dtype).sqrt()
    default: return sum(abs().pow(p)).pow(1 / p)
    }
  }
}

struct NormDerivative: Derivative {
  static let name = "norm"
  let input, output: SavedTensor
  let reduced: [Bool]
  let p: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let norm = output.value.restored(to: x.shape, reduced: reduced)
    inputs.add(0, share(x, norm, gradient.restored(to: x.shape, reduced: reduced)))
  }

  private func share(_ x: Tensor, _ norm: Tensor, _ gradient: Tensor) -> Tensor {
    switch p {
    case 0: return Tensor.zeros(like: x)
    case 1: return gradient * x.sign()
    case 2: return gradient * (x / norm).maskedFill(norm .== 0, with: 0)
    case .infinity, -.infinity:
      let isExtreme = (x.abs() .== norm) .|| (x.isNaN() .&& norm.isNaN())
      let axes = x.shape.indices.filter { reduced[$0] }
      let chosen = isExtreme.cast(to: x.dtype)
      let count = axes.isEmpty ? chosen : chosen.sum(axes: axes, keepDims: true)
      return gradient / count * x.sign() * chosen
    case ..<1:
      let scaled = x.sign() * x.abs().pow(p - 1).maskedFill(x .== 0, with: 0)
      return scaled * gradient * norm.pow(1 - p)
    case ..<2:
      let scale = (gradient / norm.pow(p - 1)).maskedFill(norm .== 0, with: 0)
      return x.sign() * x.abs().pow(p - 1) * scale
    default:
      let scale = (gradient / norm.pow(p - 1)).maskedFill(norm .== 0, with: 0)
      return x * x.abs().pow(p - 2) * scale
    }
  }
}
