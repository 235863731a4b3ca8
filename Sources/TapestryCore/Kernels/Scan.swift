import CKernels

/// Operations that carry a value along an axis.
enum Scan {
  /// Writes what `op` carries along `axis` to the contiguous `output`, in a dtype that the kernel is for.
  static func run(_ op: tk_scan_op, _ input: Tensor, axis: Int, into output: Tensor) {
    let source = noGrad { input.contiguous() }
    guard let kernel = tk_scan(op, source.dtype.kernel) else {
      mistake("no kernel \(op) for \(source.dtype)")
    }
    let (from, to) = (source.address, output.address)
    let (fromSize, toSize) = (source.dtype.itemSize, output.dtype.itemSize)
    forEachPiece(of: source.shape, axis: axis) { start, outer, length, inner, stride in
      kernel(to + start * toSize, from + start * fromSize, outer, length, inner, stride)
    }
  }

  /// Writes `out[i] = add[i] + factors[i] · out[i − 1]` along `axis` to the contiguous `output`; all of float32 or float64.
  static func recurrence(_ add: Tensor, _ factors: Tensor, axis: Int, into output: Tensor) {
    let (add, factors) = noGrad { (add.contiguous(), factors.contiguous()) }
    func run<T>(
      _ kernel: (
        UnsafeMutablePointer<T>, UnsafePointer<T>, UnsafePointer<T>, Int, Int, Int, Int
      ) -> Void
    ) {
      let to = output.address.assumingMemoryBound(to: T.self)
      let add = add.address.assumingMemoryBound(to: T.self)
      let factors = factors.address.assumingMemoryBound(to: T.self)
      forEachPiece(of: output.shape, axis: axis) { start, outer, length, inner, stride in
        kernel(to + start, add + start, factors + start, outer, length, inner, stride)
      }
    }
    if output.dtype == .float64 { run(tk_recurrence_f64) } else { run(tk_recurrence_f32) }
  }

  /// Splits a contiguous tensor seen as `[outer, length, stride]` along its outer or its last axis among threads.
  private static func forEachPiece(
    of shape: Shape, axis: Int,
    _ body: (_ start: Int, _ outer: Int, _ length: Int, _ inner: Int, _ stride: Int) -> Void
  ) {
    if shape.product == 0 { return }
    let (outer, length) = (shape[..<axis].reduce(1, *), shape.count == 0 ? 1 : shape[axis])
    let stride = shape.dropFirst(axis + 1).reduce(1, *)
    let slice = length * stride
    if outer * 4 < stride {
      let grain = Swift.max(64, Grain.elements / (outer * length))
      parallelFor(count: stride, grain: grain, alignment: 64) { range in
        body(range.lowerBound, outer, length, range.count, stride)
      }
      return
    }
    parallelFor(count: outer, grain: Swift.max(1, Grain.elements / slice)) { range in
      body(range.lowerBound * slice, range.count, length, stride, stride)
    }
  }
}
