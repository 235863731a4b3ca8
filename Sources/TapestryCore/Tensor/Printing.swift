extension Tensor: CustomStringConvertible {
  /// The elements as NumPy prints them, with shape and dtype:
  /// `Tensor([1. , 2.5], shape: [2], dtype: float32)`.
  ///
  /// Of more than 1,000 elements the first and last three along each axis are shown.
  public var description: String {
    let text = TensorText(of: self).text(startingAt: 7)
    let rest = "shape: \(shape), dtype: \(dtype))"
    let lastLine =
      (text.lastIndex(of: "\n").map { text[$0...].utf8.count - 1 } ?? 7 + text.utf8.count)
    let fits = lastLine + 2 + rest.utf8.count <= TensorText.lineWidth
    return "Tensor(\(text),\(fits ? " " : "\n       ")\(rest)"
  }
}

/// The elements of a tensor in nested brackets, laid out as by `numpy.array2string`.
private struct TensorText {
  static let lineWidth = 75
  private static let threshold = 1000
  private static let edge = 3

  /// What is shown, in row-major order: all elements, or the edges of all axes.
  private let words: [String]
  private let shape: Shape
  /// Whether elements are left out along an axis, behind the first three that are shown.
  private let hasGap: [Bool]

  init(of tensor: Tensor) {
    let isSummary = tensor.count > TensorText.threshold
    hasGap = tensor.shape.map { isSummary && $0 > 2 * TensorText.edge }
    let shown = noGrad { [hasGap] in
      hasGap.indices.filter { hasGap[$0] }.reduce(tensor.detach()) { part, axis in
        let (size, edge) = (part.shape[axis], TensorText.edge)
        return concatenate(
          [
            part.narrowed(axis: axis, start: 0, length: edge),
            part.narrowed(axis: axis, start: size - edge, length: edge),
          ], axis: axis)
      }
    }
    shape = shown.shape
    words =
      switch shown.dtype {
      case .float32: FloatFormat.words(shown.array(as: Float.self), limit: 1e6)
      case .float64: FloatFormat.words(shown.array(as: Double.self), limit: 1e8)
      case .float16: FloatFormat.words(shown.array(as: Float16.self), limit: 1e3)
      case .bfloat16:
        FloatFormat.words(
          shown.array(as: Float.self), shortest: shown.array(as: BFloat16.self).map(\.description),
          limit: 1e2)
      case .int64, .int32, .int16, .int8, .uint8:
        aligned(shown.array(as: Int.self).map(String.init))
      case .bool:
        shown.array(as: Bool.self).map { $0 ? (shown.rank == 0 ? "true" : " true") : "false" }
      }
  }

  /// - Parameter column: where the first line begins; the others are indented as far.
  func text(startingAt column: Int) -> String {
    if words.isEmpty && !shape.isEmpty { return "[]" }
    // The closing parenthesis behind the text takes a place.
    return block(axis: 0, from: 0, indent: column + 1, width: TensorText.lineWidth - 1)
  }

  /// One bracket with what it holds. Its lines but the first begin with `indent` spaces.
  private func block(axis: Int, from start: Int, indent: Int, width: Int) -> String {
    if axis == shape.count { return words[start] }
    let step = shape[(axis + 1)...].reduce(1, *)
    var parts = (0..<shape[axis]).map { index in
      block(axis: axis + 1, from: start + index * step, indent: indent + 1, width: width - 1)
    }
    if hasGap[axis] { parts.insert("...", at: TensorText.edge) }
    if axis == shape.count - 1 { return "[" + row(parts, indent: indent, width: width - 1) + "]" }
    let lines = String(repeating: "\n", count: shape.count - 1 - axis)
    return "[" + parts.joined(separator: "," + lines + spaces(indent)) + "]"
  }

  /// Words side by side, in as many lines as they take.
  private func row(_ words: [String], indent: Int, width: Int) -> String {
    var (text, column) = ("", indent)
    for (index, word) in words.enumerated() {
      let isFirst = column == indent
      let needed = word.utf8.count + (isFirst ? 0 : 1)
      if !isFirst && column + needed > width {
        text += "\n" + spaces(indent)
        column = indent
      } else if !isFirst {
        text += " "
        column += 1
      }
      text += word
      column += word.utf8.count
      if index < words.count - 1 {
        text += ","
        column += 1
      }
    }
    return text
  }
}

/// Words with spaces before them that make them equally long.
private func aligned(_ words: [String]) -> [String] {
  let width = words.map(\.utf8.count).max() ?? 0
  return words.map { spaces(width - $0.utf8.count) + $0 }
}

func spaces(_ count: Int) -> String { String(repeating: " ", count: Swift.max(0, count)) }
