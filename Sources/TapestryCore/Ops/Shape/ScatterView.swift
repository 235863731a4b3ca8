extension Tensor {
  /// A copy with `source` at one place of an axis. `torch.select_scatter`.
  ///
  /// - Parameter source: of this dtype and the shape without that axis.
  public func selectScatter(
    _ source: Tensor, axis: Int, index: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let view = { (tensor: Tensor) in
      tensor.selected(axis: axis, index: index, file: file, line: line)
    }
    return replaced(
      "selectScatter", ViewLayout(of: self, view), noGrad { view(self) }.shape, with: source,
      file: file,
      line: line)
  }

  /// A copy with `source` where ``sliced(axis:from:to:by:file:line:)`` looks. `torch.slice_scatter`.
  ///
  /// - Parameter source: of this dtype and the slice's shape.
  public func sliceScatter(
    _ source: Tensor, axis: Int = 0, from start: Int = 0, to end: Int? = nil, by step: Int = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let view = { (tensor: Tensor) in
      tensor.sliced(axis: axis, from: start, to: end, by: step, file: file, line: line)
    }
    return replaced(
      "sliceScatter", ViewLayout(of: self, view), noGrad { view(self) }.shape, with: source,
      file: file,
      line: line)
  }

  /// A copy with `source` along a diagonal. `torch.diagonal_scatter`.
  ///
  /// - Parameter source: of this dtype and the shape of ``diagonal(offset:axis1:axis2:file:line:)``.
  public func diagonalScatter(
    _ source: Tensor, offset: Int = 0, axis1: Int = 0, axis2: Int = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let view = { (tensor: Tensor) in
      tensor.diagonal(offset: offset, axis1: axis1, axis2: axis2, file: file, line: line)
    }
    return replaced(
      "diagonalScatter", ViewLayout(of: self, view), noGrad { view(self) }.shape, with: source,
      file: file,
      line: line)
  }
}
