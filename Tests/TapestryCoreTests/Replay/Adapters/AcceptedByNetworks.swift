extension Replay {
  /// Calls of networks' functions that PyTorch refuses and that mean something here.
  static let acceptedByNetworks: [String: [Acceptance]] = [
    "nn.functional.max_pool1d": [Acceptance("got:[0, 10]", "no channels give no channels")],
    "nn.functional.max_pool3d": [
      Acceptance("[0, 1, 2, 10] and non-batch dimension 0", "no channels give no channels")
    ],
  ]
}
