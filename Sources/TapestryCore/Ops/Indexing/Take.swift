extension Tensor {
  /// The elements that numbers in row-major order name. `torch.take`.
  ///
  /// - Parameter indices: of an integer dtype and any shape; negative ones count from the end.
  /// - Returns: the shape of `indices`.
  public func take(
    _ indices: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let places = numbers("take", indices, file: file, line: line)
    return reshaped(to: [count]).indexed(axis: 0, places)
  }

  /// A copy with the elements of `source` at places that numbers in row-major order name. `torch.put`.
  ///
  /// - Parameters:
  ///   - indices: as for ``take(_:file:line:)``. Of several elements for one place the last stays.
  ///   - source: of this dtype, with as many elements as `indices`.
  ///   - accumulate: whether elements are added to those that are there, and to each other.
  public func put(
    _ indices: Tensor, _ source: Tensor, accumulate: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let places = numbers("put", indices, file: file, line: line)
    demand(
      source.dtype == dtype && source.count == places.count,
      "put: source \(source.dtype) of \(source.count) elements for \(places.count) places in \(dtype)",
      file: file, line: line)
    return reshaped(to: [count]).scattered(
      accumulate ? .add : .replace, axis: 0, places: noGrad { places.reshaped(to: [places.count]) },
      source: source.reshaped(to: [source.count])
    ).reshaped(to: shape)
  }

  private func numbers(
    _ op: StaticString, _ indices: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      indices.dtype.isInteger, "\(op): indices of \(indices.dtype); an integer dtype is needed",
      file: file, line: line)
    return Tensor.places(indices, below: count, file: file, line: line) {
      "\(op): index \($0) is out of range for the \(self.count) elements of shape \(self.shape)"
    }
  }
}
