import Foundation
import TapestryCore

/// The samples of one operator, as `Tests/Goldens/replay.py` writes them.
///
/// `!` names the operator. `?` begins a sample and gives its dtype; `s` its call as JSON, in which tensors stand as numbers; `a` and `r`
/// are the tensors, in order, those of `r` with derivatives; `y`, `g`, `h` as in ``GoldenFile``; `x` are results for the same numbers
/// in float64; `e` is the message of a call that PyTorch refuses. Complex numbers stand as pairs of real ones.
struct ReplayFile {
  let name: String
  let samples: [ReplaySample]

  init(contentsOf url: URL) throws {
    let lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var name = ""
    var samples: [ReplaySample] = []
    var part: Part?
    for (number, line) in lines.enumerated() {
      guard let kind = line.first else { continue }
      let rest = line.dropFirst(2)
      switch kind {
      case "!": name = String(rest)
      case "?":
        if let part { samples.append(try part.sample) }
        part = Part(rest)
      case "s": part?.call = String(rest)
      case "a", "r":
        part?.add(try GoldenFile.tensor(rest, line: number + 1), isLeaf: kind == "r")
      case "x": part?.exact.append(try GoldenFile.tensor(rest, line: number + 1))
      case "e": part?.refusal = String(rest)
      case "y": part?.golden.results.append(try GoldenFile.tensor(rest, line: number + 1))
      case "g": part?.golden.gradients.append(try GoldenFile.tensor(rest, line: number + 1))
      case "h": part?.golden.secondGradients.append(try GoldenFile.tensor(rest, line: number + 1))
      default: throw GoldenError(line: number + 1, reason: "unknown kind '\(kind)'")
      }
    }
    if let part { samples.append(try part.sample) }
    self.name = name
    self.samples = samples
  }

  private struct Part {
    let dtype: DType
    let isComplex: Bool
    var call = ""
    var refusal: String?
    var exact: [Tensor] = []
    var tensors: [Tensor] = []
    var leaves: [Int] = []
    var golden = Golden()

    init(_ name: Substring) {
      isComplex = name.hasPrefix("complex")
      let parts = name == "complex64" ? "float32" : name == "complex128" ? "float64" : name
      dtype = DType.allCases.first { $0.description == parts }!
    }

    mutating func add(_ tensor: Tensor, isLeaf: Bool) {
      if isLeaf { leaves.append(tensors.count) }
      tensors.append(tensor)
    }

    var sample: ReplaySample {
      get throws {
        try ReplaySample(
          dtype: dtype, isComplex: isComplex, call: call, tensors: tensors, leaves: leaves,
          golden: golden, exact: exact, refusal: refusal)
      }
    }
  }
}
