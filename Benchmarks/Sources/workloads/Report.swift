import Glibc

/// Prints results, one JSON object a line, and tells which workloads are wanted.
struct Report {
  /// Beginnings of the names of the workloads to run; all where empty.
  let prefixes: [String]

  /// Whether a work is wanted that runs only where it is named.
  func asks(for work: String) -> Bool { prefixes.contains { work.hasPrefix($0) } }

  /// Whether any workload whose name begins with `family` may be wanted.
  func wants(family: String) -> Bool {
    prefixes.isEmpty || prefixes.contains { family.hasPrefix($0) || $0.hasPrefix(family) }
  }

  /// Whether this one workload is wanted.
  func wants(_ work: String) -> Bool {
    prefixes.isEmpty || prefixes.contains { work.hasPrefix($0) }
  }

  /// Prints one result, and what else there is to say about it.
  func emit(
    _ work: String, _ value: Double, _ unit: String,
    extras: KeyValuePairs<String, any Numeric> = [:]
  ) {
    let value = (value * 1e5).rounded() / 1e5
    var line = #"{"peer": "tapestry", "work": "\#(work)", "value": \#(value), "unit": "\#(unit)""#
    for (name, extra) in extras { line += #", "\#(name)": \#(extra)"# }
    print(line + "}")
    // Whoever reads a pipe sees each result when it is there.
    fflush(nil)
  }
}
