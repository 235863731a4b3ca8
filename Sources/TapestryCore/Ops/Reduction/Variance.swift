extension Tensor {
  /// The variance of the elements along some axes, or of all: the sum of squared distances from their mean, divided by their number less
  /// `correction`. `torch.var`.
  ///
  /// Computed in two passes and in float64: large means cancel nothing. NaN of no elements, and of one where the correction is 1.
  /// Floating-point dtypes only.
  ///
  /// - Parameters:
  ///   - axes: may be negative; nil or empty means all.
  ///   - correction: 1 for the estimate from a sample, 0 for that of all there is; any number.
  ///   - keepDims: leaves these axes in place with size 1.
  public func `var`(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    moments("var", axes: axes, correction: correction, keepDims: keepDims, file: file, line: line)
      .variance()
  }

  /// The variance along one axis.
  public func `var`(
    axis: Int, correction: Double = 1, keepDims: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    self.var(axes: [axis], correction: correction, keepDims: keepDims, file: file, line: line)
  }

  /// The variance and the mean, see ``var(axes:correction:keepDims:file:line:)``. `torch.var_mean`.
  public func varMean(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> (variance: Tensor, mean: Tensor) {
    let moments = moments(
      "varMean", axes: axes, correction: correction, keepDims: keepDims, file: file, line: line)
    return (moments.variance(), moments.average())
  }

  func moments(
    _ op: StaticString, axes: [Int]?, correction: Double, keepDims: Bool, file: StaticString,
    line: UInt
  ) -> SampleMoments {
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    let chosen = resolvedAxes(axes, op: op, file: file, line: line)
    let (mean, deviation) = noGrad {
      Moments.run(dtype == .float64 ? self : cast(to: .float32), over: chosen)
    }
    return SampleMoments(
      source: autocast(for: .reduction), reduced: chosen, isWhole: axes == nil || rank == 0,
      correction: correction,
      keepDims: keepDims, mean: mean, deviation: deviation)
  }
}

/// What variances, standard deviations and means are made of in one go.
struct SampleMoments {
  let source: Tensor
  let reduced: [Bool]
  /// Whether no axes were named, or there are none.
  let isWhole: Bool
  let correction: Double
  let keepDims: Bool
  /// In float64 and with the reduced axes, as `deviation`.
  let mean, deviation: Tensor

  /// How many elements go into each mean.
  var count: Int { reduced.indices.reduce(1) { reduced[$1] ? $0 * source.shape[$1] : $0 } }

  /// What the squared distances are divided by.
  var freedom: Double { Double(count) - correction }

  func variance() -> Tensor {
    result { deviation / Swift.max(freedom, 0) }
      .recorded(source, VarianceDerivative(input: SavedTensor(source), moments: derivative))
  }

  func standardDeviation() -> Tensor {
    let result = result { (deviation / Swift.max(freedom, 0)).sqrt() }
    return result.recorded(
      source,
      StandardDeviationDerivative(
        input: SavedTensor(source), output: SavedTensor(output: result), moments: derivative))
  }

  func average() -> Tensor {
    result { mean }.recorded(source, MeanDerivative(shape: source.shape, reduced: reduced))
  }

  private var derivative: MomentDerivative {
    MomentDerivative(reduced: reduced, isWhole: isWhole, freedom: freedom)
  }

  private func result(_ body: () -> Tensor) -> Tensor {
    noGrad { body().cast(to: source.dtype).dropping(reduced, unless: keepDims) }
  }
}

/// The derivative of a variance by the elements.
struct MomentDerivative {
  let reduced: [Bool]
  let isWhole: Bool
  let freedom: Double

  func share(_ x: Tensor, _ gradient: Tensor) -> Tensor {
    let axes = reduced.indices.filter { reduced[$0] }
    let distance = axes.isEmpty ? x - x : x - x.mean(axes: axes, keepDims: true)
    let gradient = gradient.restored(to: x.shape, reduced: reduced)
    if isWhole && freedom <= 0 {
      // 2 / 0 times a distance, without its sign: as PyTorch.
      let infinite = Tensor.full(like: x, Double.infinity)
      return gradient * infinite.maskedFill(distance .== 0, with: Double.nan)
    }
    return gradient * (2 / freedom) * distance
  }
}

struct VarianceDerivative: Derivative {
  static let name = "var"
  let input: SavedTensor
  let moments: MomentDerivative

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, moments.share(input.value, gradient))
  }
}

struct MeanDerivative: Derivative {
  static let name = "mean"
  let shape: Shape
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let count = shape.indices.reduce(1) { reduced[$1] ? $0 * shape[$1] : $0 }
    inputs.add(0, gradient.restored(to: shape, reduced: reduced) / Double(count))
  }
}
