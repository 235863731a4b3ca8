import Glibc

// Windows that are sums of cosines. Symmetric ones are for filters, periodic ones for spectra: these are a symmetric window of one
// element more, without the last.

extension Tensor {
  /// A window `Σ (−1)ᵏ aₖ cos(2πk i / (count − 1))`. `torch.signal.windows.general_cosine`.
  ///
  /// - Parameters:
  ///   - coefficients: a₀, a₁, …; at least one.
  ///   - isSymmetric: false for a periodic window, whose period is `count`.
  public static func generalCosineWindow(
    _ count: Int, coefficients: [Double], isSymmetric: Bool = true, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      !coefficients.isEmpty, "generalCosineWindow: no coefficients", file: file, line: line)
    return Window.tensor(
      "generalCosineWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line
    ) { Window.cosines(coefficients, $0, $1) }
  }

  /// A window `alpha − (1 − alpha) cos(2π i / (count − 1))`. `torch.signal.windows.general_hamming`.
  public static func generalHammingWindow(
    _ count: Int, alpha: Double = 0.54, isSymmetric: Bool = true, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Window.tensor(
      "generalHammingWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line
    ) { Window.cosines([alpha, 1 - alpha], $0, $1) }
  }

  /// Hamming's window, `0.54 − 0.46 cos(2π i / (count − 1))`. `torch.signal.windows.hamming`; periodic, `torch.hamming_window`.
  public static func hammingWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("hammingWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line) {
      Window.cosines([0.54, 0.46], $0, $1)
    }
  }

  /// Hann's window, `(1 − cos(2π i / (count − 1))) / 2`. `torch.signal.windows.hann`; periodic, `torch.hann_window`.
  public static func hannWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("hannWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line) {
      Window.cosines([0.5, 0.5], $0, $1)
    }
  }

  /// Blackman's window of three cosines. `torch.signal.windows.blackman`; periodic, `torch.blackman_window`.
  public static func blackmanWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("blackmanWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line)
    { Window.cosines([0.42, 0.5, 0.08], $0, $1) }
  }

  /// Nuttall's window of four cosines with the lowest side lobes. `torch.signal.windows.nuttall`.
  public static func nuttallWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("nuttallWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line) {
      Window.cosines([0.3635819, 0.4891775, 0.1365995, 0.0106411], $0, $1)
    }
  }

  /// Half a period of a sine, `sin(π (i + ½) / count)`. `torch.signal.windows.cosine`.
  public static func cosineWindow(
    _ count: Int, isSymmetric: Bool = true, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    Window.tensor("cosineWindow", count, isSymmetric: isSymmetric, dtype, file: file, line: line) {
      Glibc.sin(Double.pi * ($0 + 0.5) / ($1 + 1))
    }
  }
}
