extension Replay {
  /// Calls of networks' functions that PyTorch refuses and that mean something here.
  static let acceptedByNetworks: [String: [Acceptance]] = [:]
}
