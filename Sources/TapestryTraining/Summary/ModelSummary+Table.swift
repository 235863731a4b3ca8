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

    return TextTable(header: header, numbers: [3, 5]).text([body, footer])
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
