extension Replay {
  /// Calls of all other operators that PyTorch refuses and that mean something here.
  static let acceptedByOthers: [String: [Acceptance]] = takingNumbers.merging(windowsOf16Bits) {
    $0 + $1
  }.merging([
    "t": [Acceptance("tensor with <= 2 dimensions", "`T` reverses any number of axes")],
    "roll": [Acceptance("tensor has no dimensions", "a scalar takes axis 0 and -1 as elsewhere")],
    "t_copy": [Acceptance("tensor with <= 2 dimensions", "`T` reverses any number of axes")],
  ]) { $0 + $1 }

  /// Operators of two operands that here take a number for the second as others do.
  private static let takingNumbers: [String: [Acceptance]] = {
    let names = [
      "atan2", "fmax", "fmin", "gcd", "lcm", "hypot", "heaviside", "logaddexp", "logaddexp2",
      "maximum", "minimum", "nextafter", "igamma", "igammac", "special.zeta", "xlogy", "ldexp",
      "logical_and", "logical_or", "logical_xor", "isclose",
    ]
    let acceptance = Acceptance("must be Tensor, not int", "a number stands for a tensor of it")
    return Dictionary(uniqueKeysWithValues: names.map { ($0, [acceptance]) })
  }()

  private static let windowsOf16Bits: [String: [Acceptance]] = {
    let acceptances = ["bfloat16", "float16"].map {
      Acceptance("dtypes, got: torch.\($0)", "windows are computed in float64 and rounded once")
    }
    return Dictionary(uniqueKeysWithValues: windows.keys.map { ($0, acceptances) })
  }()
}
