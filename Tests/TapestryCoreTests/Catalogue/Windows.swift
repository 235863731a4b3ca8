import TapestryCore
import TapestryTesting

extension Catalogue {
  static let windows: [OpCase] = [
    window("hannWindow", "Cosine", "signal.windows.hann", older: "hann_window") {
      .hannWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("hammingWindow", "Cosine", "signal.windows.hamming", older: "hamming_window") {
      .hammingWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("blackmanWindow", "Cosine", "signal.windows.blackman", older: "blackman_window") {
      .blackmanWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("nuttallWindow", "Cosine", "signal.windows.nuttall") {
      .nuttallWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("cosineWindow", "Cosine", "signal.windows.cosine") {
      .cosineWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("generalHammingWindow", "Cosine", "signal.windows.general_hamming", ", alpha=0.7") {
      .generalHammingWindow($0, alpha: 0.7, isSymmetric: $1, dtype: $2)
    },
    window(
      "generalCosineWindow", "Cosine", "signal.windows.general_cosine", ", a=[0.3, 0.5, 0.2]"
    ) { .generalCosineWindow($0, coefficients: [0.3, 0.5, 0.2], isSymmetric: $1, dtype: $2) },
    window("bartlettWindow", "Bell", "signal.windows.bartlett", older: "bartlett_window") {
      .bartlettWindow($0, isSymmetric: $1, dtype: $2)
    },
    window("exponentialWindow", "Bell", "signal.windows.exponential", ", tau=2.5") {
      .exponentialWindow($0, decay: 2.5, isSymmetric: $1, dtype: $2)
    },
    window("gaussianWindow", "Bell", "signal.windows.gaussian", ", std=1.5") {
      .gaussianWindow($0, std: 1.5, isSymmetric: $1, dtype: $2)
    },
    window("kaiserWindow", "Bell", "signal.windows.kaiser", older: "kaiser_window") {
      .kaiserWindow($0, isSymmetric: $1, dtype: $2)
    },
    OpCase(
      "exponentialWindow", in: "Windows/BellWindows",
      OpForm(
        "torch.signal.windows.exponential(6, center=1.5, sym=False)", .none,
        all: { _ in [.exponentialWindow(6, center: 1.5, isSymmetric: false)] }),
      errors: [
        OpError("a decay of 0.0, which must be above 0") {
          _ = Tensor.exponentialWindow(3, decay: 0)
        },
        OpError("a symmetric window has its center in the middle") {
          _ = Tensor.exponentialWindow(3, center: 0)
        },
      ]),
    OpCase(
      "gaussianWindow", in: "Windows/BellWindows",
      errors: [
        OpError("a standard deviation of -1.0") { _ = Tensor.gaussianWindow(3, std: -1) },
        OpError("a standard deviation of 0.0") { _ = Tensor.gaussianWindow(3, std: 0) },
      ]),
    OpCase(
      "kaiserWindow", in: "Windows/BellWindows",
      OpForm(
        "torch.signal.windows.kaiser(6, beta=0.0)", .none,
        all: { _ in [.kaiserWindow(6, beta: 0)] }),
      OpForm(
        "torch.signal.windows.kaiser(9, beta=40.0, dtype=torch.float64)", .none,
        all: { _ in [.kaiserWindow(9, beta: 40, dtype: .float64)] }),
      errors: [
        OpError("a beta of -1.0") { _ = Tensor.kaiserWindow(3, beta: -1) },
        OpError("a beta of nan") { _ = Tensor.kaiserWindow(3, beta: .nan) },
      ]),
    OpCase(
      "generalCosineWindow", in: "Windows/CosineWindows",
      errors: [
        OpError("no coefficients") { _ = Tensor.generalCosineWindow(3, coefficients: []) },
        OpError("-1 elements") { _ = Tensor.generalCosineWindow(-1, coefficients: [1]) },
      ]),
  ]

  /// Even and odd sizes, both kinds, both dtypes.
  private static func window(
    _ name: String, _ file: String, _ torch: String, _ arguments: String = "",
    older: String? = nil,
    _ body: @escaping @Sendable (Int, Bool, DType) -> Tensor
  ) -> OpCase {
    var forms: [OpForm] = []
    for (size, isSymmetric, dtype) in [
      (7, true, DType.float64), (6, true, .float32), (7, false, .float32), (6, false, .float64),
      (1, true, .float32), (2, false, .float32), (0, true, .float32), (2, true, .float64),
    ] {
      forms.append(
        OpForm(
          "torch.\(torch)(\(size)\(arguments), sym=\(isSymmetric ? "True" : "False"), dtype=torch.\(dtype))",
          .none, all: { _ in [body(size, isSymmetric, dtype)] }))
    }
    if let older {
      forms.append(
        OpForm(
          "torch.\(older)(9, dtype=torch.float64)", .none, all: { _ in [body(9, false, .float64)] }
        ))
    }
    return OpCase(
      name, in: "Windows/\(file)Windows", torch: [torch: "Tensor.\(name)(64)"], forms: forms,
      errors: [
        OpError("-1 elements") { _ = body(-1, true, .float32) },
        OpError("needs a floating-point dtype, not int64") { _ = body(3, true, .int64) },
      ])
  }
}
