extension Tensor {
  /// The places of a matrix on and below a diagonal, row by row: their rows, then their columns. `torch.tril_indices`.
  ///
  /// - Parameters:
  ///   - offset: the diagonal: 0 for the main one, above it where positive.
  ///   - dtype: int64 or int32.
  /// - Returns: `[2, how many]`.
  public static func trilIndices(
    _ rows: Int, _ columns: Int, offset: Int = 0, dtype: DType = .int64,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("trilIndices", rows, columns, dtype, file: file, line: line) { row in
      0..<Swift.min(Swift.max(row + offset + 1, 0), columns)
    }
  }

  /// The places of a matrix on and above a diagonal, row by row: their rows, then their columns. `torch.triu_indices`.
  ///
  /// Parameters and result are those of ``trilIndices(_:_:offset:dtype:file:line:)``.
  public static func triuIndices(
    _ rows: Int, _ columns: Int, offset: Int = 0, dtype: DType = .int64,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("triuIndices", rows, columns, dtype, file: file, line: line) { row in
      Swift.min(Swift.max(row + offset, 0), columns)..<columns
    }
  }

  private static func triangle(
    _ op: StaticString, _ rows: Int, _ columns: Int, _ dtype: DType, file: StaticString,
    line: UInt, _ row: (Int) -> Range<Int>
  ) -> Tensor {
    demand(rows >= 0 && columns >= 0, "\(op): \(rows) × \(columns)", file: file, line: line)
    demand(
      dtype == .int64 || dtype == .int32, "\(op): indices of \(dtype); int64 or int32 is needed",
      file: file, line: line)
    var (down, across): ([Int], [Int]) = ([], [])
    for index in 0..<rows {
      let range = row(index)
      down += repeatElement(index, count: range.count)
      across += range
    }
    return Tensor(elements: down + across, shape: [2, down.count], dtype: dtype)
  }
}
