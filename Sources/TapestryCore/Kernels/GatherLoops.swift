import CKernels
import Synchronization

/// Reading and writing at places that a tensor of indices names. Places are int64 and have been checked.
enum Gather {
  /// The first index outside `range`, if any. Indices are contiguous int64.
  static func firstOutside(_ indices: Tensor, _ range: Range<Int>) -> Int? {
    let places = indices.integers
    let (low, high) = (Int64(range.lowerBound), Int64(range.upperBound))
    let isWrong = Atomic(false)
    parallelFor(count: indices.count, grain: Grain.elements) { piece in
      let first = tk_first_outside(places + piece.lowerBound, piece.count, low, high)
      if first < piece.count { isWrong.store(true, ordering: .relaxed) }
    }
    if !isWrong.load(ordering: .relaxed) { return nil }
    return Int(places[tk_first_outside(places, indices.count, low, high)])
  }

  /// Writes to each element of `output` the one of `source` that the same element of `places`, of the same shape, names along an axis.
  static func read(_ source: Tensor, axis: Int, _ places: Tensor, into output: Tensor) {
    if places.count == 0 { return }
    // A scalar and a tensor of one axis may stand for each other.
    var strides = Strides(repeating: 0, count: places.rank)
    if places.rank == source.rank {
      for other in 0..<source.rank where other != axis { strides[other] = source.strides[other] }
    }
    let scale = source.rank == 0 ? 0 : source.strides[axis]
    read(source, strides, places, places.strides, scale: scale, into: output)
  }

  /// Reads what places along several axes at once select, see ``AxisPlaces``.
  static func read(_ source: Tensor, _ selection: AxisPlaces, into output: Tensor) {
    let (places, scale) = selection.places(forStrides: source.strides)
    read(
      source, selection.resultStrides(free: source.strides), places,
      selection.resultStrides(places: places.strides), scale: scale, into: output)
  }

  /// `output[i] = source[i · sourceStrides + places[i · placeStrides] · scale]`.
  private static func read(
    _ source: Tensor, _ sourceStrides: Strides, _ places: Tensor, _ placeStrides: Strides,
    scale: Int, into output: Tensor
  ) {
    let (from, to, indices) = (source.address, output.address, places.integers)
    let size = output.dtype.itemSize
    let loop = StridedLoop(shape: output.shape, output.strides, sourceStrides, placeStrides)
    if loop.shape.count == 2, loop.rowStride(0) == 1, loop.step(0) == loop.rowLength,
      loop.rowStride(1) == 1, loop.step(1) == 0, loop.rowStride(2) == 0, loop.step(2) == 1
    {
      loop.forEachRun { offsets, rows, count in
        tk_gather_rows(
          to + offsets[0] * size, indices + offsets[2], from + offsets[1] * size, scale * size,
          rows,
          count * size)
      }
      return
    }
    let (toStride, fromStride, placeStride) = (
      loop.rowStride(0), loop.rowStride(1), loop.rowStride(2)
    )
    loop.forEachRow { offsets, count in
      tk_gather(
        size, to + offsets[0] * size, toStride, indices + offsets[2], placeStride,
        from + offsets[1] * size, scale, fromStride, count)
    }
  }

  /// Brings each element of `source` to the one of `target` that the same element of `places` names along an axis.
  ///
  /// - Parameter op: nil writes; of those that meet at one place the last in order stays. Elements that meet are combined in
  ///   order, whatever the number of threads.
  static func combine(
    _ op: tk_scatter_op?, _ source: Tensor, axis: Int, _ places: Tensor, into target: Tensor
  ) {
    if places.count == 0 { return }
    withLoop(op, source, target) { loop, source, target in
      var walk = Walk()
      for other in 0..<places.rank where other != axis {
        walk.append(
          places.shape[other], target.strides[other], places.strides[other], source.strides[other])
      }
      if places.rank > 0 {
        walk.steps = places.shape[axis]
        walk.placesStep = places.strides[axis]
        walk.sourceStep = source.strides[axis]
      }
      // A scalar and a tensor of one axis may stand for each other.
      walk.scale = target.rank == 0 ? 0 : target.strides[axis]
      walk.run(loop, source, places, target)
    }
  }

  /// Brings each element of `source` to the one of `target` that a selection names; as above.
  static func combine(
    _ op: tk_scatter_op?, _ source: Tensor, _ selection: AxisPlaces, into target: Tensor
  ) {
    // The axes of the places are walked as one.
    let contiguous = noGrad { source.contiguous() }
    withLoop(op, contiguous, target) { loop, source, target in
      let (places, scale) = selection.places(forStrides: target.strides)
      let flat = noGrad { places.contiguous() }
      let strides = selection.shape.contiguousStrides
      var walk = Walk()
      let (rank, first) = (selection.shape.count, selection.freeBefore)
      for (number, axis) in selection.freeAxes.enumerated() {
        let position = number < first ? number : number + rank
        walk.append(target.shape[axis], target.strides[axis], 0, source.strides[position])
      }
      walk.steps = flat.count
      walk.placesStep = 1
      walk.sourceStep = rank == 0 ? 0 : source.strides[first + rank - 1] * strides[rank - 1]
      walk.scale = scale
      walk.run(loop, source, flat, target)
    }
  }

