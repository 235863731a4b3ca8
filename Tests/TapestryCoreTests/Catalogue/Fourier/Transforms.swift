import TapestryCore
import TapestryTesting

extension Catalogue {
  static let fourier: [OpCase] = transforms + halfTransforms + transformsOfAxes + signals

  static let transforms: [OpCase] = [
    OpCase(
      "fft", in: "Fourier/FFT", torch: ["fft.fft": "x.fft()"],
      OpForm("torch.view_as_real(torch.fft.fft(a))", .signals) { $0.fft().viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.fft(torch.complex(a, b)))", .complexSignals) {
        ComplexTensor($0, $1).fft().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.fft(a, 5, 0))", .fewSignals) {
        $0.fft(n: 5, axis: 0).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.fft(a, 2, norm='ortho'))", .fewSignals) {
        $0.fft(n: 2, norm: .ortho).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.fft(torch.complex(a, b), norm='forward'))", .complexSignals
      ) {
        ComplexTensor($0, $1).fft(norm: .forward).viewAsReal()
      },
      OpForm(nil, .noSignals) { $0.fft().viewAsReal() },
      errors: transformErrors("fft") { $0.fft(n: $1, axis: $2).real }),
    OpCase(
      "ifft", in: "Fourier/FFT", torch: ["fft.ifft": "x.ifft()"],
      OpForm("torch.view_as_real(torch.fft.ifft(a).resolve_conj())", .signals) {
        $0.ifft().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ifft(torch.complex(a, b)))", .complexSignals) {
        ComplexTensor($0, $1).ifft().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ifft(a, 5, 0, 'forward').resolve_conj())", .fewSignals) {
        $0.ifft(n: 5, axis: 0, norm: .forward).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.ifft(torch.complex(a, b), 2, 0, norm='ortho'))",
        .complexSignals
      ) {
        ComplexTensor($0, $1).ifft(n: 2, axis: 0, norm: .ortho).viewAsReal()
      },
      OpForm(nil, .noSignals) { $0.ifft().viewAsReal() },
      errors: transformErrors("ifft") { $0.ifft(n: $1, axis: $2).real }),
  ]

  static let halfTransforms: [OpCase] = [
    OpCase(
      "rfft", in: "Fourier/RFFT", torch: ["fft.rfft": "x.rfft()"],
      OpForm("torch.view_as_real(torch.fft.rfft(a))", .signals) { $0.rfft().viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.rfft(a, 5, 0, 'ortho'))", .fewSignals) {
        $0.rfft(n: 5, axis: 0, norm: .ortho).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.rfft(a, 2, norm='forward'))", .fewSignals) {
        $0.rfft(n: 2, norm: .forward).viewAsReal()
      },
      OpForm(nil, .noSignals) { $0.rfft().viewAsReal() },
      errors: transformErrors("rfft") { $0.rfft(n: $1, axis: $2).real }),
    OpCase(
      "ihfft", in: "Fourier/RFFT", torch: ["fft.ihfft": "x.ihfft()"],
      OpForm("torch.view_as_real(torch.fft.ihfft(a).resolve_conj())", .signals) {
        $0.ihfft().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ihfft(a, 5, 0, 'forward').resolve_conj())", .fewSignals)
      {
        $0.ihfft(n: 5, axis: 0, norm: .forward).viewAsReal()
      },
      OpForm(nil, .noSignals) { $0.ihfft().viewAsReal() },
      errors: transformErrors("ihfft") { $0.ihfft(n: $1, axis: $2).real }),
    OpCase(
      "irfft", in: "Fourier/RFFT", torch: ["fft.irfft": "z.irfft()"],
      OpForm("torch.fft.irfft(torch.complex(a, b))", .halfSpectra) {
        ComplexTensor($0, $1).irfft()
      },
      OpForm("torch.fft.irfft(torch.complex(a, b), 5)", .complexSignals) {
        ComplexTensor($0, $1).irfft(n: 5)
      },
      OpForm("torch.fft.irfft(torch.complex(a, b), 6, 0, 'ortho')", .complexSignals) {
        ComplexTensor($0, $1).irfft(n: 6, axis: 0, norm: .ortho)
      },
      OpForm("torch.fft.irfft(a, 7)", .fewSignals) { $0.irfft(n: 7) },
      OpForm(nil, .noSignals) { ComplexTensor($0).irfft() },
      errors: transformErrors("irfft") { $0.irfft(n: $1, axis: $2) }),
    OpCase(
      "hfft", in: "Fourier/RFFT", torch: ["fft.hfft": "z.hfft()"],
      OpForm("torch.fft.hfft(torch.complex(a, b))", .halfSpectra) { ComplexTensor($0, $1).hfft() },
      OpForm("torch.fft.hfft(torch.complex(a, b), 5, 0, 'forward')", .complexSignals) {
        ComplexTensor($0, $1).hfft(n: 5, axis: 0, norm: .forward)
      },
      OpForm("torch.fft.hfft(a, 6)", .fewSignals) { $0.hfft(n: 6) },
      OpForm(nil, .noSignals) { ComplexTensor($0).hfft() },
      errors: transformErrors("hfft") { $0.hfft(n: $1, axis: $2) }),
  ]

  private static func transformErrors(
    _ op: String, _ body: @escaping @Sendable (Tensor, Int?, Int) -> Tensor
  ) -> [OpError] {
    [
      OpError("0 elements along axis -1 of shape [3]; at least 1 is needed") {
        _ = body(.zeros([3]), 0, -1)
      },
      OpError("axis 1 is out of range for shape [3], which takes -1…0") {
        _ = body(.zeros([3]), 4, 1)
      },
      OpError("a scalar has no axis") { _ = body(Tensor(1), 4, -1) },
    ]
  }
}

extension SampleSet {
  private static let dtypes: [DType] = [.float32, .int64, .uint8, .bool]

  /// Signals of many lengths: powers of 2, products of small primes, primes of which 37 and 41 are too large for passes.
  static let signals: SampleSet = .shapes(
    (1...16).map { [$0] } + [[22], [27], [37], [41], [64], [2, 3], [3, 2, 5]],
    dtypes: dtypes, large: [96, 600])

  /// Batches of nothing, which PyTorch refuses.
  static let noSignals: SampleSet = .shapes([[0, 4], [2, 0, 3]], dtypes: [])

  static let fewSignals: SampleSet = .shapes(
    [[1], [3], [8], [2, 3], [4, 3], [3, 2, 5]], dtypes: dtypes)

  static let complexSignals: SampleSet = .complexPairs([[1], [3], [8], [2, 3], [4, 2, 5]])

  static let halfSpectra: SampleSet = .complexPairs([[2], [3], [4], [5], [2, 3], [20]])
}
