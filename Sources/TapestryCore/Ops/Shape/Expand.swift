extension Tensor {
  /// A view stretched to a larger shape without copying: sizes of 1 become any size, and axes may be added in front.
  ///
  /// - Parameter shape: −1 keeps a size. `torch.Tensor.expand`.
  public func expanded(
    to shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    var target = shape
    let shift = shape.count - rank
    var fits = shift >= 0
    for axis in 0..<rank where fits {
      if target[axis + shift] == -1 { target[axis + shift] = self.shape[axis] }
      fits = self.shape[axis] == 1 || self.shape[axis] == target[axis + shift]
    }
    demand(
      fits && !target.contains { $0 < 0 }, "expanded: \(self.shape) does not stretch to \(shape)",
      file: file, line: line)
    if target == self.shape { return self }
    return Tensor(
      viewOf: self, shape: target, strides: stretchedStrides(to: target), offset: offset
    ).recorded(self, ExpandDerivative())
  }
}

/// The gradient is summed over what was stretched where it is delivered.
struct ExpandDerivative: Derivative {
  static let name = "expanded"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}
