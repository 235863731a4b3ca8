import TapestryTesting

/// A question that PyTorch or NumPy answers once and for all: `make_goldens.py` evaluates it and stores the answer.
struct GoldenQuery: Hashable {
  /// The file in Tests/Goldens that holds the answer, without its extension.
  let file: String

  /// A Python expression of the inputs `a` to `f`.
  let expression: String

  let inputs: [SampleInput]

  /// How the question stands in the files.
  var text: String { ([expression] + inputs.map(\.description)).joined(separator: " ; ") }
}
