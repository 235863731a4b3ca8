import Tapestry

/// A million elements each: larger than a core's own caches.
func addElementwise(to catalogue: Catalogue) {
  let n = 1 << 20
  let (a, b, positive) = (Tensor.randn([n]), Tensor.randn([n]), Tensor.rand([n]) + 0.1)
  let (whole, double) = (Tensor.randint(0..<1000, [n]), Tensor.randn([n], dtype: .float64))
  catalogue.add(
    "elementwise",
    [
      "add_scalar": { a + 1 }, "mul": { a * b }, "div": { a / positive },
      "maximum": { a.maximum(b) }, "gt": { a .> b }, "where": { Tensor.where(a .> b, a, b) },
      "clamp": { a.clamped(min: -1, max: 1) }, "masked_fill": { a.maskedFill(a .> 0, with: 0) },
      "abs": { a.abs() }, "round": { a.rounded() }, "sqrt": { positive.sqrt() },
      "rsqrt": { positive.rsqrt() }, "log": { positive.log() }, "log1p": { positive.log1p() },
      "expm1": { a.expm1() }, "sin": { a.sin() }, "tan": { a.tan() }, "atan2": { a.atan2(b) },
      "erf": { a.erf() }, "lgamma": { positive.lgamma() }, "pow_2.5": { positive.pow(2.5) },
      "pow": { positive.pow(a) }, "isnan": { a.isNaN() }, "relu": { a.relu() },
      "leaky_relu": { a.leakyReLU() }, "sigmoid": { a.sigmoid() }, "silu": { a.silu() },
      "softplus": { a.softplus() },
    ])
  catalogue.add(
    "dtype",
    [
      "int64_add": { whole + whole }, "int64_mul": { whole * whole }, "int64_mod": { whole % 7 },
      "float64_add": { double + double }, "float64_exp": { double.exp() },
      "float64_tanh": { double.tanh() }, "to_int64": { a.cast(to: .int64) },
      "to_float64": { a.cast(to: .float64) }, "to_float16": { a.cast(to: .float16) },
      "to_bfloat16": { a.cast(to: .bfloat16) },
    ])
  let m = a.reshaped(to: [1024, 1024])
  let images = a.reshaped(to: [32, 64, 16, 32])
  catalogue.add(
    "broadcast",
    [
      "row": { m + m[0] }, "column": { m + m[0..., ..<1] }, "transposed": { m + m.transposed() },
      "outer": { m[0].outer(m[1]) },
      "channels": { images * images[..<1, 0..., ..<1, ..<1] },
    ])
}
