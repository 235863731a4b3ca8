import CKernels

/// Loops that draw from a generator's stream.
///
/// What an element becomes depends on the seed, on how much was drawn before, and on its place, never on threads or on how a loop is cut.
enum RandomKernel {
  /// What a draw starts from.
  enum Source {
    /// Spread evenly over 0 ≤ x < 1.
    case uniform
    /// Spread evenly over 0 < x ≤ 1, finer near 0.
    case positive
    /// Normal with mean 0 and standard deviation 1.
    case normal
  }

  /// What is done to the numbers, one step after another.
  enum Step {
    case unary(tk_unary_op)
    /// With a number as the right operand.
    case binary(tk_binary_op, Double)
  }

  /// Numbers of a source, after some steps, to the elements of a contiguous tensor of any dtype.
  ///
  /// They are computed in float32, or in float64 for that and for integers, a chunk that stays in the cache at a time.
  static func draw(
    _ source: Source, _ steps: [Step] = [], into output: Tensor, _ generator: Generator
  ) {
    let type: DType = output.dtype.isFloatingPoint ? output.dtype.computeType : .float64
    let words = type == .float64 ? 2 : 1
    // Elements of both types are counted from where the words begin.
    let start = generator.reserve(output.count * words) / UInt64(words)
    let loops = steps.map { Loop($0, type) }
    let narrow = tk_cast(type.kernel, output.dtype.kernel)
    let (to, size, isDirect) = (output.address, output.dtype.itemSize, output.dtype == type)
    let seed = generator.seed
    parallelFor(count: output.count, grain: Grain.elements / 4, alignment: 64) { range in
      withUnsafeTemporaryAllocation(
        byteCount: isDirect ? 8 : chunk * type.itemSize, alignment: 64
      ) { buffer in
        for place in stride(from: range.lowerBound, to: range.upperBound, by: chunk) {
          let count = Swift.min(chunk, range.upperBound - place)
          let target = isDirect ? to + place * size : buffer.baseAddress!
          source.write(type, target, count, seed, start + UInt64(place))
          for loop in loops { loop.run(target, count) }
          if !isDirect { narrow(to + place * size, 1, target, 1, count) }
        }
      }
    }
  }

  private static let chunk = 2048

  /// A step as C's kernels take it.
  private struct Loop {
    private enum Kernel {
      case unary(tk_unary_fn)
      case binary(tk_binary_fn, Tensor)
    }

    private let kernel: Kernel

    init(_ step: Step, _ type: DType) {
      switch step {
      case .unary(let op): kernel = .unary(tk_unary(op, type.kernel)!)
      case .binary(let op, let number):
        kernel = .binary(tk_binary(op, type.kernel)!, Tensor(scalar: number, dtype: type))
      }
    }

    func run(_ numbers: UnsafeMutableRawPointer, _ count: Int) {
      switch kernel {
      case .unary(let function): function(numbers, 1, numbers, 1, count)
      case .binary(let function, let operand):
        function(numbers, 1, numbers, 1, operand.address, 0, count)
      }
    }
  }

  /// Whole numbers from `low` on, `span` of them, to the elements of a contiguous tensor of any dtype.
  static func integers(
    from low: Int, span: UInt64, into output: Tensor, _ generator: Generator
  ) {
    let start = generator.reserve(2 * output.count) / 2
    let narrow = tk_cast(TK_INT64, output.dtype.kernel)
    let (to, size, isDirect) = (output.address, output.dtype.itemSize, output.dtype == .int64)
    let seed = generator.seed
    parallelFor(count: output.count, grain: Grain.elements / 4, alignment: 64) { range in
      withUnsafeTemporaryAllocation(byteCount: isDirect ? 8 : chunk * 8, alignment: 64) { buffer in
        for place in stride(from: range.lowerBound, to: range.upperBound, by: chunk) {
          let count = Swift.min(chunk, range.upperBound - place)
          let target = isDirect ? to + place * size : buffer.baseAddress!
          tk_random_integers(
            target.assumingMemoryBound(to: Int64.self), count, seed, start + UInt64(place),
            Int64(low), span)
          if !isDirect { narrow(to + place * size, 1, target, 1, count) }
        }
      }
    }
  }

  /// A distribution whose numbers take as many words as chance has it, each from a block of the stream of its own.
  typealias Rejection = (
    UnsafeMutablePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, Int, UInt64, UInt64
  ) -> Void

  /// A number for each element of the parameters, contiguous tensors of one shape and of float64.
  static func draw(
    _ kernel: Rejection, _ a: Tensor, _ b: Tensor? = nil, into output: Tensor,
    _ generator: Generator
  ) {
    let start = generator.reserve(4 * output.count) / 4
    let (pa, pb) = (a.doubles, (b ?? a).doubles)
    let narrow = tk_cast(TK_FLOAT64, output.dtype.kernel)
    let (to, size, seed) = (output.address, output.dtype.itemSize, generator.seed)
    parallelFor(count: output.count, grain: 1 << 10) { range in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count) { buffer in
        let numbers = buffer.baseAddress!
        kernel(
          numbers, pa + range.lowerBound, pb + range.lowerBound, range.count, seed,
          start + UInt64(range.lowerBound))
        narrow(to + range.lowerBound * size, 1, numbers, 1, range.count)
      }
    }
  }

  /// Zeroes elements of float32 `input` with the given probability and scales the rest. `mask` (uint8) tells which were kept.
  static func dropout(
    _ input: Tensor, probability: Float, mask: Tensor, into output: Tensor, _ generator: Generator
  ) {
    let start = generator.reserve(input.count)
    let (from, to) = (input.floats, output.floats)
    let kept = mask.address.assumingMemoryBound(to: UInt8.self)
    parallelFor(count: input.count, grain: Grain.elements / 4, alignment: 64) { range in
      tk_dropout_f32(
        to + range.lowerBound, kept + range.lowerBound, from + range.lowerBound, range.count,
        probability, generator.seed, start + UInt64(range.lowerBound))
    }
  }

  /// The derivative of ``dropout(_:probability:mask:into:_:)``.
  static func dropoutBackward(
    _ gradient: Tensor, mask: Tensor, probability: Float, into output: Tensor
  ) {
    let (from, to) = (gradient.floats, output.floats)
    let kept = mask.address.assumingMemoryBound(to: UInt8.self)
    parallelFor(count: output.count, grain: Grain.elements, alignment: 64) { range in
      tk_dropout_backward_f32(
        to + range.lowerBound, from + range.lowerBound, kept + range.lowerBound, range.count,
        probability)
    }
  }
}

extension RandomKernel.Source {
  /// Elements from `offset` on of the source's stream, of float32 or float64.
  fileprivate func write(
    _ type: DType, _ target: UnsafeMutableRawPointer, _ count: Int, _ seed: UInt64,
    _ offset: UInt64
  ) {
    if type == .float64 {
      let target = target.assumingMemoryBound(to: Double.self)
      switch self {
      case .uniform: tk_uniform_f64(target, count, seed, offset)
      case .positive: tk_positive_f64(target, count, seed, offset)
      case .normal: tk_normal_f64(target, count, seed, offset)
      }
    } else {
      let target = target.assumingMemoryBound(to: Float.self)
      switch self {
      case .uniform: tk_uniform_f32(target, count, seed, offset)
      case .positive: tk_positive_f32(target, count, seed, offset)
      case .normal: tk_normal_f32(target, count, seed, offset)
      }
    }
  }
}
