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
    if inner == 1 && outer >= 16 {
      return runAlongRows(from, map, weights, kernel, to: to, outer: outer, work: work)
    }
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

  /// Along the last axis: some rows at a time are transposed, so that they are added up as vectors, and back.
  private static func runAlongRows<Element>(
    _ from: UnsafePointer<Element>, _ map: AxisMap, _ weights: [Element],
    _ kernel: Kernel<Element>, to: UnsafeMutablePointer<Element>, outer: Int, work: Int
  ) {
    let (rows, places) = (map.outputSize, map.inputSize)
    // Both blocks stay in the first cache where rows are short.
    let together = Swift.max(16, Swift.min(64, 4096 / (rows + places) / 16 * 16))
    let size = MemoryLayout<Element>.size
    parallelFor(
      count: outer, grain: Swift.max(together, Grain.elements / work / together * together),
      alignment: together
    ) { range in
      withUnsafeTemporaryAllocation(of: Element.self, capacity: (rows + places) * together) {
        room in
        let (sums, block) = (room.baseAddress!, room.baseAddress! + rows * together)
        for first in stride(from: range.lowerBound, to: range.upperBound, by: together) {
          let count = Swift.min(together, range.upperBound - first)
          tk_transpose(size, block, together, from + first * places, places, count, places)
          kernel(
            sums, block, 1, rows, places, together, map.starts, map.places, weights)
          tk_transpose(size, to + first * rows, rows, sums, together, rows, count)
        }
      }
    }
  }
}
