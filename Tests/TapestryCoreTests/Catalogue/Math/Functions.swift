import TapestryCore
import TapestryTesting

extension Catalogue {
  static let functions: [OpCase] = [
    OpCase(
      "acosh", in: "Math/InverseHyperbolicCosine", torch: ["acosh": "x.acosh()"],
      OpForm("torch.acosh(a)", .unary(1.0625...8)) { $0.acosh() }),
    OpCase(
      "asinh", in: "Math/InverseHyperbolicSine", torch: ["asinh": "x.asinh()"],
      OpForm("torch.asinh(a)", .unary()) { $0.asinh() }),
    OpCase(
      "atanh", in: "Math/InverseHyperbolicTangent", torch: ["atanh": "x.atanh()"],
      OpForm("torch.atanh(a)", .unary(-0.875...0.875)) { $0.atanh() }),
    OpCase(
      "angle", in: "Math/Angle", torch: ["angle": "x.angle()"],
      OpForm("torch.angle(a)", .unary()) { $0.angle() }),
    OpCase(
      "sinc", in: "Math/Sinc", torch: ["sinc": "x.sinc()"],
      OpForm("torch.sinc(a)", .unary().withoutOverflow) { $0.sinc() }),
    OpCase(
      "frac", in: "Math/FractionalPart", torch: ["frac": "x.frac()"],
      OpForm("torch.frac(a)", .unary(dtypes: floats)) { $0.frac() },
      errors: [
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(3).frac() },
        OpError("needs a floating-point dtype, not bool") { _ = Tensor([true]).frac() },
      ]),
    OpCase(
      "frexp", in: "Math/Frexp", torch: ["frexp": "x.frexp().mantissa"],
      OpForm(
        "torch.frexp(a)", .unary(0.5625...0.9375, dtypes: floats).withoutSubnormalSlopes,
        all: {
          let (mantissa, exponent) = $0[0].frexp()
          return [mantissa, exponent]
        }),
      OpForm(
        "torch.frexp(a)", .unary(2.125...3.875, dtypes: []).withoutSubnormalSlopes,
        all: {
          let (mantissa, exponent) = $0[0].frexp()
          return [mantissa, exponent]
        }),
      errors: [
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(3).frexp() },
        OpError("needs a floating-point dtype, not bool") { _ = Tensor([true]).frexp() },
      ]),
    OpCase(
      "deg2rad", in: "Math/DegreesToRadians", torch: ["deg2rad": "x.deg2rad()"],
      OpForm("torch.deg2rad(a)", .unary()) { $0.deg2rad() }),
    OpCase(
      "rad2deg", in: "Math/RadiansToDegrees", torch: ["rad2deg": "x.rad2deg()"],
      OpForm("torch.rad2deg(a)", .unary()) { $0.rad2deg() }),
  ]
}

extension SampleSet {
  /// In float32 PyTorch's πx overflows; near 0 its second derivative loses all digits, and at 0 it is 0.
  fileprivate var withoutOverflow: SampleSet {
    SampleSet(
      samples.filter { $0.derivatives != .unknown || $0.inputs[0].dtype == .float64 }.map {
        Sample($0.inputs, derivatives: $0.derivatives == .stored ? .unknown : $0.derivatives)
      }, large: large)
  }

  /// PyTorch's derivative of a subnormal's mantissa is the inverse of a power of two that float32 lacks; ours is finite.
  fileprivate var withoutSubnormalSlopes: SampleSet {
    SampleSet(
      samples.map {
        Sample($0.inputs, derivatives: $0.derivatives == .stored ? .unknown : $0.derivatives)
      }, large: large)
  }
}
