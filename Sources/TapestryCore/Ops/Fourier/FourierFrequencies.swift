extension Tensor {
  /// The frequencies of the elements of ``fft(n:axis:norm:file:line:)``, in cycles per unit of the sample spacing: `[0, 1, …, −2, −1] / (n · spacing)`.
  /// `torch.fft.fftfreq`.
  public static func fftfreq(
    _ n: Int, spacing: Double = 1, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let places = (0..<Swift.max(n, 0)).map { $0 < (n + 1) / 2 ? $0 : $0 - n }
    return frequencies("fftfreq", n, spacing, places, dtype, file: file, line: line)
  }

  /// The frequencies of the elements of ``rfft(n:axis:norm:file:line:)``: `[0, 1, …, n/2] / (n · spacing)`. `torch.fft.rfftfreq`.
  public static func rfftfreq(
    _ n: Int, spacing: Double = 1, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    frequencies(
      "rfftfreq", n, spacing, Array(0...Swift.max(n, 0) / 2), dtype, file: file, line: line)
  }

  private static func frequencies(
    _ op: StaticString, _ n: Int, _ spacing: Double, _ places: [Int], _ dtype: DType,
    file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      n > 0 && spacing != 0,
      "\(op): \(n) elements \(spacing) apart; at least 1 and a distance are needed", file: file,
      line: line)
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    return Tensor(elements: places.map { Double($0) / (Double(n) * spacing) }, dtype: dtype)
  }
}
