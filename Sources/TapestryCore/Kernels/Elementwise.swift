import CKernels

extension Tensor {
  /// The address of the first element.
  @inline(__always)
  var address: UnsafeMutableRawPointer { storage.address + offset &* dtype.itemSize }
}

/// Elementwise loops over tensors of any strides.
enum Elementwise {
  /// Writes `op` of each element of `input` to the element of `output`; same shapes.
  static func unary(_ op: tk_unary_op, _ input: Tensor, into output: Tensor) {
    guard let kernel = tk_unary(op, input.dtype.kernel) else {
      mistake("no kernel \(op) for \(input.dtype)")
    }
    let (from, to) = (input.address, output.address)
    let (fromSize, toSize) = (input.dtype.itemSize, output.dtype.itemSize)
    if input.isContiguous && output.isContiguous {
      parallelFor(count: output.count, grain: Grain.elements, alignment: 64) { piece in
        kernel(
          to + piece.lowerBound &* toSize, 1, from + piece.lowerBound &* fromSize, 1, piece.count)
      }
      return
    }
    StridedLoop(shape: output.shape, output.strides, input.strides)
      .run(kernel, from: from, itemSize: fromSize, to: to, itemSize: toSize)
  }

  /// Writes `op` of the elements of two operands, of one dtype, to `output`. Operands stretch to its shape.
  @inline(__always)
  static func binary(_ op: tk_binary_op, _ a: Tensor, _ b: Tensor, into output: Tensor) {
    guard let kernel = tk_binary(op, a.dtype.kernel) else {
      mistake("no kernel \(op) for \(a.dtype)")
    }
    let areAlike = a.isContiguous && b.isContiguous && output.isContiguous
    if areAlike && a.count == output.count && b.count == output.count && a.count <= Grain.elements {
      kernel(output.address, 1, a.address, 1, b.address, 1, output.count)
      return
    }
    largeBinary(kernel, a, b, into: output)
  }

  @inline(never)
  private static func largeBinary(
    _ kernel: tk_binary_fn, _ a: Tensor, _ b: Tensor, into output: Tensor
  ) {
    let a = a.withFriendlyRows(in: output)
    let b = b.withFriendlyRows(in: output)
    let (pa, pb, po) = (a.address, b.address, output.address)
    let (sizeIn, sizeOut) = (a.dtype.itemSize, output.dtype.itemSize)
    let loop = StridedLoop(
      shape: output.shape, output.strides, a.stretchedStrides(to: output.shape),
      b.stretchedStrides(to: output.shape))
    let (so, sa, sb) = (loop.rowStride(0), loop.rowStride(1), loop.rowStride(2))
    let steps = (loop.step(0) * sizeOut, loop.step(1) * sizeIn, loop.step(2) * sizeIn)
    loop.forEachRun { offsets, rows, count in
      var (o, a, b) = (
        po + offsets[0] * sizeOut, pa + offsets[1] * sizeIn, pb + offsets[2] * sizeIn
      )
      for _ in 0..<rows {
        kernel(o, so, a, sa, b, sb, count)
        o += steps.0
        a += steps.1
        b += steps.2
      }
    }
  }

  /// What a step makes of each element and of an operand beside it, of the same dtype: contiguous, or one number for all.
  typealias Step = (op: tk_binary_op, operand: Tensor)

  /// Writes what steps make of each element of `input`, one after another, to `output`; all contiguous and of one dtype.
  ///
  /// So few elements are taken at once that the first cache holds them from step to step.
  static func steps(_ steps: [Step], of input: Tensor, into output: Tensor) {
    let dtype = output.dtype
    // Whose memory is read below through its address alone.
    defer { extendLifetime((input, steps)) }
    let loops = steps.map { step in
      guard let kernel = tk_binary(step.op, dtype.kernel) else {
        mistake("no kernel \(step.op) for \(dtype)")
      }
      return (kernel, step.operand.address, step.operand.isContiguous && step.operand.rank > 0)
    }
    let (from, to, size) = (input.address, output.address, dtype.itemSize)
    parallelFor(count: output.count, grain: Grain.elements, alignment: 64) { piece in
      for start in stride(from: piece.lowerBound, to: piece.upperBound, by: 2048) {
        let count = Swift.min(2048, piece.upperBound - start)
        let target = to + start * size
        var source = from + start * size
        for (kernel, operand, isDense) in loops {
          kernel(
            target, 1, source, 1, operand + (isDense ? start * size : 0), isDense ? 1 : 0, count)
          source = target
        }
      }
    }
  }

  /// Writes each element of `input`, but at least `low` and at most `high`, to `output`; all contiguous and of one dtype, other than
  /// bool and those of 16-bit numbers.
  static func clamp(_ input: Tensor, _ low: Tensor, _ high: Tensor, into output: Tensor) {
    let (dtype, size) = (output.dtype, output.dtype.itemSize)
    let (from, to) = (input.address, output.address)
    let (least, most) = (low.address, high.address)
    parallelFor(count: output.count, grain: Grain.elements, alignment: 64) { piece in
      let start = piece.lowerBound * size
      tk_clamp(dtype.kernel, to + start, from + start, least, most, piece.count)
    }
    extendLifetime((input, low, high))
  }

  /// Writes the elements of `a` where `condition` holds and of `b` elsewhere; operands stretch to the shape of `output`.
  static func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor, into output: Tensor) {
    let (pc, pa, pb, po) = (condition.address, a.address, b.address, output.address)
    let size = output.dtype.itemSize
    let loop = StridedLoop(
      shape: output.shape, output.strides, condition.stretchedStrides(to: output.shape),
      a.stretchedStrides(to: output.shape), b.stretchedStrides(to: output.shape))
    precondition(output.isContiguous || loop.rowStride(0) == 1)
    let (sc, sa, sb) = (loop.rowStride(1), loop.rowStride(2), loop.rowStride(3))
    loop.forEachRow { offsets, count in
      tk_where(
        size, po + offsets[0] * size,
        (pc + offsets[1]).assumingMemoryBound(to: UInt8.self), sc, pa + offsets[2] * size, sa,
        pb + offsets[3] * size, sb, count)
    }
  }
}

extension Tensor {
  /// The strides that show this tensor in a larger shape, 0 where it is stretched.
  func stretchedStrides(to target: Shape) -> Strides {
    if shape == target { return strides }
    var result = Strides(repeating: 0, count: target.count)
    let shift = target.count - rank
    for axis in 0..<rank where shape[axis] == target[axis + shift] {
      result[axis + shift] = strides[axis]
    }
    return result
  }

  /// A large operand that a row-major loop would read against the grain is copied into order first: the blocked
  /// transposition of the copy touches each cache line once.
  fileprivate func withFriendlyRows(in output: Tensor) -> Tensor {
    let isLarge = count > Grain.elements && rank >= 2
    guard isLarge, !isContiguous, shape == output.shape else { return self }
    return strides.contains(1) && strides[rank - 1] > 1 ? clone() : self
  }
}
