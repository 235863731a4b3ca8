extension Tensor {
  /// The sum over everything that broadcasting would add or stretch in coming from `shape` to this tensor's. `torch.Tensor.sum_to_size`.
  ///
  /// - Parameter shape: one that broadcasts to this tensor's.
  public func sumToSize(
    _ shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      Shape.broadcast(shape, self.shape) == self.shape,
      "sumToSize: \(shape) does not stretch to \(self.shape)", file: file, line: line)
    return summed(to: shape)
  }
}
