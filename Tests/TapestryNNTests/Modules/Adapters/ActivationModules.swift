import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let activationModules: [String: Adapter] = [
    "ReLU": { _ in ModuleSubject(ReLU()) },
    "ReLU6": { _ in ModuleSubject(ReLU6()) },
    "SELU": { _ in ModuleSubject(SELU()) },
    "SiLU": { _ in ModuleSubject(SiLU()) },
    "Mish": { _ in ModuleSubject(Mish()) },
    "Sigmoid": { _ in ModuleSubject(Sigmoid()) },
    "LogSigmoid": { _ in ModuleSubject(LogSigmoid()) },
    "Hardsigmoid": { _ in ModuleSubject(Hardsigmoid()) },
    "Hardswish": { _ in ModuleSubject(Hardswish()) },
    "Tanh": { _ in ModuleSubject(Tanh()) },
    "Softsign": { _ in ModuleSubject(Softsign()) },
    "Tanhshrink": { _ in ModuleSubject(Tanhshrink()) },
    "Softmax2d": { _ in ModuleSubject(Softmax2d()) },
    "LeakyReLU": { c in
      ModuleSubject(LeakyReLU(negativeSlope: c.arguments.number("negative_slope", 0) ?? 0.01))
    },
    "RReLU": { c in
      ModuleSubject(
        RReLU(
          lower: c.arguments.number("lower", 0) ?? 1.0 / 8,
          upper: c.arguments.number("upper", 1) ?? 1.0 / 3))
    },
    "PReLU": { c in
      ModuleSubject(PReLU(c.arguments.int("num_parameters", 0) ?? 1, dtype: c.dtype))
    },
    "ELU": { c in ModuleSubject(ELU(alpha: c.arguments.number("alpha", 0) ?? 1)) },
    "CELU": { c in ModuleSubject(CELU(alpha: c.arguments.number("alpha", 0) ?? 1)) },
    "GELU": { c in
      ModuleSubject(GELU(approximate: c.arguments.text("approximate", 0) == "tanh" ? .tanh : .none))
    },
    "GLU": { c in ModuleSubject(GLU(axis: c.arguments.int("dim", 0) ?? -1)) },
    "Hardtanh": { c in
      ModuleSubject(
        Hardtanh(
          min: c.arguments.number("min_val", 0) ?? -1, max: c.arguments.number("max_val", 1) ?? 1))
    },
    "Hardshrink": { c in ModuleSubject(Hardshrink(lambda: c.arguments.number("lambd", 0) ?? 0.5)) },
    "Softshrink": { c in ModuleSubject(Softshrink(lambda: c.arguments.number("lambd", 0) ?? 0.5)) },
    "Softplus": { c in
      ModuleSubject(
        Softplus(
          beta: c.arguments.number("beta", 0) ?? 1,
          threshold: c.arguments.number("threshold", 1) ?? 20))
    },
    "Threshold": { c in
      ModuleSubject(
        Threshold(c.arguments.number("threshold", 0)!, value: c.arguments.number("value", 1)!))
    },
    // Without an axis PyTorch guesses one, and warns.
    "Softmax": { c in c.arguments.int("dim", 0).map { ModuleSubject(Softmax(axis: $0)) } },
    "Softmin": { c in c.arguments.int("dim", 0).map { ModuleSubject(Softmin(axis: $0)) } },
    "LogSoftmax": { c in c.arguments.int("dim", 0).map { ModuleSubject(LogSoftmax(axis: $0)) } },
  ]
}
