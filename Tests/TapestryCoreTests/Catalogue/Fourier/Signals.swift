import TapestryCore
import TapestryTesting

extension Catalogue {
  static let signals: [OpCase] = [
    OpCase(
      "fftshift", in: "Fourier/FourierShift", torch: ["fft.fftshift": "x.fftshift()"],
      OpForm(
        "torch.fft.fftshift(a)",
        .shapes(sampleShapes.filter { !$0.isEmpty }, large: [257, 1031])
      ) { $0.fftshift() },
      OpForm(nil, .shapes([[]])) { $0.fftshift() },
      OpForm("torch.fft.fftshift(a, -1)", .shapes([[5], [4], [2, 3], [2, 0]])) {
        $0.fftshift(axes: [-1])
      },
      OpForm(
        "torch.view_as_real(torch.fft.fftshift(torch.complex(a, b), (0,)))",
        .complexPairs([[5], [4], [3, 2]])
      ) {
        ComplexTensor($0, $1).fftshift(axes: [0]).viewAsReal()
      },
      errors: [
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).fftshift(axes: [1])
        },
        OpError("axis -3 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).fftshift(axes: [-3])
        },
      ]),
    OpCase(
      "ifftshift", in: "Fourier/FourierShift", torch: ["fft.ifftshift": "x.ifftshift()"],
      OpForm(
        "torch.fft.ifftshift(a)",
        .shapes(sampleShapes.filter { !$0.isEmpty }, large: [257, 1031])
      ) { $0.ifftshift() },
      OpForm(nil, .shapes([[]])) { $0.ifftshift() },
      OpForm("torch.fft.ifftshift(a, -1)", .shapes([[5], [4], [2, 3], [2, 0]])) {
        $0.ifftshift(axes: [-1])
      },
      OpForm(
        "torch.view_as_real(torch.fft.ifftshift(torch.complex(a, b), (0,)))",
        .complexPairs([[5], [4], [3, 2]])
      ) {
        ComplexTensor($0, $1).ifftshift(axes: [0]).viewAsReal()
      },
      errors: [
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).ifftshift(axes: [1])
        },
        OpError("axis -3 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).ifftshift(axes: [-3])
        },
      ]),
    OpCase(
      "fftfreq", in: "Fourier/FourierFrequencies",
      OpForm("torch.fft.fftfreq(1)", .none, all: { _ in [.fftfreq(1)] }),
      OpForm("torch.fft.fftfreq(6)", .none, all: { _ in [.fftfreq(6)] }),
      OpForm(
        "torch.fft.fftfreq(7, 0.25, dtype=torch.float64)", .none,
        all: { _ in [.fftfreq(7, spacing: 0.25, dtype: .float64)] }),
      errors: [
        OpError("0 elements 1.0 apart") { _ = Tensor.fftfreq(0) },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.fftfreq(4, dtype: .int64)
        },
      ]),
    OpCase(
      "rfftfreq", in: "Fourier/FourierFrequencies",
      OpForm("torch.fft.rfftfreq(1)", .none, all: { _ in [.rfftfreq(1)] }),
      OpForm("torch.fft.rfftfreq(6)", .none, all: { _ in [.rfftfreq(6)] }),
      OpForm(
        "torch.fft.rfftfreq(7, 0.25, dtype=torch.float64)", .none,
        all: { _ in [.rfftfreq(7, spacing: 0.25, dtype: .float64)] }),
      errors: [
        OpError("3 elements 0.0 apart") { _ = Tensor.rfftfreq(3, spacing: 0) },
        OpError("needs a floating-point dtype, not bool") {
          _ = Tensor.rfftfreq(4, dtype: .bool)
        },
      ]),
    OpCase(
      "stft", in: "Fourier/STFT", torch: ["stft": "x.stft(size: 512)"],
      OpForm("torch.view_as_real(torch.stft(a, 4, return_complex=True))", .recordings) {
        $0.stft(size: 4).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.stft(a, 5, 2, 3, torch.hann_window(3, dtype=a.dtype), center=False, normalized=True, return_complex=True))",
        .recordings
      ) {
        $0.stft(
          size: 5, hop: 2, windowSize: 3,
          window: .hannWindow(3, isSymmetric: false, dtype: $0.dtype), center: false,
          isNormalized: true
        ).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.stft(a, 6, 3, pad_mode='replicate', onesided=False, return_complex=True))",
        .recordings
      ) {
        $0.stft(size: 6, hop: 3, padding: .replicate, isOneSided: false).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.stft(a, 6, 3, pad_mode='constant', return_complex=True))",
        .recordings
      ) {
        $0.stft(size: 6, hop: 3, padding: .constant).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.stft(a, 4, 3, pad_mode='circular', return_complex=True))",
        .recordings
      ) {
        $0.stft(size: 4, hop: 3, padding: .circular).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.stft(a, 4, 2, window=b, return_complex=True))",
        [
          Sample(.reals([9]), .reals([4], in: 0.5...1, seed: 2))
        ]
      ) { $0.stft(size: 4, hop: 2, window: $1).viewAsReal() },
      // PyTorch refuses a batch of nothing.
      OpForm(nil, .shapes([[0, 9]], dtypes: [])) { $0.stft(size: 4).viewAsReal() },
      errors: [
        OpError("pieces of 0, 1 apart, with a window of 0") {
          _ = Tensor.zeros([9]).stft(size: 0, hop: 1)
        },
        OpError("a window of float32 [3] for 4 elements") {
          _ = Tensor.zeros([9]).stft(size: 4, window: .ones([3]))
        },
        OpError("a signal of 3 elements cannot be continued by 4 (reflect)") {
          _ = Tensor.zeros([3]).stft(size: 8)
        },
        OpError("pieces of 8 from a signal of 3") {
          _ = Tensor.zeros([3]).stft(size: 8, center: false)
        },
        OpError("a signal of shape []; [length] or [batch, length] is needed") {
          _ = Tensor(1).stft(size: 4)
        },
      ]),
    OpCase(
      "istft", in: "Fourier/STFT", torch: ["istft": "z.istft(size: 512)"],
      OpForm("torch.istft(torch.complex(a, b), 4)", .spectrograms) {
        ComplexTensor($0, $1).istft(size: 4)
      },
      OpForm(
        "torch.istft(torch.complex(a, b), 5, 2, 4, torch.hamming_window(4, dtype=a.dtype), normalized=True)",
        .spectrograms
      ) {
        ComplexTensor($0, $1).istft(
          size: 5, hop: 2, windowSize: 4,
          window: .hammingWindow(4, isSymmetric: false, dtype: $0.dtype), isNormalized: true)
      },
      OpForm("torch.istft(torch.complex(a, b), 3, 2, onesided=False, center=False)", .spectrograms)
      {
        ComplexTensor($0, $1).istft(size: 3, hop: 2, center: false, isOneSided: false)
      },
      OpForm("torch.istft(torch.complex(a, b), 4, 2, length=7)", .spectrograms) {
        ComplexTensor($0, $1).istft(size: 4, hop: 2, length: 7)
      },
      OpForm("torch.istft(torch.complex(a, b), 4, 2, length=20)", .spectrograms) {
        ComplexTensor($0, $1).istft(size: 4, hop: 2, length: 20)
      },
      OpForm(nil, .complexPairs([[0, 3, 4]], large: [3, 900])) {
        ComplexTensor($0, $1).istft(size: 4)
      },
      errors: [
        OpError("4 frequencies for pieces of 4; 3 are needed") {
          _ = ComplexTensor(.zeros([4, 5])).istft(size: 4, isOneSided: true)
        },
        OpError("the squares of the windows add up to 0 somewhere") {
          _ = ComplexTensor(.zeros([3, 5])).istft(size: 4, window: .zeros([4]))
        },
        OpError("a spectrum of shape [3]; [frequencies, pieces] or") {
          _ = ComplexTensor(.zeros([3])).istft(size: 4)
        },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let recordings: SampleSet = .shapes(
    [[7], [9], [16], [2, 8], [1, 12]], dtypes: [.float32], large: [8, 5000])

  fileprivate static let spectrograms: SampleSet = .complexPairs(
    [[3, 5], [2, 3, 4], [1, 3, 6]], large: [3, 900])
}
