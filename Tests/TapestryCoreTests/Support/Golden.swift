import TapestryCore

/// A stored answer.
struct Golden {
  /// The results, flattened where there are several.
  var results: [Tensor] = []

  /// The derivative of the results' weighted sum by each float64 input; none where there is no derivative.
  var gradients: [Tensor] = []

  /// Whether PyTorch gives no derivative although there is one.
  var isDerivativeUnknown = false

  /// The derivative of the weighted sum of `gradients` by each float64 input.
  var secondGradients: [Tensor] = []

  /// Whether PyTorch gives no second derivative although there is one.
  var isSecondDerivativeUnknown = false

  /// A result that is text.
  var text: String?
}

/// The stored answers of one file in Tests/Goldens.
///
/// A file is lines of text. `?` begins a question, as ``GoldenQuery/text`` writes it. Below it stand the answer's parts: `y` for a
/// result, `g` and `h` for first and second derivatives, each followed by dtype, shape (`-` for a scalar) and numbers, or one number
/// with `*` where all are equal; `n` where
/// PyTorch has no derivative, `o` where it has no second one; `t` for a line of text.
struct GoldenFile {
  private var answers: [String: Golden] = [:]

  func answer(to query: GoldenQuery) -> Golden? { answers[query.text] }

  var queries: Set<String> { Set(answers.keys) }

  init(parsing text: String) throws(GoldenError) {
    var query: String?
    var golden = Golden()
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let kind = line.first, kind != "#" else { continue }
      let rest = line.dropFirst(2)
      switch kind {
      case "?":
        if let query { answers[query] = golden }
        (query, golden) = (String(rest), Golden())
      case "y": golden.results.append(try Self.tensor(rest, line: number + 1))
      case "g": golden.gradients.append(try Self.tensor(rest, line: number + 1))
      case "h": golden.secondGradients.append(try Self.tensor(rest, line: number + 1))
      case "n": golden.isDerivativeUnknown = true
      case "o": golden.isSecondDerivativeUnknown = true
      case "t": golden.text = (golden.text.map { $0 + "\n" } ?? "") + rest
      default: throw GoldenError(line: number + 1, reason: "unknown kind '\(kind)'")
      }
    }
    if let query { answers[query] = golden }
  }

  /// The tensor that a line describes: dtype, shape and numbers.
  static func tensor(_ text: Substring, line: Int) throws(GoldenError) -> Tensor {
    var words = text.split(separator: " ")
    guard words.count >= 2, let dtype = DType.allCases.first(where: { $0.description == words[0] })
    else { throw GoldenError(line: line, reason: "no dtype and shape") }
    let sizes = words[1] == "-" ? [] : words[1].split(separator: ",")
    let shape = Shape(sizes.compactMap { Int($0) })
    words.removeFirst(2)
    if words.count == 1 && words[0].hasSuffix("*") {
      words = Array(repeating: words[0].dropLast(), count: shape.product)
    }
    guard shape.count == sizes.count, words.count == shape.product else {
      throw GoldenError(line: line, reason: "\(words.count) numbers for shape \(shape)")
    }
    if dtype.isFloatingPoint {
      let numbers = words.compactMap { Double($0) }
      if numbers.count == words.count { return Tensor(numbers, shape: shape, dtype: dtype) }
    } else {
      let numbers = words.compactMap { Int($0) }
      if numbers.count == words.count { return Tensor(numbers, shape: shape, dtype: dtype) }
    }
    throw GoldenError(line: line, reason: "a word is no number")
  }
}

struct GoldenError: Error {
  let line: Int
  let reason: String
}
