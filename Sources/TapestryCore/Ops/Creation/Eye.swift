extension Tensor {
  /// Ones on the diagonal of a matrix of zeros. `torch.eye`.
  public static func eye(
    _ rows: Int, _ columns: Int? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let columns = columns ?? rows
    demand(
      rows >= 0 && columns >= 0, "eye: \(rows) × \(columns)", file: file, line: line)
    return identity(rows, columns, dtype: dtype)
  }
}
