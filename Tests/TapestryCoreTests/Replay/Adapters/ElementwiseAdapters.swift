import TapestryCore

extension Replay {
  static let elementwise: [String: Adapter] = [
    "abs": unary { $0.abs() }, "acos": unary { $0.acos() }, "acosh": unary { $0.acosh() },
    "angle": unary { $0.angle() }, "asin": unary { $0.asin() }, "asinh": unary { $0.asinh() },
    "atan": unary { $0.atan() }, "atanh": unary { $0.atanh() }, "ceil": unary { $0.ceil() },
    "cos": unary { $0.cos() }, "cosh": unary { $0.cosh() }, "deg2rad": unary { $0.deg2rad() },
    "digamma": unary { $0.digamma() }, "erf": unary { $0.erf() }, "erfc": unary { $0.erfc() },
    "erfinv": unary { $0.erfinv() }, "exp": unary { $0.exp() }, "exp2": unary { $0.exp2() },
    "expm1": unary { $0.expm1() }, "floor": unary { $0.floor() }, "frac": unary { $0.frac() },
    "i0": unary { $0.i0() }, "isfinite": unary { $0.isFinite() },
    "isinf": unary { $0.isInfinite() }, "isnan": unary { $0.isNaN() },
    "isneginf": unary { $0.isNegInf() }, "isposinf": unary { $0.isPosInf() },
    "lgamma": unary { $0.lgamma() }, "log": unary { $0.log() }, "log10": unary { $0.log10() },
    "log1p": unary { $0.log1p() }, "log2": unary { $0.log2() },
    "logical_not": unary { .!$0 }, "neg": unary { -$0 }, "bitwise_not": unary { ~$0 },
    "positive": unary { +$0 }, "rad2deg": unary { $0.rad2deg() },
    "reciprocal": unary { $0.reciprocal() }, "rsqrt": unary { $0.rsqrt() },
    "sigmoid": unary { $0.sigmoid() }, "sign": unary { $0.sign() }, "sgn": unary { $0.sign() },
    "signbit": unary { $0.signbit() }, "sin": unary { $0.sin() }, "sinc": unary { $0.sinc() },
    "sinh": unary { $0.sinh() }, "sqrt": unary { $0.sqrt() }, "square": unary { $0.square() },
    "tan": unary { $0.tan() }, "tanh": unary { $0.tanh() }, "trunc": unary { $0.truncated() },
    "special.airy_ai": unary { $0.airyAi() },
    // PyTorch's J₀ and Y₁ are up to 1.9e-7 and 3.2e-7 off, which is too much for float64.
    "special.bessel_j0": { s in s.input.dtype == .float64 ? nil : [s.input.besselJ0()] },
    "special.bessel_j1": unary { $0.besselJ1() }, "special.bessel_y0": unary { $0.besselY0() },

    "special.bessel_y1": { s in s.input.dtype == .float64 ? nil : [s.input.besselY1()] },
    "special.entr": unary { $0.entr() },
    "special.erfcx": unary { $0.erfcx() }, "special.i0e": unary { $0.i0e() },
    "special.i1": unary { $0.i1() }, "special.i1e": unary { $0.i1e() },
    "special.log_ndtr": unary { $0.logNdtr() }, "special.ndtr": unary { $0.ndtr() },
    "special.ndtri": unary { $0.ndtri() },
    "special.modified_bessel_i0": unary { $0.modifiedBesselI0() },
    "special.modified_bessel_i1": unary { $0.modifiedBesselI1() },
    "special.modified_bessel_k0": unary { $0.modifiedBesselK0() },
    "special.modified_bessel_k1": unary { $0.modifiedBesselK1() },
    "special.spherical_bessel_j0": unary { $0.sphericalBesselJ0() },
    "round": { s in [s.input.rounded(decimals: s.int("decimals") ?? 0)] },
    "logit": { s in [s.input.logit(eps: s.number("eps", 1))] },
    "polygamma": { s in polygamma(s) }, "special.polygamma": { s in polygamma(s) },
    "mvlgamma": { s in [s.input.mvlgamma(s.int("p", 1)!)] },
    "nan_to_num": { s in
      [
        s.input.nanToNum(
          nan: s.number("nan") ?? 0, positiveInfinity: s.number("posinf"),
          negativeInfinity: s.number("neginf"))
      ]
    },
    "isreal": unary { $0.isReal() },
    "special.scaled_modified_bessel_k0": unary { $0.scaledModifiedBesselK0() },
    "special.scaled_modified_bessel_k1": unary { $0.scaledModifiedBesselK1() },
    "frexp": { s in
      let parts = s.input.frexp()
      return [parts.mantissa, parts.exponent]
    },
  ]

