import TapestryCore
import TapestryTesting

extension Catalogue {
  static let math: [OpCase] = [
    OpCase(
      "acos", in: "Math/ArcCosine", torch: ["acos": "x.acos()"],
      OpForm("torch.acos(a)", .unary(-0.875...0.875)) { $0.acos() }),
    OpCase(
      "asin", in: "Math/ArcSine", torch: ["asin": "x.asin()"],
      OpForm("torch.asin(a)", .unary(-0.875...0.875)) { $0.asin() }),
    OpCase(
      "atan", in: "Math/ArcTangent", torch: ["atan": "x.atan()"],
      OpForm("torch.atan(a)", .unary()) { $0.atan() }),
    OpCase(
      "cos", in: "Math/Cosine", torch: ["cos": "x.cos()"],
      OpForm("torch.cos(a)", .unary()) { $0.cos() }),
    OpCase(
      "cosh", in: "Math/HyperbolicCosine", torch: ["cosh": "x.cosh()"],
      OpForm("torch.cosh(a)", .unary()) { $0.cosh() }),
    OpCase(
      "erf", in: "Math/ErrorFunction", torch: ["erf": "x.erf()"],
      OpForm("torch.erf(a)", .unary()) { $0.erf() }),
    OpCase(
      "erfc", in: "Math/ComplementaryErrorFunction", torch: ["erfc": "x.erfc()"],
      OpForm("torch.erfc(a)", .unary()) { $0.erfc() }
    ),
    OpCase(
      "exp", in: "Math/Exp", torch: ["exp": "x.exp()"],
      OpForm("torch.exp(a)", .unary()) { $0.exp() }),
    OpCase(
      "exp2", in: "Math/Exp2", torch: ["exp2": "x.exp2()"],
      OpForm("torch.exp2(a)", .unary()) { $0.exp2() }),
    OpCase(
      "expm1", in: "Math/ExpMinusOne", torch: ["expm1": "x.expm1()"],
      OpForm("torch.expm1(a)", .unary()) { $0.expm1() }),
    OpCase(
      "log", in: "Math/Log", torch: ["log": "x.log()"],
      OpForm("torch.log(a)", .unary(0.125...8)) { $0.log() }),
    OpCase(
      "log10", in: "Math/Log10", torch: ["log10": "x.log10()"],
      OpForm("torch.log10(a)", .unary(0.125...8)) { $0.log10() }),
    OpCase(
      "log1p", in: "Math/LogOnePlus", torch: ["log1p": "x.log1p()"],
      OpForm("torch.log1p(a)", .unary(-0.875...4)) { $0.log1p() }),
    OpCase(
      "log2", in: "Math/Log2", torch: ["log2": "x.log2()"],
      OpForm("torch.log2(a)", .unary(0.125...8)) { $0.log2() }),
    OpCase(
      "rsqrt", in: "Math/ReciprocalSquareRoot", torch: ["rsqrt": "x.rsqrt()"],
      OpForm("torch.rsqrt(a)", .unary(0.25...8)) { $0.rsqrt() }),
    OpCase(
      "sin", in: "Math/Sine", torch: ["sin": "x.sin()"],
      OpForm("torch.sin(a)", .unary()) { $0.sin() }),
    OpCase(
      "sinh", in: "Math/HyperbolicSine", torch: ["sinh": "x.sinh()"],
      OpForm("torch.sinh(a)", .unary()) { $0.sinh() }),
    OpCase(
      "sqrt", in: "Math/SquareRoot", torch: ["sqrt": "x.sqrt()"],
      OpForm("torch.sqrt(a)", .unary(0.125...8)) { $0.sqrt() }),
    OpCase(
      "tan", in: "Math/Tangent", torch: ["tan": "x.tan()"],
      OpForm("torch.tan(a)", .unary(-1.25...1.25)) { $0.tan() }),
  ]

  /// Functions with steps, whose derivative is 0.
  static let rounding: [OpCase] = [
    OpCase(
      "ceil", in: "Math/Ceil", torch: ["ceil": "x.ceil()"],
      OpForm("torch.ceil(a)", .unary(dtypes: numbers)) { $0.ceil() },
      errors: notForBools { $0.ceil() }),
    OpCase(
      "floor", in: "Math/Floor", torch: ["floor": "x.floor()"],
      OpForm("torch.floor(a)", .unary(dtypes: numbers)) { $0.floor() },
      errors: notForBools { $0.floor() }),
    OpCase(
      "rounded", in: "Math/Round", torch: ["round": "x.rounded(decimals: 2)"],
      OpForm("torch.round(a)", .unary(dtypes: numbers)) { $0.rounded() },
      OpForm("torch.round(a, decimals=1)", .unary(dtypes: []).withoutFiniteDifferences) {
        $0.rounded(decimals: 1)
      },
      OpForm("torch.round(a, decimals=-1)", .unary(-40...40, dtypes: []).withoutFiniteDifferences) {
        $0.rounded(decimals: -1)
      },
      OpForm("torch.round(a, decimals=0)", .eachDType(floats)) { $0.rounded(decimals: 0) },
      errors: notForBools { $0.rounded() } + [
        OpError("to 1 decimals needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).rounded(decimals: 1)
        }
      ]),
    OpCase(
      "sign", in: "Math/Sign", torch: ["sign": "x.sign()", "sgn": "x.sign()"],
      OpForm("torch.sign(a)", .unary()) { $0.sign() },
      OpForm("torch.sgn(a)", .eachDType()) { $0.sign() }),
    OpCase(
      "truncated", in: "Math/Truncate", torch: ["trunc": "x.truncated()"],
      OpForm("torch.trunc(a)", .unary(dtypes: numbers)) { $0.truncated() },
      errors: notForBools { $0.truncated() }),
  ]

  /// All dtypes but bool.
  static let numbers = DType.allCases.filter { $0 != .bool }
}
