import CKernels

// What the largest and the smallest element have in common.
extension Tensor {
  /// The extreme element along some axes, or of all. `torch.amax`, `torch.amin`.
  func extremum(
    _ op: StaticString, _ kernel: tk_reduce_op, axes: [Int]?, keepDims: Bool,
    gradientOfNaN: ExtremumDerivative.GradientOfNaN = .nan, file: StaticString, line: UInt
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: op, file: file, line: line)
    checkNotEmpty(op, along: chosen, file: file, line: line)
    let result = Reduction.run(kernel, self, over: chosen, as: dtype)
      .dropping(chosen, unless: keepDims)
    return result.recorded(
      self,
      ExtremumDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result), reduced: chosen,
        gradientOfNaN: gradientOfNaN))
  }

  /// The extreme element along an axis and its first place. `torch.max`, `torch.min`.
  func extremum(
    _ op: StaticString, placedBy kernel: tk_reduce_op, axis: Int, keepDims: Bool,
    file: StaticString, line: UInt
  ) -> (values: Tensor, indices: Tensor) {
    let indices = extremePlace(op, kernel, axis: axis, keepDims: true, file: file, line: line)
    let values = gathered(axis: axis, indices: indices)
    return keepDims ? (values, indices) : (values.squeezed(axis), indices.squeezed(axis))
  }

  /// The first place of the extreme element along an axis, or in the flattened tensor. `torch.argmax`, `torch.argmin`.
  func extremePlace(
    _ op: StaticString, _ kernel: tk_reduce_op, axis: Int?, keepDims: Bool, file: StaticString,
    line: UInt
  ) -> Tensor {
    let chosen = resolvedAxes(axis.map { [$0] }, op: op, file: file, line: line)
    checkNotEmpty(op, along: chosen, file: file, line: line)
    guard axis == nil else {
      return Reduction.run(kernel, self, over: chosen, as: .int64).dropping(
        chosen, unless: keepDims
      ).untaped("\(op)")
    }
    let flat = noGrad { reshaped(to: [count]) }
    let place = Reduction.run(kernel, flat, over: [true], as: .int64)
    return place.reshaped(to: keepDims ? Shape(repeating: 1, count: rank) : []).untaped("\(op)")
  }

  private func checkNotEmpty(
    _ op: StaticString, along reduced: [Bool], file: StaticString, line: UInt
  ) {
    let isEmpty = shape.indices.contains { reduced[$0] && shape[$0] == 0 }
    demand(
      !isEmpty, "\(op): shape \(shape) has no elements to choose from", file: file, line: line)
  }
}

struct ExtremumDerivative: Derivative {
  /// What arrives at the elements where the extreme one is NaN: PyTorch's answer differs from function to function.
  enum GradientOfNaN {
    /// NaN everywhere, as of `torch.amax`.
    case nan
    /// A share for each NaN, as of `torch.max`.
    case shared
  }

  static let name = "extremum"
  let input, output: SavedTensor
  let reduced: [Bool]
  let gradientOfNaN: GradientOfNaN

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let extreme = output.value.restored(to: x.shape, reduced: reduced)
    var isChosen = x .== extreme
    if gradientOfNaN == .shared {
      isChosen = (isChosen .|| (x.isNaN() .&& extreme.isNaN()))
    }
    let chosen = isChosen.cast(to: x.dtype)
    let axes = reduced.indices.filter { reduced[$0] }
    let share = chosen / (axes.isEmpty ? chosen : chosen.sum(axes: axes, keepDims: true))
    inputs.add(0, share * gradient.restored(to: x.shape, reduced: reduced))
  }
}
