/// By what a discrete Fourier transform of n elements is multiplied.
public enum FourierNorm: Sendable {
  /// Backward transforms by 1/n, forward ones by nothing.
  case backward
  /// Both by 1/√n: lengths of vectors stay.
  case ortho
  /// Forward transforms by 1/n, backward ones by nothing.
  case forward

  func scale(_ length: Int, isInverse: Bool) -> Double {
    switch self {
    case .ortho: 1 / Double(length).squareRoot()
    case .backward: isInverse ? 1 / Double(length) : 1
    case .forward: isInverse ? 1 : 1 / Double(length)
    }
  }

  /// The norm that gives a backward transform this one's forward factor, and the other way round.
  var exchanged: FourierNorm {
    switch self {
    case .ortho: .ortho
    case .backward: .forward
    case .forward: .backward
    }
  }
}

// What all transforms have in common.
extension ComplexTensor {
  /// The transform along one axis, times `scale`.
  func fourier(axis: Int, isInverse: Bool, scale: Double) -> ComplexTensor {
    ComplexTensor.fourier(real, imag, axis: axis, isInverse: isInverse, scale: scale)
  }

  /// As above; imaginary parts that are not given are 0.
  static func fourier(
    _ real: Tensor, _ imag: Tensor?, axis: Int, isInverse: Bool, scale: Double
  ) -> ComplexTensor {
    // Exchanged parts make the inverse; there must be two.
    let imag = imag ?? (isInverse ? Tensor.zeros(like: real) : nil)
    let (re, im) = noGrad {
      Fourier.transform(real, imag, axis: axis, isInverse: isInverse, scale: scale)
    }
    Tensor.record(
      [re, im], from: [real] + (imag.map { [$0] } ?? []),
      FourierDerivative(axis: axis, isInverse: isInverse, scale: scale))
    return ComplexTensor(real: re, imag: im)
  }

  /// An axis, cut off or continued with zeros to a size.
  func resized(axis: Int, to size: Int) -> ComplexTensor {
    ComplexTensor(
      real: real.resized(axis: axis, to: size), imag: imag.resized(axis: axis, to: size))
  }
}

/// The transform's matrix is symmetric: its conjugate transpose is the transform the other way.
struct FourierDerivative: JointDerivative {
  static let name = "fft"
  let axis: Int
  let isInverse: Bool
  let scale: Double

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let present = gradients.compactMap { $0 }[0]
    let result = ComplexTensor(
      real: gradients[0] ?? .zeros(like: present), imag: gradients[1] ?? .zeros(like: present)
    ).fourier(axis: axis, isInverse: !isInverse, scale: scale)
    inputs.add(0, result.real)
    inputs.add(1, result.imag)
  }
}

extension Tensor {
  func resized(axis: Int, to size: Int) -> Tensor {
    let present = shape[axis]
    if size <= present { return sliced(axis: axis, start: 0, size: size, step: 1) }
    var padding = shape
    padding[axis] = size - present
    return concatenate([self, .zeros(padding, dtype: dtype)], axis: axis)
  }

  /// Integers and bool as float32.
  func forFourier(_ op: StaticString, file: StaticString, line: UInt) -> Tensor {
    let computed = dtype.isFloatingPoint ? dtype : .float32
    demand(
      computed == .float32 || computed == .float64,
      "\(op): a transform of \(dtype); float32 or float64 is needed", file: file, line: line)
    return cast(to: computed)
  }
}

/// One axis of a transform, worked out.
struct FourierAxis {
  let axis: Int
  /// How many elements are transformed.
  let length: Int

  /// - Parameters:
  ///   - shape: of the input.
  ///   - length: nil for the axis's own; −1 too.
  init(
    _ op: StaticString, _ shape: Shape, axis: Int, length: Int?, file: StaticString, line: UInt
  ) {
    demand(shape.count > 0, "\(op): a scalar has no axis", file: file, line: line)
    let resolved = axis < 0 ? axis + shape.count : axis
    demand(
      shape.indices.contains(resolved),
      "\(op): axis \(axis) is out of range for shape \(shape), which takes \(-shape.count)…\(shape.count - 1)",
      file: file, line: line)
    let count = length == -1 ? shape[resolved] : length ?? shape[resolved]
    demand(
      count > 0,
      "\(op): \(count) elements along axis \(axis) of shape \(shape); at least 1 is needed",
      file: file, line: line)
    self.axis = resolved
    self.length = count
  }

  /// The axes of a transform of several: all, or the last ones where only sizes are given.
  ///
  /// - Parameter lastLength: what the last axis's own length is taken to be.
  static func list(
    _ op: StaticString, _ shape: Shape, sizes: [Int]?, axes: [Int]?,
    lastLength: (Int) -> Int = { $0 }, file: StaticString, line: UInt
  ) -> [FourierAxis] {
    let chosen = axes ?? Array((shape.count - (sizes?.count ?? shape.count))..<shape.count)
    demand(
      sizes == nil || sizes!.count == chosen.count,
      "\(op): \(sizes?.count ?? 0) sizes for \(chosen.count) axes", file: file, line: line)
    var list: [FourierAxis] = []
    for (index, axis) in chosen.enumerated() {
      var length = sizes?[index]
      let resolved = axis < 0 ? axis + shape.count : axis
      if index == chosen.count - 1 && (length == nil || length == -1),
        shape.indices.contains(resolved)
      {
        length = lastLength(shape[resolved])
      }
      let found = FourierAxis(op, shape, axis: axis, length: length, file: file, line: line)
      demand(
        !list.contains { $0.axis == found.axis }, "\(op): axis \(axis) appears twice in \(chosen)",
        file: file, line: line)
      list.append(found)
    }
    return list
  }
}
