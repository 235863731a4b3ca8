extension Tensor {
  /// Whether every element is close to the one beside it, see ``isClose(to:rtol:atol:equalNaN:file:line:)``. `torch.allclose`.
  public func allClose(
    to other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Bool {
    closeness("allClose", to: other, rtol, atol, equalNaN, file: file, line: line)
      .all().item(as: Bool.self)
  }
}
