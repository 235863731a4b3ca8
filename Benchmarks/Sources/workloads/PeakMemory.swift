import Glibc
import Tapestry

/// The most memory that this process has held at once.
func peakMemory(_ report: Report) {
  var usage = rusage()
  guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return }
  report.emit("peak_rss", Double(usage.ru_maxrss) / 1024, "MiB")
}

/// The most memory that this process holds at once while `body` runs, less what it held before, in bytes.
func peakMemory(during body: () -> Void) -> Int {
  Memory.emptyCache()
  // From here on the system looks for the peak anew.
  if let file = fopen("/proc/self/clear_refs", "w") {
    fputs("5", file)
    fclose(file)
  }
  let before = status("VmRSS:")
  body()
  return max(status("VmHWM:") - before, 0)
}

/// A line of what the system says of this process, in bytes.
private func status(_ name: String) -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, Int32(line.count), file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard text.hasPrefix(name) else { continue }
    let number = text.dropFirst(name.count).split(whereSeparator: \.isWhitespace).first
    return number.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
  }
  return 0
}
