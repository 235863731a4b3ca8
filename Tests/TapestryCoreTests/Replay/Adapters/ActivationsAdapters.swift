import TapestryCore

extension Replay {
  static let activations: [String: Adapter] = [
    "nn.functional.celu": { s in [s.input.celu(alpha: s.number("alpha", 1) ?? 1)] },
    "nn.functional.elu": { s in [s.input.elu(alpha: s.number("alpha", 1) ?? 1)] },
    "nn.functional.selu": unary { $0.selu() },
    "nn.functional.gelu": { s in
      let names: [String: GELUApproximation] = ["none": .none, "tanh": .tanh]
      return names[s.text("approximate") ?? "none"].map { [s.input.gelu(approximate: $0)] }
    },
    "nn.functional.hardshrink": { s in [s.input.hardshrink(lambda: s.number("lambd", 1) ?? 0.5)] },
    "nn.functional.softshrink": { s in [s.input.softshrink(lambda: s.number("lambd", 1) ?? 0.5)] },
    "nn.functional.hardsigmoid": unary { $0.hardsigmoid() },
    "nn.functional.hardswish": unary { $0.hardswish() },
    "nn.functional.hardtanh": { s in
      [s.input.hardtanh(min: s.number("min_val", 1) ?? -1, max: s.number("max_val", 2) ?? 1)]
    },
    "nn.functional.relu6": unary { $0.relu6() },
    "nn.functional.relu": unary { $0.relu() },
    "nn.functional.leaky_relu": { s in
      [s.input.leakyReLU(negativeSlope: s.number("negative_slope", 1) ?? 0.01)]
    },
    "nn.functional.logsigmoid": unary { $0.logsigmoid() },
    "nn.functional.mish": unary { $0.mish() },
    "nn.functional.silu": unary { $0.silu() },
    "nn.functional.softplus": { s in
      [s.input.softplus(beta: s.number("beta", 1) ?? 1, threshold: s.number("threshold", 2) ?? 20)]
    },
    "nn.functional.softsign": unary { $0.softsign() },
    "nn.functional.tanhshrink": unary { $0.tanhshrink() },
    "nn.functional.threshold": { s in
      [s.input.threshold(s.number("threshold", 1)!, value: s.number("value", 2)!)]
    },
    "nn.functional.glu": { s in [s.input.glu(axis: s.int("dim", 1) ?? -1)] },
    "nn.functional.prelu": { s in [s.input.prelu(s.tensor("weight", 1)!)] },
    "softmax": { s in [s.input.softmax(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "log_softmax": { s in [s.input.logSoftmax(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "nn.functional.softmin": { s in
      [s.input.softmin(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))]
    },
  ]
}
