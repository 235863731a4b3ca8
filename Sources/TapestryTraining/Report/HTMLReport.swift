import TapestryCore
import TapestryIO

/// A page of headings, text, tables, figures and images: one file that asks no one for anything, in light and
/// dark.
///
/// ```swift
/// var report = HTMLReport(title: "MNIST")
/// report.addText("Five epochs in batches of 32.")
/// report.addHistory(history)
/// report.addTable(columns: ["metric", "value"], rows: [["accuracy", "0.978"]])
/// report.addConfusionMatrix(counts)
/// report.addMistakes(images: images, logits: logits, labels: labels)
/// report.addSummary(model.summary(input: [1, 28, 28]))
/// try report.write(to: "run.html")
/// ```
///
/// What is added stands in the order in which it was added. Text is text: nothing in it is read as HTML.
public struct HTMLReport: Sendable {
  /// The page's title and first heading.
  public var title: String

  private var parts: [String] = []

  /// A page with nothing but its title.
  public init(title: String) { self.title = title }

  /// Adds a heading.
  ///
  /// - Parameter level: 2 for a part of the page, 3 for a part of that, and so on to 6; the page's title is 1.
  public mutating func addHeading(
    _ text: String, level: Int = 2, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      (2...6).contains(level), "HTMLReport.addHeading: level \(level); 2 to 6 is needed",
      file: file, line: line)
    parts.append("<h\(level)>\(escapedForXML(text))</h\(level)>")
  }

  /// Adds text; an empty line begins a new paragraph.
  public mutating func addText(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for paragraph in lines.split(whereSeparator: { $0.allSatisfy(\.isWhitespace) }) {
      parts.append("<p>\(escapedForXML(paragraph.joined(separator: "\n")))</p>")
    }
  }

  /// Adds text in letters of one width, with its line ends and spaces.
  public mutating func addCode(_ text: String) {
    parts.append("<pre>\(escapedForXML(text))</pre>")
  }

  /// Adds a table. A column whose cells all read as numbers is set to the right.
  ///
  /// - Parameter rows: a cell for each column.
  public mutating func addTable(
    columns: [String], rows: [[String]], file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      rows.allSatisfy { $0.count == columns.count },
      "HTMLReport.addTable: rows of \(Set(rows.map(\.count)).sorted()) cells, \(columns.count) columns",
      file: file, line: line)
    let areNumbers = columns.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { Self.isNumber($0[column]) }
    }
    func row(_ cells: [String], _ tag: String) -> String {
      let inner = zip(cells, areNumbers).map { text, isNumber in
        "<\(tag)\(isNumber ? " class=\"number\"" : "")>\(escapedForXML(text))</\(tag)>"
      }
      return "<tr>\(inner.joined())</tr>"
    }
    parts.append(
      """
      <div class="wide"><table>
      <thead>\(row(columns, "th"))</thead>
      <tbody>
      \(rows.map { row($0, "td") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """)
  }

  private static func isNumber(_ text: String) -> Bool {
    text.isEmpty || Double(text.filter { $0 != "," && $0 != "%" && $0 != " " }) != nil
  }

  /// Adds a figure, drawn into the page.
  public mutating func add(_ figure: some Figure) {
    parts.append("<div class=\"figure\">\(SVG(drawing: figure.drawing(for: .page)).inlined)</div>")
  }

  /// Adds images side by side, each with its caption below.
  ///
  /// - Parameters:
  ///   - images: as for ``ImageGrid``.
  ///   - captions: one for each image, or none at all.
  ///   - range: the numbers that are black and white, as there.
  public mutating func addImages(
    _ images: Tensor, captions: [String] = [], range: ClosedRange<Double>? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    let grid = ImageGrid(
      title: "", images, captions: captions, range: range, file: file, line: line)
    let figures = grid.images.enumerated().map { index, image in
      let caption = captions.isEmpty ? "" : escapedForXML(captions[index])
      return """
        <figure><img src="\(image.dataURI)" alt="\(caption)" width="\(max(84, image.width))">\
        <figcaption>\(caption)</figcaption></figure>
        """
    }
    parts.append("<div class=\"images\">\n\(figures.joined(separator: "\n"))\n</div>")
  }

  // MARK: The page

  /// The page, in UTF-8.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escapedForXML(title))</title>
    <style>
    \(ReportStyle.sheet)
    </style>
    </head>
    <body>
    <h1>\(escapedForXML(title))</h1>
    \(parts.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  /// Writes the page to a file, replacing one of the same name as a whole or not at all.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public func write(to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(Array(html.utf8))
    try file.commit()
  }
}
