extension Profile: CustomStringConvertible {
  /// The table of the 30 rows that took the longest.
  public var description: String { table(rowCount: 30) }

  /// The rows that took the longest, one a line, and what all took, without a line end after the last line.
  ///
  /// Shares are of the whole run; what is missing to 100 % lay between operations.
  public func table(rowCount: Int) -> String {
    let shown = rows.prefix(rowCount)
    let header = [
      "Phase", "Operation", "Module", "Calls", "Time", "Mean", "Share", "Memory",
    ]
    var lines = shown.map { row in
      [
        row.phase.rawValue, row.operation, row.module, row.calls.grouped, timeText(row.seconds),
        timeText(row.meanSeconds), share(row.seconds), byteCountText(row.byteCount),
      ]
    }
    let hidden = rows.dropFirst(rowCount)
    if !hidden.isEmpty { lines.append(sum(hidden, "… \(hidden.count) more")) }
    let sums = Phase.allCases.compactMap { phase in
      let part = rows.filter { $0.phase == phase }
      return part.isEmpty ? nil : sum(part, "", phase.rawValue)
    }
    let whole = ["Whole run", "", "", "", timeText(seconds), "", "", ""]
    return TextTable(header: header, numbers: 3..<8).text([lines, sums + [whole]])
  }

  private func sum(_ rows: some Collection<Row>, _ name: String, _ phase: String = "")
    -> [String]
  {
    let time = rows.reduce(0) { $0 + $1.seconds }
    return [
      phase, name, "", rows.reduce(0) { $0 + $1.calls }.grouped, timeText(time), "", share(time),
      byteCountText(rows.reduce(0) { $0 + $1.byteCount }),
    ]
  }

  private func share(_ part: Double) -> String {
    seconds > 0 ? (100 * part / seconds).fixed(1) + "%" : "–"
  }
}

/// A short time with three digits and the unit that suits it: `"41.0 ns"`, `"3.20 ms"`.
package func timeText(_ seconds: Double) -> String {
  let (scale, unit) =
    switch seconds {
    case ..<1e-6: (1e9, "ns")
    case ..<1e-3: (1e6, "µs")
    case ..<1: (1e3, "ms")
    default: (1.0, "s")
    }
  let value = seconds * scale
  return value.fixed(value < 10 ? 2 : value < 100 ? 1 : 0) + " " + unit
}
