import TapestryCore

extension Replay {
  static let windows: [String: Adapter] = [
    "signal.windows.bartlett": window { .bartlettWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.blackman": window { .blackmanWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.cosine": window { .cosineWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.hamming": window { .hammingWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.hann": window { .hannWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.nuttall": window { .nuttallWindow($1, isSymmetric: $2, dtype: $3) },
    "signal.windows.exponential": window { s, count, isSymmetric, dtype in
      .exponentialWindow(
        count, center: s.number("center"), decay: s.number("tau") ?? 1, isSymmetric: isSymmetric,
        dtype: dtype)
    },
    "signal.windows.gaussian": window { s, count, isSymmetric, dtype in
      .gaussianWindow(count, std: s.number("std") ?? 1, isSymmetric: isSymmetric, dtype: dtype)
    },
    "signal.windows.kaiser": window { s, count, isSymmetric, dtype in
      .kaiserWindow(count, beta: s.number("beta") ?? 12, isSymmetric: isSymmetric, dtype: dtype)
    },
    "signal.windows.general_cosine": window { s, count, isSymmetric, dtype in
      s.numbers("a").map {
        .generalCosineWindow(count, coefficients: $0, isSymmetric: isSymmetric, dtype: dtype)
      }
    },
    "signal.windows.general_hamming": window { s, count, isSymmetric, dtype in
      .generalHammingWindow(
        count, alpha: s.number("alpha") ?? 0.54, isSymmetric: isSymmetric, dtype: dtype)
    },
  ]

  static let fourier: [String: Adapter] = [
    "fft.fft": along({ $0.fft(n: $1, axis: $2, norm: $3).viewAsReal() }) {
      $0.fft(n: $1, axis: $2, norm: $3).viewAsReal()
    },
    "fft.ifft": along({ $0.ifft(n: $1, axis: $2, norm: $3).viewAsReal() }) {
      $0.ifft(n: $1, axis: $2, norm: $3).viewAsReal()
    },
    "fft.rfft": along({ $0.rfft(n: $1, axis: $2, norm: $3).viewAsReal() }),
    "fft.ihfft": along({ $0.ihfft(n: $1, axis: $2, norm: $3).viewAsReal() }),
    "fft.irfft": along({ $0.irfft(n: $1, axis: $2, norm: $3) }) {
      $0.irfft(n: $1, axis: $2, norm: $3)
    },
    "fft.hfft": along({ $0.hfft(n: $1, axis: $2, norm: $3) }) {
      $0.hfft(n: $1, axis: $2, norm: $3)
    },
    "fft.fftn": over({ $0.fftn(sizes: $1, axes: $2, norm: $3).viewAsReal() }) {
      $0.fftn(sizes: $1, axes: $2, norm: $3).viewAsReal()
    },
    "fft.ifftn": over({ $0.ifftn(sizes: $1, axes: $2, norm: $3).viewAsReal() }) {
      $0.ifftn(sizes: $1, axes: $2, norm: $3).viewAsReal()
    },
    "fft.rfftn": over({ $0.rfftn(sizes: $1, axes: $2, norm: $3).viewAsReal() }),
    "fft.ihfftn": over({ $0.ihfftn(sizes: $1, axes: $2, norm: $3).viewAsReal() }),
    "fft.irfftn": over({ complex($0).irfftn(sizes: $1, axes: $2, norm: $3) }) {
      $0.irfftn(sizes: $1, axes: $2, norm: $3)
    },
    "fft.hfftn": over({ complex($0).hfftn(sizes: $1, axes: $2, norm: $3) }) {
      $0.hfftn(sizes: $1, axes: $2, norm: $3)
    },
    "fft.fft2": over({ $0.fft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal() }) {
      $0.fft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal()
    },
    "fft.ifft2": over({ $0.ifft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal() }) {
      $0.ifft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal()
    },
    "fft.rfft2": over({ $0.rfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal() }),
    "fft.ihfft2": over({ $0.ihfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3).viewAsReal() }),
    "fft.irfft2": over({
      complex($0).irfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3)
    }) { $0.irfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3) },
    "fft.hfft2": over({
      complex($0).hfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3)
    }) { $0.hfft2(sizes: $1, axes: $2 ?? [-2, -1], norm: $3) },
    "fft.fftshift": { s in
      if let z = s.complex("input", 0) { return [z.fftshift(axes: s.ints("dim")).viewAsReal()] }
      return [s.input.fftshift(axes: s.ints("dim"))]
    },
    "fft.ifftshift": { s in
      if let z = s.complex("input", 0) { return [z.ifftshift(axes: s.ints("dim")).viewAsReal()] }
      return [s.input.ifftshift(axes: s.ints("dim"))]
    },
    "stft": { s in
      guard let x = s.tensor("input", 0) else { return nil }
      return [
        x.stft(
          size: s.int("n_fft")!, hop: s.int("hop_length"), windowSize: s.int("win_length"),
          window: s.tensor("window"), center: s.bool("center") ?? true,
          isNormalized: s.bool("normalized") ?? false, isOneSided: s.bool("onesided") ?? true
        ).viewAsReal()
      ]
    },
    "istft": { s in
      guard let z = s.complex("input", 0), s.bool("return_complex") != true else { return nil }
      return [
        z.istft(
          size: s.int("n_fft")!, hop: s.int("hop_length"), windowSize: s.int("win_length"),
          window: s.tensor("window"), center: s.bool("center") ?? true,
          isNormalized: s.bool("normalized") ?? false, isOneSided: s.bool("onesided"),
          length: s.int("length"))
      ]
    },
  ]

  private static func complex(_ x: Tensor) -> ComplexTensor {
    ComplexTensor(x.dtype.isFloatingPoint ? x : x.float())
  }

  private static func window(
    _ body: @escaping @Sendable (ReplaySample, Int, Bool, DType) -> Tensor?
  ) -> Adapter {
    { s in
      body(s, s.int("M", 0)!, s.bool("sym") ?? true, s.dtype("dtype") ?? .float32).map { [$0] }
    }
  }

  private typealias Along<Input> = @Sendable (Input, Int?, Int, FourierNorm) -> Tensor

  private static func along(
    _ real: @escaping Along<Tensor>, _ complex: Along<ComplexTensor>? = nil
  ) -> Adapter {
    { s in
      let (size, axis) = (s.int("n", 1), s.int("dim", 2) ?? -1)
      if let z = s.complex("input", 0) {
        return complex.map { [$0(z, size, axis, s.fourierNorm)] }
      }
      return [real(s.input, size, axis, s.fourierNorm)]
    }
  }

  private typealias Over<Input> = @Sendable (Input, [Int]?, [Int]?, FourierNorm) -> Tensor

  private static func over(
    _ real: @escaping Over<Tensor>, _ complex: Over<ComplexTensor>? = nil
  ) -> Adapter {
    { s in
      let (sizes, axes) = (s.ints("s", 1), s.ints("dim", 2))
      if let z = s.complex("input", 0) {
        return complex.map { [$0(z, sizes, axes, s.fourierNorm)] }
      }
      return [real(s.input, sizes, axes, s.fourierNorm)]
    }
  }
}

extension ReplaySample {
  fileprivate var fourierNorm: FourierNorm {
    switch text("norm") {
    case "ortho": .ortho
    case "forward": .forward
    default: .backward
    }
  }
}
