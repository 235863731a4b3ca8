import Foundation
import TapestryTesting

/// Every operation of the library, one row each: the one place that proves them.
enum Catalogue {
  static let complete: [OpCase] = families.flatMap(\.ops)

  /// What the tests go through: all rows, or, while one works at some operations, those whose files begin with one of the words of
  /// the environment's `TAPESTRY_OPS`: `TAPESTRY_OPS=Reduction/Sum,Math/`.
  static let all: [OpCase] = {
    guard let chosen = ProcessInfo.processInfo.environment["TAPESTRY_OPS"] else { return complete }
    let beginnings = chosen.split(separator: ",")
    return complete.filter { op in beginnings.contains { op.file.hasPrefix($0) } }
  }()

  static let families: [(name: String, ops: [OpCase])] = [
    ("Activation", activation + shaping + gating),
    ("Arithmetic", arithmetic + integerArithmetic + floatingArithmetic + ternary),
    ("Attention", attention),
    ("Bitwise", bitwise),
    ("Comparison", comparison + closeness),
    ("Complex", complex),
    ("Convolution", convolution),
    ("Creation", conversion + filled + grids + sequences),
    ("Distance", distance),
    ("Embedding", embedding),
    ("Fourier", fourier),
    (
      "Indexing",
      indexingBasics + scattering + slicesByPlace + numberedElements + masking + filling
        + subscripts
    ),
    (
      "LinearAlgebra",
      products + contractions + systems + factorizations + spectra + matrixFunctions + matrixNorms
        + bilinearForms
    ),
    (
      "Loss",
      classLosses + regressionLosses + binaryLosses + rankingLosses + sequenceLosses + kerasLosses
    ),
    ("Masked", maskedOps),
    ("Math", math + functions + rounding),
    ("Normalization", normalization),
    ("Padding", padding),
    ("Pooling", pooling),
    ("Random", random),
    ("Recurrent", recurrent),
    ("Reduction", sums + extremes + truth + norms + spread + segments),
    ("Resampling", resampling),
    ("Scan", scan),
    ("Shape", shapeBasics + shapeViews + splitting + joining + repeating + diagonals),
    ("Sorting", sorting),
    ("Special", errorFunctions + gammaFunctions + besselFunctions + polynomials),
    ("Statistics", statistics),
    ("Windows", windows),
  ]
}

extension OpCase {
  /// The family, which is the folder of its source file and of its golden file.
  var family: String { String(file.split(separator: "/")[0]) }

  func queries(of form: OpForm) -> [GoldenQuery] {
    guard let reference = form.reference else { return [] }
    return form.samples.samples.map { query(reference, $0) }
  }

  func query(_ reference: String, _ sample: Sample) -> GoldenQuery {
    GoldenQuery(file: file, expression: reference, inputs: sample.inputs)
  }
}
