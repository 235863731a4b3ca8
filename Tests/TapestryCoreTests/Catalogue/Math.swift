import TapestryCore
import TapestryTesting

extension Catalogue {
  static let math: [OpCase] = [
    OpCase(
      "acos", in: "Math/ArcCosine", OpForm("torch.acos(a)", .unary(-0.875...0.875)) { $0.acos() }),
    OpCase(
      "asin", in: "Math/ArcSine", OpForm("torch.asin(a)", .unary(-0.875...0.875)) { $0.asin() }),
    OpCase("atan", in: "Math/ArcTangent", OpForm("torch.atan(a)", .unary()) { $0.atan() }),
    OpCase("cos", in: "Math/Cosine", OpForm("torch.cos(a)", .unary()) { $0.cos() }),
    OpCase("cosh", in: "Math/HyperbolicCosine", OpForm("torch.cosh(a)", .unary()) { $0.cosh() }),
    OpCase("erf", in: "Math/ErrorFunction", OpForm("torch.erf(a)", .unary()) { $0.erf() }),
    OpCase(
      "erfc", in: "Math/ComplementaryErrorFunction", OpForm("torch.erfc(a)", .unary()) { $0.erfc() }
    ),
    OpCase("exp", in: "Math/Exp", OpForm("torch.exp(a)", .unary()) { $0.exp() }),
    OpCase("exp2", in: "Math/Exp2", OpForm("torch.exp2(a)", .unary()) { $0.exp2() }),
    OpCase("expm1", in: "Math/ExpMinusOne", OpForm("torch.expm1(a)", .unary()) { $0.expm1() }),
    OpCase("log", in: "Math/Log", OpForm("torch.log(a)", .unary(0.125...8)) { $0.log() }),
    OpCase("log10", in: "Math/Log10", OpForm("torch.log10(a)", .unary(0.125...8)) { $0.log10() }),
    OpCase(
      "log1p", in: "Math/LogOnePlus", OpForm("torch.log1p(a)", .unary(-0.875...4)) { $0.log1p() }),
    OpCase("log2", in: "Math/Log2", OpForm("torch.log2(a)", .unary(0.125...8)) { $0.log2() }),
    OpCase(
      "rsqrt", in: "Math/ReciprocalSquareRoot",
      OpForm("torch.rsqrt(a)", .unary(0.25...8)) { $0.rsqrt() }),
    OpCase("sin", in: "Math/Sine", OpForm("torch.sin(a)", .unary()) { $0.sin() }),
    OpCase("sinh", in: "Math/HyperbolicSine", OpForm("torch.sinh(a)", .unary()) { $0.sinh() }),
    OpCase("sqrt", in: "Math/SquareRoot", OpForm("torch.sqrt(a)", .unary(0.125...8)) { $0.sqrt() }),
    OpCase("tan", in: "Math/Tangent", OpForm("torch.tan(a)", .unary(-1.25...1.25)) { $0.tan() }),
  ]

  /// Functions with steps, whose derivative is 0.
  static let rounding: [OpCase] = [
    OpCase(
      "ceil", in: "Math/Ceil", OpForm("torch.ceil(a)", .unary(dtypes: numbers)) { $0.ceil() },
      errors: [notForBools { $0.ceil() }]),
    OpCase(
      "floor", in: "Math/Floor", OpForm("torch.floor(a)", .unary(dtypes: numbers)) { $0.floor() },
      errors: [notForBools { $0.floor() }]),
    OpCase(
      "rounded", in: "Math/Round",
      OpForm("torch.round(a)", .unary(dtypes: numbers)) { $0.rounded() },
      errors: [notForBools { $0.rounded() }]),
    OpCase("sign", in: "Math/Sign", OpForm("torch.sign(a)", .unary()) { $0.sign() }),
    OpCase(
      "truncated", in: "Math/Truncate",
      OpForm("torch.trunc(a)", .unary(dtypes: numbers)) { $0.truncated() },
      errors: [notForBools { $0.truncated() }]),
  ]

  /// All dtypes but bool.
  static let numbers = DType.allCases.filter { $0 != .bool }

  /// What functions say that have no meaning for bools.
  static func notForBools(_ body: @escaping @Sendable (Tensor) -> Tensor) -> OpError {
    OpError("not defined for bool") { _ = body(Tensor([true, false])) }
  }
}
