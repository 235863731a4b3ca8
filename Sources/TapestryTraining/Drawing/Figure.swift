import TapestryCore
import TapestryIO

/// Something that can be looked at: as an SVG or PNG file, as a tensor, in a terminal, or in an ``HTMLReport``.
public protocol Figure {
  /// The figure laid out for where it is to be seen.
  func drawing(for medium: Medium) -> Drawing
}

extension Figure {
  /// The picture as an SVG document of its own, in UTF-8. It refers to nothing outside itself.
  public var svg: String { SVG(drawing: drawing(for: .page)).document }

  /// The picture as points of colour: uint8 `[height, width, 3]`.
  ///
  /// - Parameter scale: how many points make a CSS pixel; 2 is right for today's screens.
  public func picture(
    scale: Double = 2, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      scale > 0 && scale <= 16, "picture: scale \(scale); more than 0 and at most 16 is needed",
      file: file, line: line)
    let raster = Raster(drawing(for: .page), scale: scale)
    return Tensor(raster.bytes, shape: [raster.height, raster.width, 3])
  }

  /// Writes the picture to a file, replacing one of the same name as a whole or not at all: PNG if its name ends
  /// in `.png`, else SVG.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public func write(to path: String) throws(FileError) {
    guard !path.lowercased().hasSuffix(".png") else {
      return try PNG.save(picture(), to: path)
    }
    let file = try AtomicFile(path)
    try file.write(Array(svg.utf8))
    try file.commit()
  }

  /// The picture in characters, roughly: curves in the dots of braille, areas in blocks.
  ///
  /// - Parameters:
  ///   - columns, rows: how much room there is, at least 24 by 8.
  ///   - colors: whether escape codes may colour it.
  /// - Returns: at most `rows` lines of at most `columns` characters, joined by line ends.
  public func terminalPicture(
    columns: Int = 80, rows: Int = 20, colors: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> String {
    demand(
      columns >= 24 && rows >= 8,
      "terminalPicture: \(columns) columns and \(rows) rows; 24 and 8 are needed",
      file: file, line: line)
    let drawing = drawing(for: .terminal(columns: columns, rows: rows))
    return TerminalDrawing(drawing).text(colors: colors)
  }

  /// Prints the picture to a terminal as wide as it is, in colour where it has colours.
  public func show(on console: Console = .standardOutput) {
    let columns = Swift.max(24, Swift.min(100, (console.columns ?? 81) - 1))
    console.write(
      terminalPicture(columns: columns, rows: 22, colors: console.hasColors) + "\n")
  }
}
