extension ModelSummary: CustomStringConvertible {
  /// The table, without a line end after its last line.
  public var description: String {
    let header = ["Layer", "Type", "Output shape", "Parameters", "Trainable", "Multiply-adds"]
    let body = rows.map { row in
      [
        row.name, row.type, row.outputShape?.description ?? "–", row.parameterCount.grouped,
        row.trainability, row.multiplyAdds.grouped,
      ]
    }
    var footer = [["Total", "", "", parameterCount.grouped, "", multiplyAdds.grouped]]
    if trainableParameterCount < parameterCount {
      let frozen = parameterCount - trainableParameterCount
      footer.append(["Trainable", "", "", trainableParameterCount.grouped, "", ""])
      footer.append(["Frozen", "", "", frozen.grouped, "", ""])
    }
    footer.append(["Bytes", "", "", byteCountText(byteCount), "", ""])

    let widths = header.indices.map { column in
      ([header] + body + footer).map { $0[column].count }.max() ?? 0
    }
    let numbers = [3, 5]
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    func line(_ cells: [String]) -> String {
      cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return numbers.contains(column) ? padding + cells[column] : cells[column] + padding
      }.joined(separator: "  ")
    }
    return ([line(header), rule] + body.map(line) + [rule] + footer.map(line))
      .joined(separator: "\n")
  }
}

extension ModelSummary.Row {
  fileprivate var trainability: String {
    switch trainableParameterCount {
    case _ where parameterCount == 0: ""
    case 0: "no"
    case parameterCount: "yes"
    default: "partly"
    }
  }
}
