extension Replay {
  /// Calls of networks' functions that PyTorch refuses and that mean something here.
  static let acceptedByNetworks: [String: [Acceptance]] = [
    "nn.functional.max_pool1d": [Acceptance("got:[0, 10]", "no channels give no channels")],
    "nn.functional.max_pool3d": [
      Acceptance("non-batch dimension 0 has length zero", "no channels give no channels")
    ],
  ]
}
