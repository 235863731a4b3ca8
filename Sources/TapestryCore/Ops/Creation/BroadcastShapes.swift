/// The shape that operands of the given shapes stretch to beside each other; of none, a scalar's. `torch.broadcast_shapes`.
///
/// Sizes are matched from the last axis on; where they differ, one of them must be 1.
public func broadcastShapes(
  _ shapes: Shape..., file: StaticString = #fileID, line: UInt = #line
) -> Shape {
  shapes.reduce(Shape()) { common, shape in
    demand(
      !shape.contains { $0 < 0 }, "broadcastShapes: a size of shape \(shape) is negative",
      file: file, line: line)
    guard let wider = Shape.broadcast(common, shape) else {
      mistake(
        "broadcastShapes: shapes \(shapes) do not broadcast: sizes are matched from the last axis on and must be equal or 1",
        file: file, line: line)
    }
    return wider
  }
}
