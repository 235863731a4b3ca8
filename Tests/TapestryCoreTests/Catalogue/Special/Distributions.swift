import TapestryCore
import TapestryTesting

extension Catalogue {
  /// The error function's relatives, and what entropies and likelihoods are made of.
  static let errorFunctions: [OpCase] = [
    OpCase(
      "erfinv", in: "Special/InverseErrorFunction", torch: ["erfinv": "x.erfinv()"],
      OpForm("torch.erfinv(a)", .unary(-0.875...0.875)) { $0.erfinv() }),
    OpCase(
      "erfcx", in: "Special/ScaledComplementaryErrorFunction",
      torch: ["special.erfcx": "x.erfcx()"],
      OpForm("torch.special.erfcx(a)", .unary(-2...4, dtypes: unhalved)) { $0.erfcx() }),
    OpCase(
      "ndtr", in: "Special/NormalDistribution", torch: ["special.ndtr": "x.ndtr()"],
      OpForm("torch.special.ndtr(a)", .unary(dtypes: unhalved)) { $0.ndtr() }),
    OpCase(
      "ndtri", in: "Special/NormalQuantile", torch: ["special.ndtri": "x.ndtri()"],
      OpForm("torch.special.ndtri(a)", .unary(0.0625...0.9375, dtypes: unhalved)) { $0.ndtri() }),
    OpCase(
      "logNdtr", in: "Special/LogNormalDistribution", torch: ["special.log_ndtr": "x.logNdtr()"],
      OpForm("torch.special.log_ndtr(a)", .unary(dtypes: unhalved)) { $0.logNdtr() }),
    OpCase(
      "entr", in: "Special/Entropy", torch: ["special.entr": "x.entr()"],
      OpForm("torch.special.entr(a)", .unary(0.125...4)) { $0.entr() }),
    OpCase(
      "logit", in: "Special/Logit", torch: ["logit": "x.logit()"],
      OpForm("torch.logit(a)", .unary(0.0625...0.9375, dtypes: unhalved)) { $0.logit() },
      OpForm("torch.logit(a, 0.25)", .unary(0.3125...0.6875, dtypes: unhalved)) {
        $0.logit(eps: 0.25)
      }),
    OpCase(
      "xlogy", in: "Special/XLogY", torch: ["xlogy": "x.xlogy(y)"],
      OpForm("torch.xlogy(a, b)", .binary(-4...4, 0.25...4)) { $0.xlogy($1) },
      OpForm("torch.xlogy(a, 2.5)", .eachDType()) { $0.xlogy(2.5) },
      errors: doNotBroadcast { $0.xlogy($1) }),
    OpCase(
      "xlog1py", in: "Special/XLogOnePlusY", torch: ["special.xlog1py": "x.xlog1py(y)"],
      OpForm("torch.special.xlog1py(a, b)", .binary(-4...4, -0.75...4)) { $0.xlog1py($1) },
      OpForm("torch.special.xlog1py(a, 2.5)", .eachDType()) { $0.xlog1py(2.5) },
      errors: doNotBroadcast { $0.xlog1py($1) }),
  ]
}