  /// Writes the elements of contiguous `source` to those of `target`, of one axis, that `places`, of one axis, name.
  static func write(_ source: Tensor, to places: Tensor, of target: Tensor) {
    combine(nil, source, axis: 0, places, into: target)
  }

  private enum Loop {
    case write
    case combine(tk_scatter_fn)
  }

  /// Calls `body` with the loop for a dtype; dtypes without one are computed as float32 and rounded back once.
  private static func withLoop(
    _ op: tk_scatter_op?, _ source: Tensor, _ target: Tensor,
    _ body: (Loop, _ source: Tensor, _ target: Tensor) -> Void
  ) {
    guard let op else { return body(.write, source, target) }
    if let loop = tk_scatter(op, target.dtype.kernel) {
      return body(.combine(loop), source, target)
    }
    noGrad {
      let wide = target.computable
      body(.combine(tk_scatter(op, wide.dtype.kernel)!), source.computable, wide)
      Copy.run(wide, into: target)
    }
  }

  /// Steps that follow one another, over axes that are free of each other.
  private struct Walk {
    private var shape = Shape()
    private var targetStrides = Strides()
    private var placeStrides = Strides()
    private var sourceStrides = Strides()
    var (steps, scale) = (1, 0)
    var (placesStep, sourceStep) = (0, 0)

    mutating func append(_ size: Int, _ target: Int, _ places: Int, _ source: Int) {
      shape.append(size)
      targetStrides.append(target)
      placeStrides.append(places)
      sourceStrides.append(source)
    }

    func run(_ kernel: Loop, _ source: Tensor, _ places: Tensor, _ target: Tensor) {
      let (from, to, indices) = (source.address, target.address, places.integers)
      let size = target.dtype.itemSize
      let loop = StridedLoop(shape: shape, targetStrides, placeStrides, sourceStrides)
      let all = tk_scatter_walk(
        steps: steps, count: 0, out_stride: loop.rowStride(0), scale: scale,
        places_step: placesStep, places_stride: loop.rowStride(1), in_step: sourceStep,
        in_stride: loop.rowStride(2))
      loop.forEachRow(grain: Swift.max(1, Grain.elements / Swift.max(steps, 1))) { offsets, count in
        var walk = all
        walk.count = count
        let (out, input) = (to + offsets[0] * size, from + offsets[2] * size)
        switch kernel {
        case .write: tk_scatter_write(size, out, indices + offsets[1], input, &walk)
        case .combine(let function): function(out, indices + offsets[1], input, &walk)
        }
      }
    }
  }

  /// As rows of pixels: `output[i] = source[places[i]] / 255`; uint8 `source`, float32 `output`, both contiguous.
  static func unitRows(_ source: Tensor, _ places: Tensor, into output: Tensor) {
    let size = source.count / Swift.max(source.shape[0], 1)
    let from = source.address.assumingMemoryBound(to: UInt8.self)
    let (to, indices) = (output.floats, places.integers)
    if size == 0 { return }
    // A batch of 128 MNIST images takes 20 µs, which is too little to share: on busy cores, waiting for the
    // other thread doubles it.
    parallelFor(count: places.count, grain: Swift.max(1, (1 << 18) / size)) { range in
      tk_unit_rows(
        to + range.lowerBound * size, from, indices + range.lowerBound, range.count, size)
    }
  }

  /// Where the elements other than 0 stand, counted in row-major order: int64, one axis.
  static func positions(_ tensor: Tensor) -> Tensor {
    let flags = noGrad { (tensor.dtype == .bool ? tensor : tensor.cast(to: .bool)).contiguous() }
    let (from, count) = (flags.address.assumingMemoryBound(to: UInt8.self), flags.count)
    let size = Swift.max(Grain.elements, (count + 63) / 64)
    let pieces = (count + size - 1) / size
    func start(_ piece: Int) -> Int { Swift.min(piece * size, count) }
    // How many there are up to each piece's end.
    var ends = [Int](repeating: 0, count: pieces)
    ends.withUnsafeMutableBufferPointer { ends in
      let ends = ends.baseAddress
      ThreadPool.shared.run(taskCount: pieces) { piece in
        ends![piece] = tk_count_flags(from + start(piece), start(piece + 1) - start(piece))
      }
    }
    for piece in ends.indices.dropFirst() { ends[piece] += ends[piece - 1] }
    let result = Tensor(uninitialized: [ends.last ?? 0], dtype: .int64)
    let to = result.integers
    ThreadPool.shared.run(taskCount: pieces) { piece in
      let before = piece == 0 ? 0 : ends[piece - 1]
      tk_write_positions(to + before, ends[piece] - before, from, start(piece))
    }
    return result
  }

  /// The place along each axis of contiguous int64 numbers that count the elements of a shape: `[numbers…, axes]`.
  static func unraveled(_ numbers: Tensor, in shape: Shape) -> Tensor {
    let result = Tensor(
      uninitialized: Shape(Array(numbers.shape) + [shape.count]), dtype: .int64)
    let (from, to) = (numbers.integers, result.integers)
    parallelFor(count: numbers.count, grain: Grain.elements / 8) { range in
      for position in range {
        var rest = Int(from[position])
        for axis in shape.indices.reversed() {
          to[position * shape.count + axis] = Int64(rest % shape[axis])
          rest /= shape[axis]
        }
      }
    }
    return result
  }
}
