extension Tensor {
  /// The shape that three operands stretch to; a mistake named after the operation where there is none.
  @discardableResult
  static func broadcastShape(
    _ op: String, _ a: Tensor, _ b: Tensor, _ c: Tensor, file: StaticString, line: UInt
  ) -> Shape {
    let common = broadcastShape(op, a, b, file: file, line: line)
    guard let shape = Shape.broadcast(common, c.shape) else {
      mistake(
        "\(op): shapes \(a.shape), \(b.shape) and \(c.shape) do not broadcast: sizes are matched from the last axis on and must be equal or 1",
        file: file, line: line)
    }
    return shape
  }
}
