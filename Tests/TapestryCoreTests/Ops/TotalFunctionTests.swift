import Glibc
import TapestryCore
import TapestryTesting
import Testing

extension Catalogue {
  /// Functions of every tensor, whatever its shape, dtype and numbers: nothing that can be handed to them is wrong.
  ///
  /// What can be misused all the same are their results. Each of these functions is put to the misuses that all have in common: a tape
  /// that was freed and a saved operand that was changed in place (``TapeMessageTests``), and here a result that is no end of a tape and
  /// one that does not fit where it is written.
  static let totalFunctions: [String: Set<String>] = [
    "Activation": [
      "elu", "gelu", "hardshrink", "hardsigmoid", "hardswish", "leakyReLU", "logsigmoid",
      "mish", "selu", "sigmoid", "silu", "softsign", "tanh", "tanhshrink",
    ],
    "Arithmetic": [
      "nanToNum", "reciprocal", "square",
    ],
    "Comparison": [
      ".!", "isEqual", "isFinite", "isInfinite", "isNaN", "isNegInf", "isPosInf", "isReal",
      "signbit",
    ],
    "Complex": [
      "abs", "angle", "exp",
    ],
    "Creation": [
      "cast", "clone", "resultType",
    ],
    "Indexing": [
      "nonzero", "nonzeroByAxis",
    ],
    "LinearAlgebra": [
      "kron"
    ],
    "Math": [
      "acos", "acosh", "angle", "asin", "asinh", "atan", "atanh", "cos", "cosh", "deg2rad",
      "erf", "erfc", "exp", "exp2", "expm1", "log", "log10", "log1p", "log2", "rad2deg",
      "rsqrt", "sign", "sin", "sinc", "sinh", "sqrt", "tan",
    ],
    "Shape": [
      "T", "atleast1d", "atleast2d", "atleast3d", "contiguous", "diagflat", "raveled",
    ],
    "Sorting": [
      "isin", "msort",
    ],
    "Special": [
      "airyAi", "besselJ0", "besselJ1", "besselY0", "besselY1", "digamma", "entr", "erfcx",
      "erfinv", "i0", "i0e", "i1", "i1e", "lgamma", "logNdtr", "logit", "modifiedBesselI0",
      "modifiedBesselI1", "modifiedBesselK0", "modifiedBesselK1", "ndtr", "ndtri",
      "scaledModifiedBesselK0", "scaledModifiedBesselK1", "sphericalBesselJ0",
    ],
  ]
}

extension OpCase {
  fileprivate var isTotal: Bool { Catalogue.totalFunctions[family]?.contains(name) ?? false }
}

/// At least two wrong uses of every operation, in its row or because all have them in common.
@Suite struct TotalFunctionTests {
  @Test(arguments: Catalogue.all) func errorsAreTwoOrMore(op: OpCase) {
    let others = Catalogue.complete.filter { $0.family == op.family && $0.name == op.name }
    let count = others.reduce(0) { $0 + $1.errors.count }
    if op.isTotal {
      #expect(count == 0, "a function that is defined for every tensor has errors")
    } else {
      #expect(count >= 2, "too few wrong uses")
    }
  }

  @Test func totalFunctionsAreInTheCatalogue() {
    let named = Set(
      Catalogue.totalFunctions.flatMap { family, names in names.map { "\(family)/\($0)" } })
    #expect(named.subtracting(Catalogue.complete.map { "\($0.family)/\($0.name)" }) == [])
  }

  @Test func misusesOfResults() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) { Misuses.check() }
    #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "")
  }
}

/// In one process that forks for each: a process of its own for each would take minutes.
private enum Misuses {
  struct Misuse: Sendable {
    let message: String
    let body: @Sendable (OpForm, Sample) -> Void
  }

  static let all = [
    Misuse(message: "backward: this tensor asks for no gradient and was not computed from one that")
    {
      form, sample in
      form.body(sample.tensors)[0].sum().backward()
    },
    Misuse(message: "update: a result of shape ") { form, sample in
      Tensor.zeros([3, 5, 7]).update { _ in form.body(sample.tensors)[0] }
    },
  ]

  static func check() {
    // A fork has one thread.
    Threads.setCount(1)
    var failures: [String] = []
    for op in Catalogue.all where op.isTotal {
      guard let form = op.forms.first, let sample = form.samples.samples.first else { continue }
      for misuse in all {
        let (status, message) = inFork {
          misuse.body(form, sample)
          return 0
        }
        let lines = message.split(separator: "\n")
        if status & 0x7f != SIGABRT || lines.count != 1 || !lines[0].hasPrefix(misuse.message) {
          failures.append("\(op.family)/\(op.name): status \(status): \(message)")
        }
      }
    }
    if failures.isEmpty { return }
    let text = failures.joined(separator: "\n") + "\n"
    _ = write(2, text, text.utf8.count)
    exit(1)
  }
}
