import CKernels

/// Weighted sums of places along an axis.
enum Combine {
  /// Writes to the contiguous `output` what ``AxisMap`` makes of each line of `input` along `axis`. Of float32 or float64.
  static func run(_ input: Tensor, axis: Int, _ map: AxisMap, into output: Tensor) {
    if output.count == 0 { return }
    if input.dtype == .float64 {
      run(input, axis, map, map.weights, tk_combine_f64, into: output)
    } else {
      run(input, axis, map, map.weights.map(Float.init), tk_combine_f32, into: output)
    }
  }

  private typealias Kernel<Element> = (
    UnsafeMutablePointer<Element>, UnsafePointer<Element>, Int, Int, Int, Int,
    UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Element>
  ) -> Void

  private static func run<Element>(
    _ input: Tensor, _ axis: Int, _ map: AxisMap, _ weights: [Element], _ kernel: Kernel<Element>,
    into output: Tensor
  ) {
    let source = noGrad { input.contiguous() }
    let from = source.address.assumingMemoryBound(to: Element.self)
    let to = output.address.assumingMemoryBound(to: Element.self)
    let outer = source.shape[..<axis].reduce(1, *)
    let inner = source.shape[(axis + 1)...].reduce(1, *)
    let (rows, places) = (map.outputSize, map.inputSize)
    let work = Swift.max((rows + map.places.count) * inner, 1)
    if outer == 1 {
      // One large plane: its rows are divided among threads.
      parallelFor(count: rows, grain: Swift.max(1, Grain.elements * rows / work)) { range in
        map.starts.withUnsafeBufferPointer { starts in
          kernel(
            to + range.lowerBound * inner, from, 1, range.count, places, inner,
            starts.baseAddress! + range.lowerBound, map.places, weights)
        }
      }
      return
    }
    parallelFor(count: outer, grain: Swift.max(1, Grain.elements / work)) { range in
      kernel(
        to + range.lowerBound * rows * inner, from + range.lowerBound * places * inner,
        range.count, rows, places, inner, map.starts, map.places, weights)
    }
  }
}
