import TapestryCore

extension Tensor {
  /// This grayscale image in block characters, to be printed to a terminal or a log.
  ///
  /// ```swift
  /// print(test.images[42].terminalPicture())
  /// ```
  ///
  /// Two rows of pixels make one line, which about keeps their proportions. The picture has no colours and
  /// no escape codes; dark is empty, bright is full, as on a dark terminal.
  ///
  /// - Parameter range: the values that stand for dark and for bright; by default 0 and 255 for an integer tensor, 0
  ///   and 1 for any other. Values beyond are cut, and NaN is dark.
  /// - Requires: shape `[rows, columns]`, or with axes of size 1 before these.
  /// - Returns: ⌈rows / 2⌉ lines of `columns` characters, joined by line ends, without one at the end.
  public func terminalPicture(
    range: ClosedRange<Double>? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> String {
    demand(
      rank >= 2 && shape.dropLast(2).allSatisfy { $0 == 1 },
      "terminalPicture: shape \(shape): [rows, columns] is needed", file: file, line: line)
    let range = range ?? (dtype.isInteger ? 0...255 : 0...1)
    demand(
      range.lowerBound < range.upperBound, "terminalPicture: the range \(range) is empty",
      file: file, line: line)
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let values = array(as: Double.self)
    let picture = GlyphPicture(
      rows: (0..<rows).map { row in
        values[row * columns..<(row + 1) * columns].map { value in
          let brightness = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
          return brightness.isNaN ? 0 : Swift.min(1, Swift.max(0, brightness))
        }
      })
    return picture.lines.joined(separator: "\n")
  }
}
