extension Replay {
  /// Calls of all other operators that PyTorch refuses and that mean something here.
  static let acceptedByOthers: [String: [Acceptance]] = [:]
}
