import Glibc

/// A place for text that people read while a program runs: a terminal, or a file or pipe that stands in
/// for one.
public struct Console {
  /// How many characters fit into a line at this moment; nil when this is no terminal, so that nothing
  /// that is written can be taken back.
  public var columns: Int? { measure() }

  /// Whether escape codes for colours are understood: on a terminal, unless `NO_COLOR` is set.
  public var hasColors: Bool { columns != nil && getenv("NO_COLOR") == nil }

  private let measure: () -> Int?
  private let put: (String) -> Void

  /// A console that hands its text to `write`.
  ///
  /// - Parameters:
  ///   - columns: the width of the terminal, or nil for what is none.
  ///   - write: takes each piece of text as it comes, line ends included.
  public init(columns: Int?, write: @escaping (String) -> Void) {
    self.measure = { columns }
    self.put = write
  }

  private init(descriptor: CInt, write: @escaping (String) -> Void) {
    self.measure = { terminalColumns(descriptor) }
    self.put = write
  }

  /// The process's standard output, in order with what `print` writes.
  public static var standardOutput: Console {
    Console(descriptor: STDOUT_FILENO) { text in
      print(text, terminator: "")
      // Without a terminal stdout is buffered, and a progress line that comes late is none. Swift 6 bars
      // the global `stdout`; nil stands for all streams.
      fflush(nil)
    }
  }

  /// The process's standard error.
  public static var standardError: Console {
    Console(descriptor: STDERR_FILENO) { text in
      var rest = Array(text.utf8)
      while !rest.isEmpty {
        let written = Glibc.write(STDERR_FILENO, rest, rest.count)
        guard written > 0 else { return }
        rest.removeFirst(written)
      }
    }
  }

  /// Writes `text` at once, as it is.
  public func write(_ text: String) {
    put(text)
  }
}

/// The width of the terminal behind `descriptor`; nil when there is none, or one that cannot move its
/// cursor.
private func terminalColumns(_ descriptor: CInt) -> Int? {
  guard isatty(descriptor) == 1 else { return nil }
  if let kind = getenv("TERM"), String(cString: kind) == "dumb" { return nil }
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}
