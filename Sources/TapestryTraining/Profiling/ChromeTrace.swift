import TapestryCore
import TapestryIO

extension Profile {
  /// Writes the run over time as a trace in Chrome's format, for [Perfetto](https://ui.perfetto.dev) and `chrome://tracing`: a bar for
  /// each operation, above which stand the modules that called it; memory, phase and result in its details.
  ///
  /// Replaces a file of the same name as a whole or not at all.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public func write(to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(Array(chromeTrace.utf8))
    try file.commit()
  }

  /// The trace as JSON: what ``write(to:)`` writes.
  public var chromeTrace: String {
    let events = [ChromeTrace.names] + moduleBars.map(\.json) + entries.map { bar($0).json }
    return "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"
      + events.joined(separator: ",\n") + "\n]}\n"
  }

  private func bar(_ entry: OperationLog.Entry) -> ChromeTrace.Bar {
    var details = [
      ("phase", quoted(entry.phase.rawValue)), ("bytes", "\(entry.byteCount)"),
    ]
    if let module = entry.modulePath { details.append(("module", quoted(module))) }
    if let shape = entry.shape { details.append(("shape", quoted(shape.description))) }
    if let dtype = entry.dtype { details.append(("dtype", quoted("\(dtype)"))) }
    return ChromeTrace.Bar(
      name: entry.name, category: entry.phase.rawValue, start: entry.start - start,
      end: entry.end - start, details: details)
  }

  /// Of each run of operations of one module, one bar over them all.
  private var moduleBars: [ChromeTrace.Bar] {
    var bars: [ChromeTrace.Bar] = []
    var rest = entries[...]
    while let first = rest.first {
      let run = rest.prefix { $0.modulePath == first.modulePath && $0.phase == first.phase }
      rest = rest.dropFirst(run.count)
      guard let module = first.modulePath else { continue }
      bars.append(
        ChromeTrace.Bar(
          name: module, category: "module", start: first.start - start,
          end: run.last!.end - start, details: []))
    }
    return bars
  }
}

private enum ChromeTrace {
  /// Gives process and thread their names.
  static let names =
    "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"args\":{\"name\":\"Tapestry\"}}"

  /// Something with a beginning and an end.
  struct Bar {
    let name, category: String
    let start, end: Duration
    let details: [(name: String, value: String)]

    var json: String {
      let arguments = details.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
      return "{\"name\":\(quoted(name)),\"cat\":\"\(category)\",\"ph\":\"X\",\"pid\":1,\"tid\":1,"
        + "\"ts\":\(microseconds(start)),\"dur\":\(microseconds(end - start)),"
        + "\"args\":{\(arguments)}}"
    }

    private func microseconds(_ duration: Duration) -> String {
      (duration.seconds * 1e6).fixed(3)
    }
  }
}
