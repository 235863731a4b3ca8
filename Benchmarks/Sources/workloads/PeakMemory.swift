import Glibc

/// The most memory that this process has held at once.
func peakMemory(_ report: Report) {
  var usage = rusage()
  guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return }
  report.emit("peak_rss", Double(usage.ru_maxrss) / 1024, "MiB")
}
