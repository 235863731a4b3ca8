/// What a quantile is that lies between two elements.
public enum QuantileInterpolation: Sendable {
  /// On the line between them.
  case linear
  /// The smaller one.
  case lower
  /// The larger one.
  case higher
  /// Half-way.
  case midpoint
  /// The nearer one; half-way, the one whose place is even.
  case nearest
}

extension Tensor {
  /// The number below which a share `q` of the elements lies, along an axis or of all; NaN where one is NaN. `torch.quantile`.
  ///
  /// Floating-point dtypes only, and at least one element.
  ///
  /// - Parameters:
  ///   - q: from 0 to 1.
  ///   - axis: nil takes all elements.
  ///   - interpolation: what lies between two elements.
  public func quantile(
    _ q: Double, axis: Int? = nil, keepDims: Bool = false,
    interpolation: QuantileInterpolation = .linear, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    quantile(
      "quantile", Tensor(scalar: q, dtype: dtype), axis: axis, keepDims: keepDims, interpolation,
      ignoresNaN: false, file: file, line: line)
  }

  /// Several quantiles at once.
  ///
  /// - Parameter q: a scalar, or one axis, which becomes the result's first; of this dtype. Each from 0 to 1.
  public func quantile(
    _ q: Tensor, axis: Int? = nil, keepDims: Bool = false,
    interpolation: QuantileInterpolation = .linear, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    quantile(
      "quantile", q, axis: axis, keepDims: keepDims, interpolation, ignoresNaN: false, file: file,
      line: line)
  }

  func quantile(
    _ op: StaticString, _ q: Tensor, axis: Int?, keepDims: Bool,
    _ interpolation: QuantileInterpolation, ignoresNaN: Bool, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    demand(
      q.dtype == dtype && q.rank <= 1,
      "\(op): q is \(q.dtype) \(q.shape), not \(dtype) of one axis at most", file: file, line: line)
    let resolved = axis.map { resolvedAxis($0, op: op, file: file, line: line) }
    demand(count > 0, "\(op): shape \(shape) has no elements", file: file, line: line)
    let isShare = (q .>= 0) .&& (q .<= 1)
    demand(
      isShare.all().item(as: Bool.self), "\(op): q is not from 0 to 1 everywhere", file: file,
      line: line)
    // The axis comes last, the others are lines; without an axis all elements are one line.
    var (lines, rest) = (self, keepDims ? Shape(repeating: 1, count: rank) : [])
    if let resolved, rank > 0 {
      lines = permuted((0..<rank).filter { $0 != resolved } + [resolved])
      rest = shape
      if keepDims { rest[resolved] = 1 } else { rest.remove(at: resolved) }
    }
    let size = resolved == nil || rank == 0 ? count : shape[resolved!]
    let found = lines.reshaped(to: [count / size, size])
      .quantiles(q.reshaped(to: [q.count]), interpolation, ignoresNaN: ignoresNaN)
    return found.reshaped(to: Shape(Array(q.shape) + rest))
  }

  /// The quantiles of each line: `[q, lines]`.
  private func quantiles(
    _ q: Tensor, _ interpolation: QuantileInterpolation, ignoresNaN: Bool
  ) -> Tensor {
    let size = shape[1]
    let sorted = sort(axis: 1).values
    let numbers = noGrad { (.!isNaN()).sum(axis: 1, keepDims: true) }
    // NaN stands at the end: the last place is NaN where there is one.
    let places: Tensor
    if ignoresNaN {
      let last = q * (numbers - 1).cast(to: dtype)
      places = last.maskedFill(last .< 0, with: 0)
    } else {
      let last = Tensor.full([], Double(size - 1), dtype: dtype)
      places = Tensor.where(numbers .< size, last, q * last)
    }
    func values(_ places: Tensor) -> Tensor {
      sorted.gathered(axis: 1, indices: places.detach().cast(to: .int64))
    }
    let result: Tensor
    switch interpolation {
    case .lower: result = values(places.floor())
    case .higher: result = values(places.ceil())
    case .nearest: result = values(places.rounded())
    case .linear, .midpoint:
      let below = places.floor()
      let (low, high) = (values(below), values(places.ceil()))
      result =
        interpolation == .midpoint
        ? high - (high - low) * 0.5 : low.lerp(high, weight: places - below)
    }
    return result.transposed(0, 1)
  }
}
