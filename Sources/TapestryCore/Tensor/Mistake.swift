import Glibc

/// Where in a program something stands.
package struct CodePosition: CustomStringConvertible {
  package let file: StaticString
  package let line: UInt

  package init(file: StaticString, line: UInt) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}

/// Stops the program over a programmer's mistake with one line, in release builds too:
/// `matmul: [128, 784] · [10, 784]: inner sizes 784 and 10 differ (App/train.swift:42)`.
///
/// Within a module's call the message names the module, and the place of the call rather than one in this library.
///
/// Write the message for who reads it at two in the morning: the op, what came, what was needed.
@inline(never)
package func mistake(
  _ message: @autoclosure () -> String, file: StaticString, line: UInt
) -> Never {
  stop(message(), position: CodePosition(file: file, line: line))
}

/// As ``mistake(_:file:line:)`` where the caller's position cannot be known, as in infix operators.
@inline(never)
package func mistake(_ message: @autoclosure () -> String) -> Never {
  stop(message(), position: nil)
}

/// Checks what the caller owes; the message is only built when the check fails.
@inline(__always)
package func demand(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString, line: UInt
) {
  if !condition { mistake(message(), file: file, line: line) }
}

private func stop(_ message: String, position: CodePosition?) -> Never {
  fflush(nil)
  let place = CallFrame.place(of: position) ?? position.map { "\($0)" }
  var text = message + (place.map { " (\($0))" } ?? "") + "\n"
  text.withUTF8 { bytes in
    // The process ends whether or not standard error takes the line.
    _ = write(2, bytes.baseAddress, bytes.count)
  }
  // One line is the whole report: without this, Swift's runtime would add pages of registers and frames.
  signal(SIGABRT, SIG_DFL)
  abort()
}
