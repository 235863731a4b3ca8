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

  /// A view stretched to another tensor's shape. `torch.Tensor.expand_as`.
  public func expanded(
    like other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    expanded(to: other.shape, file: file, line: line)
  }
}

/// Views of tensors stretched to the shape that they broadcast to. `torch.broadcast_tensors`.
public func broadcastTensors(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> [Tensor] {
  let shape = broadcastShapes(
    "broadcastTensors", tensors.map(\.shape), file: file, line: line)
  return tensors.map { $0.expanded(to: shape) }
}

/// The shape that shapes broadcast to: sizes are matched from the last axis on, and 1 stretches to any. `torch.broadcast_shapes`.
public func broadcastShapes(
  _ shapes: [Shape], file: StaticString = #fileID, line: UInt = #line
) -> Shape {
  broadcastShapes("broadcastShapes", shapes, file: file, line: line)
}

private func broadcastShapes(
  _ op: StaticString, _ shapes: [Shape], file: StaticString, line: UInt
) -> Shape {
  shapes.reduce(Shape()) { common, shape in
    if let both = Shape.broadcast(common, shape) { return both }
    mistake("\(op): shapes \(shapes) do not broadcast", file: file, line: line)
  }
}

/// The gradient is summed over what was stretched where it is delivered.
struct ExpandDerivative: Derivative {
  static let name = "expanded"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}
