import Testing

/// A wrong use of the library, and what the one line says that stops the program.
struct Mistake: Sendable {
  let message: String
  let body: @Sendable () -> Void

  init(_ message: String, _ body: @escaping @Sendable () -> Void) {
    self.message = message
    self.body = body
  }

  /// Expects a process that has ended to have said so.
  func expect(from result: ExitTest.Result?, sourceLocation: SourceLocation = #_sourceLocation) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(message), sourceLocation: sourceLocation)
    #expect(
      text.split(separator: "\n").filter { $0.contains(message) }.count == 1,
      sourceLocation: sourceLocation)
  }
}
