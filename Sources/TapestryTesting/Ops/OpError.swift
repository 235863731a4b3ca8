/// A wrong use of an operation, which must stop the program with a message.
public struct OpError: Sendable {
  /// What the message says after the operation's name.
  public let message: String

  /// Whether the message ends with the caller's file and line; infix operators cannot know them.
  public let namesCaller: Bool

  public let body: @Sendable () -> Void

  public init(_ message: String, namesCaller: Bool = true, _ body: @escaping @Sendable () -> Void) {
    self.message = message
    self.namesCaller = namesCaller
    self.body = body
  }
}
