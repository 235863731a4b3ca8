extension Tensor: CustomStringConvertible {
  /// The elements as NumPy prints them, with shape and dtype:
  /// `Tensor([1. , 2.5], shape: [2], dtype: float32)`.
  ///
  /// Of more than 1,000 elements the first and last three along each axis are shown.
  public var description: String {
    TensorText(of: self).description(as: "Tensor", of: shape, dtype)
  }
}

extension ComplexTensor: CustomStringConvertible {
  /// The elements as NumPy prints them, with shape and the dtype of the parts:
  /// `ComplexTensor([1. +2.j, 2.5-1.j], shape: [2], dtype: float32)`.
  public var description: String {
    TensorText(of: self).description(as: "ComplexTensor", of: shape, dtype)
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
    hasGap = TensorText.gaps(in: tensor)
    let shown = TensorText.edges(of: tensor, hasGap)
    shape = shown.shape
    words =
      switch shown.dtype {
      case .float32: FloatFormat.words(shown.array(as: Float.self), limit: 1e6)
      case .float64: FloatFormat.words(shown.array(as: Double.self), limit: 1e8)
      case .float16:
        FloatFormat.words(
          shown.array(as: Float16.self),
          shortest: shown.array(as: Float16.self).map(\.shortestText), limit: 1e3)
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

  init(of tensor: ComplexTensor) {
    hasGap = TensorText.gaps(in: tensor.real)
    let (real, imag) = (
      TensorText.edges(of: tensor.real, hasGap), TensorText.edges(of: tensor.imag, hasGap)
    )
    shape = real.shape
    words =
      real.dtype == .float64
      ? TensorText.pairs(real.array(as: Double.self), imag.array(as: Double.self), limit: 1e8)
      : TensorText.pairs(real.array(as: Float.self), imag.array(as: Float.self), limit: 1e6)
  }

  /// Which axes are so long that only their edges are shown.
  private static func gaps(in tensor: Tensor) -> [Bool] {
    let isSummary = tensor.count > threshold
    return tensor.shape.map { isSummary && $0 > 2 * edge }
  }

  /// The part of a tensor that is shown.
  private static func edges(of tensor: Tensor, _ hasGap: [Bool]) -> Tensor {
    noGrad {
      hasGap.indices.filter { hasGap[$0] }.reduce(tensor.detach()) { part, axis in
        let size = part.shape[axis]
        return concatenate(
          [
            part.narrowed(axis: axis, start: 0, length: edge),
            part.narrowed(axis: axis, start: size - edge, length: edge),
          ], axis: axis)
      }
    }
  }

  /// Complex numbers: the sign of the imaginary part stands between the two, behind it `j`.
  private static func pairs<Value: BinaryFloatingPoint & CustomStringConvertible>(
    _ real: [Value], _ imag: [Value], limit: Value
  ) -> [String] {
    let magnitudes = FloatFormat.words(imag.map(\.magnitude), limit: limit)
    return real.indices.isEmpty
      ? []
      : zip(FloatFormat.words(real, limit: limit), zip(magnitudes, imag)).map { real, imag in
        let digits = imag.0.drop { $0 == " " }
        let padding = digits.reversed().prefix { $0 == " " }.count
        let sign = imag.1.sign == .minus ? "-" : "+"
        return real + sign + digits.dropLast(padding) + "j"
          + spaces(imag.0.utf8.count - digits.utf8.count + padding)
      }
  }

  func description(as type: String, of shape: Shape, _ dtype: DType) -> String {
    let indent = type.utf8.count + 1
    let text = text(startingAt: indent)
    let rest = "shape: \(shape), dtype: \(dtype))"
    let lastLine =
      (text.lastIndex(of: "\n").map { text[$0...].utf8.count - 1 } ?? indent + text.utf8.count)
    let fits = lastLine + 2 + rest.utf8.count <= TensorText.lineWidth
    return "\(type)(\(text),\(fits ? " " : "\n" + spaces(indent))\(rest)"
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