  static let pairs: [String: Adapter] = [
    "add": { s in scaled(s) { $0 + $1 } }, "sub": { s in scaled(s) { $0 - $1 } },
    "mul": binary { $0 * $1 }, "true_divide": binary { $0 / $1 }, "pow": binary { $0.pow($1) },
    "float_power": binary { $0.floatPower($1) },
    "floor_divide": binary { $0.floorDivided(by: $1) }, "remainder": binary { $0 % $1 },
    "fmod": binary { $0.fmod($1) }, "atan2": binary { $0.atan2($1) },
    "copysign": binary { $0.copysign($1) }, "heaviside": binary { $0.heaviside($1) },
    "hypot": binary { $0.hypot($1) }, "ldexp": binary { $0.ldexp($1) },
    "logaddexp": binary { $0.logaddexp($1) }, "logaddexp2": binary { $0.logaddexp2($1) },
    "maximum": binary { $0.maximum($1) }, "minimum": binary { $0.minimum($1) },
    "fmax": binary { $0.fmax($1) }, "fmin": binary { $0.fmin($1) },
    "nextafter": binary { $0.nextafter($1) }, "gcd": binary { $0.gcd($1) },
    "lcm": binary { $0.lcm($1) }, "xlogy": binary { $0.xlogy($1) },
    "igamma": binary { $0.igamma($1) }, "igammac": binary { $0.igammac($1) },
    "special.xlog1py": binary { $0.xlog1py($1) }, "special.zeta": binary { $0.zeta($1) },
    "bitwise_and": binary { $0 & $1 }, "bitwise_or": binary { $0 | $1 },
    "bitwise_xor": binary { $0 ^ $1 }, "bitwise_left_shift": binary { $0 << $1 },
    "bitwise_right_shift": binary { $0 >> $1 }, "eq": binary { $0 .== $1 },
    "ne": binary { $0 .!= $1 }, "lt": binary { $0 .< $1 }, "le": binary { $0 .<= $1 },
    "gt": binary { $0 .> $1 }, "ge": binary { $0 .>= $1 }, "logical_and": binary { $0 .&& $1 },
    "logical_or": binary { $0 .|| $1 }, "logical_xor": binary { $0 .^ $1 },
    "__radd__": binary { $1 + $0 }, "__rsub__": binary { $1 - $0 },
    "rsub": { s in
      guard let a = s.tensor("input", 0), let b = s.operand(1, beside: a) else { return nil }
      return [b - (s.element("alpha").map { a * $0 } ?? a)]
    },
    "__rmul__": binary { $1 * $0 }, "__rdiv__": binary { $1 / $0 },
    "__rmod__": binary { $1 % $0 }, "__rpow__": binary { $1.pow($0) },
    "__rand__": binary { $1 & $0 }, "__ror__": binary { $1 | $0 }, "__rxor__": binary { $1 ^ $0 },
    "special.chebyshev_polynomial_t": binary { $0.chebyshevPolynomialT($1) },
    "special.chebyshev_polynomial_u": binary { $0.chebyshevPolynomialU($1) },
    "special.chebyshev_polynomial_v": binary { $0.chebyshevPolynomialV($1) },
    "special.chebyshev_polynomial_w": binary { $0.chebyshevPolynomialW($1) },
    "special.shifted_chebyshev_polynomial_t": binary { $0.shiftedChebyshevPolynomialT($1) },
    "special.shifted_chebyshev_polynomial_u": binary { $0.shiftedChebyshevPolynomialU($1) },
    "special.shifted_chebyshev_polynomial_v": binary { $0.shiftedChebyshevPolynomialV($1) },
    "special.shifted_chebyshev_polynomial_w": binary { $0.shiftedChebyshevPolynomialW($1) },
    "special.hermite_polynomial_h": binary { $0.hermitePolynomialH($1) },
    "special.hermite_polynomial_he": binary { $0.hermitePolynomialHe($1) },
    "special.laguerre_polynomial_l": binary { $0.laguerrePolynomialL($1) },
    "special.legendre_polynomial_p": binary { $0.legendrePolynomialP($1) },
    "div": { s in
      guard let b = s.operand(1, beside: s.input) else { return nil }
      switch s.text("rounding_mode") {
      case "floor": return [s.input.divided(by: b, rounding: .floor)]
      case "trunc": return [s.input.divided(by: b, rounding: .trunc)]
      default: return [s.input / b]
      }
    },
    "isclose": { s in
      guard let a = s.tensor("input", 0), let b = s.operand(1, beside: a) else { return nil }
      return [
        a.isClose(
          to: b, rtol: s.number("rtol") ?? 1e-5, atol: s.number("atol") ?? 1e-8,
          equalNaN: s.bool("equal_nan") ?? false)
      ]
    },
    // Bools are left out: the two are not for them here, as `torch.clamp` is not.
    "clamp_min": { s in
      guard let x = s.tensor("input", 0), let low = s.tensor("min", 1) else { return nil }
      return x.dtype == .bool ? nil : [x.clamped(min: low)]
    },
    "clamp_max": { s in
      guard let x = s.tensor("input", 0), let high = s.tensor("max", 1) else { return nil }
      return x.dtype == .bool ? nil : [x.clamped(max: high)]
    },
    "clamp": { s in
      if let low = s.tensor("min", 1), let high = s.tensor("max", 2) {
        return [s.input.clamped(min: low, max: high)]
      }
      if let low = s.tensor("min", 1) { return [s.input.clamped(min: low)] }
      if let high = s.tensor("max", 2) { return [s.input.clamped(max: high)] }
      if s.tensors.count > 1 { return nil }
      if s.input.dtype.isFloatingPoint {
        return [s.input.clamped(min: s.number("min", 1), max: s.number("max", 2))]
      }
      guard s.number("min", 1) == s.int("min", 1).map(Double.init),
        s.number("max", 2) == s.int("max", 2).map(Double.init)
      else { return nil }
      return [s.input.clamped(min: s.int("min", 1), max: s.int("max", 2))]
    },
    "addcmul": { s in
      let factor: any TensorElement = s.element("value") ?? 1
      return [s.input.addcmul(s.tensor("tensor1", 1)!, s.tensor("tensor2", 2)!, value: factor)]
    },
    "addcdiv": { s in
      let factor: any TensorElement = s.element("value") ?? 1
      return [s.input.addcdiv(s.tensor("tensor1", 1)!, s.tensor("tensor2", 2)!, value: factor)]
    },
    "lerp": { s in
      if let weight = s.tensor("weight", 2) {
        return [s.input.lerp(s.tensor("end", 1)!, weight: weight)]
      }
      return [s.input.lerp(s.tensor("end", 1)!, weight: s.number("weight", 2)!)]
    },
  ]

  private static func polygamma(_ s: ReplaySample) -> [Tensor]? {
    // PyTorch's catalogue hands the order over as the second argument.
    guard let order = s.int("n", 1) else { return nil }
    // At the poles PyTorch's trigamma is finite, as its sine of whole multiples of π is not 0; its other orders are infinite.
    let x = s.input.detach()
    if order == 1, s.dtype.isInteger, (x .< 0).any().item(as: Bool.self) { return nil }
    return [s.input.polygamma(order: order)]
  }

  private static func scaled(
    _ s: ReplaySample, _ body: (Tensor, Tensor) -> Tensor
  ) -> [Tensor]? {
    guard let b = s.operand(1, beside: s.input) else { return nil }
    if let factor = s.int("alpha") { return [body(s.input, b * factor)] }
    if let factor = s.number("alpha") { return [body(s.input, b * factor)] }
    return [body(s.input, b)]
  }
}
