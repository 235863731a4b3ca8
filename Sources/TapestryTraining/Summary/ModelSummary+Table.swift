extension ModelSummary: CustomStringConvertible {
  /// The table, without a line end after its last line.
  public var description: String {
    let header = ["Layer", "Type", "Output shape", "Parameters"]
    let body = rows.map { row in
      [row.name, row.type, row.outputShape?.description ?? "–", row.parameterCount.grouped]
    }
    let total = ["Total", "", "", parameterCount.grouped]
    var footer = [total]
    if trainableParameterCount < parameterCount {
      footer.append(["Trainable", "", "", trainableParameterCount.grouped])
    }

    let widths = header.indices.map { column in
      ([header] + body + footer).map { $0[column].count }.max() ?? 0
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    func line(_ cells: [String]) -> String {
      zip(cells, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == header.count - 1 ? padding + cell.0 : cell.0 + padding
      }.joined(separator: "  ")
    }
    return ([line(header), rule] + body.map(line) + [rule] + footer.map(line))
      .joined(separator: "\n")
  }
}
