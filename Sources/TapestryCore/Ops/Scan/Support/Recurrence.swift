// What derivatives of scans and products are made of.
extension Tensor {
  /// `out[i] = self[i] + factors[i] · out[i − 1]` along an axis; `out[0] = self[0]`.
  ///
  /// In linear time, and right where factors are 0.
  func recurrence(_ factors: Tensor, axis: Int) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Scan.recurrence(self, factors, axis: axis, into: result)
    return result.recorded(
      self, factors,
      RecurrenceDerivative(
        axis: axis, factors: SavedTensor(factors), output: SavedTensor(output: result)))
  }

  /// `out[i] = self[i] + factors[i] · out[i + 1]` along an axis.
  func reverseRecurrence(_ factors: Tensor, axis: Int) -> Tensor {
    flipped(axes: [axis]).recurrence(factors.flipped(axes: [axis]), axis: axis)
      .flipped(axes: [axis])
  }

  /// The elements one place further along an axis, which `first` precedes.
  func shiftedForward(axis: Int, first: Int) -> Tensor {
    if rank == 0 || shape[axis] == 0 { return Tensor.full(like: self, first) }
    var edge = shape
    edge[axis] = 1
    return concatenate(
      [.full(edge, first, dtype: dtype), narrowed(axis: axis, start: 0, length: shape[axis] - 1)],
      axis: axis)
  }

  /// The elements one place further back along an axis; 0 follows.
  func shiftedBack(axis: Int) -> Tensor {
    if rank == 0 || shape[axis] == 0 { return Tensor.zeros(like: self) }
    var edge = shape
    edge[axis] = 1
    return concatenate(
      [narrowed(axis: axis, start: 1, length: shape[axis] - 1), .zeros(edge, dtype: dtype)],
      axis: axis)
  }
}

struct RecurrenceDerivative: Derivative {
  static let name = "recurrence"
  let axis: Int
  let factors, output: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let share = gradient.reverseRecurrence(factors.value.shiftedBack(axis: axis), axis: axis)
    inputs.add(0, share)
    inputs.add(1, share * output.value.shiftedForward(axis: axis, first: 0))
  }
}
