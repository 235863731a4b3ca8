extension Tensor {
  func checkNotEmpty(
    _ op: StaticString, along reduced: [Bool], file: StaticString, line: UInt
  ) {
    let isEmpty = shape.indices.contains { reduced[$0] && shape[$0] == 0 }
    demand(
      !isEmpty, "\(op): shape \(shape) has no elements to choose from", file: file, line: line)
  }
}

struct ExtremumDerivative: Derivative {
  static let name = "extremum"
  let input, output: SavedTensor
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let chosen = (x .== output.value.restored(to: x.shape, reduced: reduced)).cast(to: x.dtype)
    let axes = reduced.indices.filter { reduced[$0] }
    let share = chosen / (axes.isEmpty ? chosen : chosen.sum(axes: axes, keepDims: true))
    inputs.add(0, share * gradient.restored(to: x.shape, reduced: reduced))
  }
}
