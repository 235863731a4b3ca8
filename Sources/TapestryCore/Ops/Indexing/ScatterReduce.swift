import CKernels

/// What becomes of numbers that are brought to one place.
public enum ScatterReduction: Sendable, CaseIterable {
  case sum, prod, mean, amax, amin
}

extension Tensor {
  /// A copy in which the elements of `source` are combined at the given places of one axis. `torch.scatter_reduce`.
  ///
  /// - Parameters:
  ///   - indices: as for ``gathered(axis:indices:file:line:)``; places may repeat.
  ///   - source: of this dtype; nowhere smaller than `indices`, which say how much of it counts.
  ///   - reduce: how elements are combined. Means of integers are rounded down. NaN is the largest and the smallest.
  ///   - includesSelf: whether the elements that are there take part. Those at places that nothing is brought to stay anyway.
  ///
  /// Elements that meet are combined in their order, so that results do not depend on the number of threads. Where several are the
  /// largest or the smallest, they share the gradient.
  public func scatterReduce(
    axis: Int, indices: Tensor, source: Tensor, reduce: ScatterReduction,
    includesSelf: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (axis, places, source) = scatterOperands(
      "scatterReduce", axis, indices, source, file: file, line: line)
    return scatterReduced(
      "scatterReduce", axis, places, source, reduce, includesSelf, file: file, line: line)
  }

  /// As above for checked places and a source of their shape.
  func scatterReduced(
    _ op: StaticString, _ axis: Int, _ places: Tensor, _ source: Tensor,
    _ reduction: ScatterReduction, _ includesSelf: Bool, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      reduction != .mean || dtype != .bool, "\(op): a mean of bool is not defined", file: file,
      line: line)
    switch reduction {
    case .sum:
      return cleared(axis, places, to: 0, unless: includesSelf)
        .scattered(.add, axis: axis, places: places, source: source)
    case .mean:
      let sum = cleared(axis, places, to: 0, unless: includesSelf)
        .scattered(.add, axis: axis, places: places, source: source)
      let count = noGrad {
        Tensor.full(like: self, includesSelf ? 1 : 0).scattered(
          .add, axis: axis, places: places, source: Tensor(scalar: 1, dtype: dtype)
        ).maximum(1)
      }
      return dtype.isFloatingPoint ? sum / count : sum.floorDivided(by: count)
    case .prod:
      return cleared(axis, places, to: 1, unless: includesSelf)
        .scatterMultiplied(axis, places, source)
    case .amax: return scatterExtreme(TK_SCATTER_MAX, axis, places, source, includesSelf)
    case .amin: return scatterExtreme(TK_SCATTER_MIN, axis, places, source, includesSelf)
    }
  }

  /// A copy with `value` wherever something will be brought to, or this tensor itself.
  private func cleared(
    _ axis: Int, _ places: Tensor, to value: Int, unless includesSelf: Bool
  ) -> Tensor {
    if includesSelf { return self }
    return scattered(
      .replace, axis: axis, places: places, source: Tensor(scalar: value, dtype: dtype))
  }

  fileprivate func scatterMultiplied(_ axis: Int, _ places: Tensor, _ source: Tensor) -> Tensor {
    let result = noGrad { clone() }
    Gather.combine(TK_SCATTER_PROD, source, axis: axis, places, into: result)
    return result.recorded(
      self, source,
      ScatterProductDerivative(
        axis: axis, places: SavedTensor(places), target: SavedTensor(self),
        source: SavedTensor(source)))
  }

  private func scatterExtreme(
    _ kernel: tk_scatter_op, _ axis: Int, _ places: Tensor, _ source: Tensor, _ includesSelf: Bool
  ) -> Tensor {
    let result = noGrad {
      // An element that is written first and then compared with itself changes nothing.
      includesSelf ? clone() : scattered(.replace, axis: axis, places: places, source: source)
    }
    Gather.combine(kernel, source, axis: axis, places, into: result)
    return result.recorded(
      self, source,
      ScatterExtremeDerivative(
        axis: axis, includesTarget: includesSelf, places: SavedTensor(places),
        target: SavedTensor(self), source: SavedTensor(source),
        result: SavedTensor(output: result)))
  }
}

/// Each factor's derivative is the product of the others: all of it divided by the factor, with 1 in the place of a zero that is the
/// only one among the sources of its place.
///
/// Where several sources are 0, the product of the others is 0 whatever they become one at a time; what changes when two do, the
/// second derivative by these two, is left out. PyTorch refuses it.
struct ScatterProductDerivative: Derivative {
  static let name = "scatterReduce"
  let axis: Int
  let places, target, source: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, y, places) = (target.value, source.value, places.value)
    let yIsZero = y .== 0
    let isOnlyZero = noGrad {
      let zeros = Tensor.zeros(like: x).scattered(
        .add, axis: axis, places: places, source: yIsZero.cast(to: x.dtype))
      return yIsZero .&& (zeros.gathered(axis: axis, places: places) .== 1)
    }
    let rest = x.maskedFill(x .== 0, with: 1)
    inputs.add(0, gradient * rest.scatterMultiplied(axis, places, y) / rest)
    let all = gradient * x.scatterMultiplied(axis, places, y)
    let others = gradient * x.scatterMultiplied(axis, places, y.maskedFill(isOnlyZero, with: 1))
    inputs.add(
      1,
      Tensor.where(
        isOnlyZero, others.gathered(axis: axis, places: places),
        all.gathered(axis: axis, places: places) / y.maskedFill(yIsZero, with: 1)))
  }
}

/// All that equal the result share its gradient.
struct ScatterExtremeDerivative: Derivative {
  static let name = "scatterReduce"
  let axis: Int
  let includesTarget: Bool
  let places, target, source, result: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let places = places.value
    let (x, y, extreme) = (target.value, source.value, result.value)
    let (xIsChosen, yIsChosen) = noGrad {
      var isChosen = (x .== extreme).cast(to: x.dtype)
      if !includesTarget {
        isChosen = isChosen.scattered(
          .replace, axis: axis, places: places, source: Tensor(scalar: 0, dtype: x.dtype))
      }
      return (isChosen, (y .== extreme.gathered(axis: axis, places: places)).cast(to: x.dtype))
    }
    let count = noGrad {
      xIsChosen.scattered(.add, axis: axis, places: places, source: yIsChosen)
    }
    let share = gradient / count
    inputs.add(0, share * xIsChosen)
    inputs.add(1, share.gathered(axis: axis, places: places) * yIsChosen)
  }
}
