import CKernels

/// Loops that draw from a generator's stream.
enum RandomKernel {
  static func uniform(into output: Tensor, _ generator: Generator) {
    fill(output, generator, wordsPerElement: 1, tk_uniform_f32, wordsPerDouble: 2, tk_uniform_f64)
  }

  static func normal(into output: Tensor, _ generator: Generator) {
    fill(output, generator, wordsPerElement: 1, tk_normal_f32, wordsPerDouble: 2, tk_normal_f64)
  }

  private static func fill(
    _ output: Tensor, _ generator: Generator, wordsPerElement: Int,
    _ float: @convention(c) (UnsafeMutablePointer<Float>, Int, UInt64, UInt64) -> Void,
    wordsPerDouble: Int,
    _ double: @convention(c) (UnsafeMutablePointer<Double>, Int, UInt64, UInt64) -> Void
  ) {
    let isDouble = output.dtype == .float64
    let words = isDouble ? wordsPerDouble : wordsPerElement
    let start = generator.reserve(output.count * words)
    let to = output.address
    parallelFor(count: output.count, grain: Grain.elements / 4, alignment: 64) { range in
      let offset = start + UInt64(range.lowerBound * words)
      if isDouble {
        double(
          to.assumingMemoryBound(to: Double.self) + range.lowerBound, range.count, generator.seed,
          offset)
      } else {
        float(
          to.assumingMemoryBound(to: Float.self) + range.lowerBound, range.count, generator.seed,
          offset)
      }
    }
  }

  /// The next `count` words of the stream.
  static func words(_ count: Int, _ generator: Generator) -> [UInt32] {
    let start = generator.reserve(count)
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let target = buffer.baseAddress { tk_philox_u32(target, count, generator.seed, start) }
      initialized = count
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
