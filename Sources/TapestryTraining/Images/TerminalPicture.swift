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

  /// This image in half blocks of colour, by the escape codes of terminals that know 24-bit colours.
  ///
  /// - Parameter range: as for ``terminalPicture(range:file:line:)``.
  /// - Requires: shape `[height, width]`, `[channels, height, width]` or `[height, width, channels]` with 1 or 3 channels.
  /// - Returns: ⌈height / 2⌉ lines of `width` characters, without the codes, joined by line ends.
  public func coloredTerminalPicture(
    range: ClosedRange<Double>? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> String {
    let pixels = Pixels(
      self, range: range, caller: "coloredTerminalPicture", file: file, line: line)
    let rows = (pixels.height + 1) / 2
    var drawing = Drawing(
      title: "", width: Double(pixels.width) * Medium.cellWidth,
      height: Double(rows) * Medium.cellHeight,
      medium: .terminal(columns: pixels.width, rows: rows))
    let box = Box(
      left: 0, top: 0, right: drawing.width,
      bottom: Double(pixels.height) * Medium.cellHeight / 2)
    drawing.marks = [.pixels(pixels, in: box)]
    return TerminalDrawing(drawing).text(colors: true)
  }

  /// Prints this image: in colour on a terminal that has colours, else in block characters.
  ///
  /// - Parameter range: as for ``terminalPicture(range:file:line:)``.
  /// - Requires: shape `[height, width]`, or with 1 or 3 channels as the first or last axis; the latter in colour.
  public func show(
    range: ClosedRange<Double>? = nil, on console: Console = .standardOutput,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    if console.hasColors {
      console.write(coloredTerminalPicture(range: range, file: file, line: line) + "\n")
    } else {
      let pixels = Pixels(self, range: range, caller: "show", file: file, line: line)
      let rows = (0..<pixels.height).map { row in
        (0..<pixels.width).map { pixels[row, $0].brightness }
      }
      console.write(GlyphPicture(rows: rows).lines.joined(separator: "\n") + "\n")
    }
  }
}
