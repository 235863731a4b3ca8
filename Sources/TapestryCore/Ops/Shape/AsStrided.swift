extension Tensor {
  /// A view of any shape and strides on the memory that this tensor's elements lie in. `torch.as_strided`.
  ///
  /// - Parameters:
  ///   - strides: one an axis, in elements; also 0 or negative. All that is shown must lie within the memory.
  ///   - offset: of the first element, counted from the beginning of the memory; that of this tensor's first one by default.
  /// - Note: the result depends on how this tensor lies in memory. The derivative by it takes in what the view shows of its elements,
  ///   added up where it shows them several times.
  public func asStrided(
    _ shape: Shape, strides: Strides, offset: Int? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let view = stridedView("asStrided", shape, strides, offset, file: file, line: line)
    return view.recorded(self, StridedViewDerivative(layout: ViewLayout(of: view, in: self)))
  }

  /// A copy with the elements of `source` where ``asStrided(_:strides:offset:file:line:)`` looks. `torch.as_strided_scatter`.
  ///
  /// - Parameter source: of this dtype and of the view's shape. What is shown several times has the last of its elements.
  public func asStridedScatter(
    _ source: Tensor, _ shape: Shape, strides: Strides, offset: Int? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let view = stridedView("asStridedScatter", shape, strides, offset, file: file, line: line)
    return replaced(
      "asStridedScatter", ViewLayout(of: view, in: self), view.shape, with: source, file: file,
      line: line)
  }

  /// A copy with the elements of `source` where a view of this tensor looks, after checks.
  func replaced(
    _ op: StaticString, _ layout: @autoclosure () -> ViewLayout, _ shape: Shape,
    with source: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      source.shape == shape && source.dtype == dtype,
      "\(op): source \(source.dtype) \(source.shape) for \(shape) in \(dtype) \(self.shape)",
      file: file, line: line)
    return layout().replace(in: self, with: source)
  }

  private func stridedView(
    _ op: StaticString, _ shape: Shape, _ strides: Strides, _ offset: Int?, file: StaticString,
    line: UInt
  ) -> Tensor {
    demand(
      shape.count == strides.count && !shape.contains { $0 < 0 },
      "\(op): strides \(strides) for shape \(shape)", file: file, line: line)
    let first = offset ?? self.offset
    let reach = ViewLayout.reach(shape, strides)
    let size = storage.byteCount / dtype.itemSize
    let isInside =
      shape.contains(0)
      ? (0...size).contains(first)
      : first + reach.lowerBound >= 0 && first + reach.upperBound < size
    demand(
      isInside,
      "\(op): \(shape) with strides \(strides) from \(first) does not lie within memory of \(size) elements",
      file: file, line: line)
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: first)
  }
}
