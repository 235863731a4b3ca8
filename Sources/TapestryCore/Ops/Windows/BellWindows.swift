import Glibc

// Windows of other shapes. What symmetric and periodic mean is said at ``Tensor/generalCosineWindow(_:coefficients:isSymmetric:dtype:file:line:)``.

extension Tensor {
  /// A triangle from 0 over 1 to 0. `torch.signal.windows.bartlett`; periodic, `torch.bartlett_window`.
  public static func bartlettWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("bartlettWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line)
    { 1 - Swift.abs(2 * $0 / $1 - 1) }
  }

  /// A two-sided exponential, `exp(−|i − center| / decay)`. `torch.signal.windows.exponential`.
  ///
  /// - Parameters:
  ///   - center: the middle unless given; only periodic windows have another.
  ///   - decay: above 0; `tau` in PyTorch.
  public static func exponentialWindow(
    _ count: Int, center: Double? = nil, decay: Double = 1, isSymmetric: Bool = true,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      decay > 0, "exponentialWindow: a decay of \(decay), which must be above 0", file: file,
      line: line)
    demand(
      center == nil || !isSymmetric,
      "exponentialWindow: a symmetric window has its center in the middle",
      file: file, line: line)
    return Window.tensor(
      "exponentialWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line
    ) { Glibc.exp(-Swift.abs($0 - (center ?? $1 / 2)) / decay) }
  }

  /// A Gaussian bell, `exp(−(i − middle)² / 2 std²)`. `torch.signal.windows.gaussian`.
  ///
  /// - Parameter std: above 0.
  public static func gaussianWindow(
    _ count: Int, std: Double = 1, isSymmetric: Bool = true, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      std > 0, "gaussianWindow: a standard deviation of \(std), which must be above 0", file: file,
      line: line)
    return Window.tensor(
      "gaussianWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line
    ) {
      let distance = ($0 - $1 / 2) / std
      return Glibc.exp(-0.5 * distance * distance)
    }
  }

  /// Kaiser's window, `I₀(β √(1 − r²)) / I₀(β)` at a distance r from the middle, of 1 at the ends. `torch.signal.windows.kaiser`; periodic,
  /// `torch.kaiser_window`.
  ///
  /// - Parameter beta: at least 0: 0 gives ones.
  public static func kaiserWindow(
    _ count: Int, beta: Double = 12, isSymmetric: Bool = true, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      beta >= 0, "kaiserWindow: a beta of \(beta), which must be at least 0", file: file, line: line
    )
    let whole = Window.bessel(beta)
    return Window.tensor(
      "kaiserWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line
    ) {
      let r = 2 * $0 / $1 - 1
      return Window.bessel(beta * Swift.max(0, 1 - r * r).squareRoot()) / whole
    }
  }
}
