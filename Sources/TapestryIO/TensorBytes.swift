import TapestryCore

/// The bytes of a tensor; nil where they, or the steps between its axes, are beyond an integer.
func byteCount(of shape: [Int], _ dtype: DType) -> Int? {
  // An axis of size 0 must not hide the absurdity of the others.
  var count = dtype.itemSize
  for size in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
    if overflow { return nil }
    count = product
  }
  return shape.contains(0) ? 0 : count
}

extension Tensor {
  /// A tensor whose bytes `read` fetches from a file, in row-major order.
  ///
  /// - Parameters:
  ///   - name: what errors call the tensor.
  ///   - isByteSwapped: whether the file has the other byte order than the machine.
  /// - Throws: what `read` throws; `.malformed` for a bool that is neither 0 nor 1.
  convenience init(
    shape: [Int], dtype: DType, named name: String, in file: String, isByteSwapped: Bool = false,
    read: (UnsafeMutableRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) {
    try self.init(shape: Shape(shape), dtype: dtype) { bytes throws(FileError) in
      try read(bytes)
      if isByteSwapped { swapBytes(bytes, width: dtype.itemSize) }
      // A Swift Bool of any other byte than 0 and 1 is undefined behaviour.
      if dtype == .bool, bytes.contains(where: { $0 > 1 }) {
        throw FileError(
          file, .malformed, "\(name) is bool, but holds other bytes than 0 and 1")
      }
    }
  }
}

private func swapBytes(_ bytes: UnsafeMutableRawBufferPointer, width: Int) {
  if width == 1 { return }
  for start in stride(from: 0, to: bytes.count, by: width) {
    bytes[start..<start + width].reverse()
  }
}
