/// Columns of text, as wide as their widest cell.
struct TextTable {
  let header: [String]
  /// The columns of numbers, which stand at the right edge.
  let numbers: [Int]

  init(header: [String], numbers: some Sequence<Int>) {
    self.header = header
    self.numbers = Array(numbers)
  }

  /// The header and groups of lines with rules between them, without a line end after the last line.
  func text(_ groups: [[[String]]]) -> String {
    let widths = header.indices.map { column in
      ([header] + groups.joined()).map { $0[column].count }.max() ?? 0
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    func line(_ cells: [String]) -> String {
      cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return numbers.contains(column) ? padding + cells[column] : cells[column] + padding
      }.joined(separator: "  ")
    }
    return ([line(header)] + groups.flatMap { [rule] + $0.map(line) }).joined(separator: "\n")
  }
}
