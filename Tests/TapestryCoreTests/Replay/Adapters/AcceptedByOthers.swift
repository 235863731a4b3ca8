extension Replay {
  /// Calls of all other operators that PyTorch refuses and that mean something here.
  static let acceptedByOthers: [String: [Acceptance]] = takingNumbers

  /// Operators of two operands that here take a number for the second as others do.
  private static let takingNumbers: [String: [Acceptance]] = {
    let names = [
      "atan2", "fmax", "fmin", "gcd", "lcm", "hypot", "heaviside", "logaddexp", "logaddexp2",
      "maximum", "minimum", "nextafter", "igamma", "igammac", "special.zeta", "xlogy", "ldexp",
    ]
    let acceptance = Acceptance("must be Tensor, not int", "a number stands for a tensor of it")
    return Dictionary(uniqueKeysWithValues: names.map { ($0, [acceptance]) })
  }()
}
