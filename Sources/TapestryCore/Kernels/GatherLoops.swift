import CKernels

/// Reading and adding at places that a tensor of indices names.
enum Gather {
  /// The first index outside `range`, if any. Indices are contiguous int64.
  static func firstOutside(_ indices: Tensor, _ range: Range<Int>) -> Int? {
    let places = indices.integers
    for position in 0..<indices.count where !range.contains(Int(places[position])) {
      return Int(places[position])
    }
    return nil
  }

  /// Writes to each element of the contiguous `output` the one of `source` that the same element of `places` names.
  static func read(_ source: Tensor, axis: Int, _ places: Tensor, into output: Tensor) {
    switch source.dtype.itemSize {
    case 1: read(source, axis, places, into: output, as: UInt8.self)
    case 2: read(source, axis, places, into: output, as: UInt16.self)
    case 4: read(source, axis, places, into: output, as: UInt32.self)
    default: read(source, axis, places, into: output, as: UInt64.self)
    }
  }

  private static func read<Element>(
    _ source: Tensor, _ axis: Int, _ places: Tensor, into output: Tensor, as type: Element.Type
  ) {
    let from = source.address.assumingMemoryBound(to: type)
    let to = output.address.assumingMemoryBound(to: type)
    forEachPlace(places, axis: axis, strides: source.strides) { position, offset in
      to[position] = from[offset]
    }
  }

  /// Adds each element of `source` to the one of the contiguous `output` that the same element of `places` names,
  /// in order, so that sums do not depend on threads.
  static func add(_ source: Tensor, axis: Int, _ places: Tensor, into output: Tensor) {
    let source = noGrad { source.contiguous() }
    if source.dtype.computeType != source.dtype {
      return widened(output) { add(noGrad { source.computable }, axis: axis, places, into: $0) }
    }
    switch source.dtype {
    case .float32: add(source, axis, places, into: output, as: Float.self, +)
    case .float64: add(source, axis, places, into: output, as: Double.self, +)
    case .int64: add(source, axis, places, into: output, as: Int64.self, &+)
    case .int32: add(source, axis, places, into: output, as: Int32.self, &+)
    case .int16: add(source, axis, places, into: output, as: Int16.self, &+)
    case .int8: add(source, axis, places, into: output, as: Int8.self, &+)
    case .uint8: add(source, axis, places, into: output, as: UInt8.self, &+)
    case .float16, .bfloat16: preconditionFailure("added in float32")
    case .bool: add(source, axis, places, into: output, as: UInt8.self, |)
    }
  }

  /// Lets `body` add to a float32 copy of float16 or bfloat16 `output`, so that long sums are rounded once.
  private static func widened(_ output: Tensor, _ body: (Tensor) -> Void) {
    let sums = noGrad { output.computable }
    body(sums)
    Copy.run(sums, into: output)
  }

  @inline(__always)
  private static func add<Element>(
    _ source: Tensor, _ axis: Int, _ places: Tensor, into output: Tensor, as type: Element.Type,
    _ plus: (Element, Element) -> Element
  ) {
    let from = source.address.assumingMemoryBound(to: type)
    let to = output.address.assumingMemoryBound(to: type)
    forEachPlace(places, axis: axis, strides: output.strides) { position, offset in
      to[offset] = plus(to[offset], from[position])
    }
  }

  /// Visits the elements of contiguous `places` in order, each with the offset it names in a tensor of the given strides.
  @inline(__always)
  private static func forEachPlace(
    _ places: Tensor, axis: Int, strides: Strides, _ body: (_ position: Int, _ offset: Int) -> Void
  ) {
    let indices = places.integers
    let shape = places.shape
    if shape.count == 0 {
      body(0, 0)
      return
    }
    if places.count == 0 { return }
    var at = InlineArray<8, Int>(repeating: 0)
    var offset = 0
    let step = strides[axis]
    for position in 0..<places.count {
      body(position, offset + Int(indices[position]) * step)
      var moving = shape.count - 1
      while moving >= 0 {
        let stride = moving == axis ? 0 : strides.values[moving]
        at[moving] += 1
        offset += stride
        if at[moving] < shape.values[moving] { break }
        offset -= at[moving] * stride
        at[moving] = 0
        moving -= 1
      }
    }
  }

  /// Copies whole slices of the first axis: `output[i] = source[places[i]]`. `source` and `output` are contiguous.
  static func rows(_ source: Tensor, _ places: Tensor, into output: Tensor) {
    let rowBytes = source.count / Swift.max(source.shape[0], 1) * source.dtype.itemSize
    let (from, to, indices) = (source.address, output.address, places.integers)
    if rowBytes == 0 { return }
    parallelFor(count: places.count, grain: Swift.max(1, (1 << 17) / rowBytes)) { range in
      for position in range {
        (to + position * rowBytes).copyMemory(
          from: from + Int(indices[position]) * rowBytes, byteCount: rowBytes)
      }
    }
  }

  /// As ``rows(_:_:into:)`` for pixels: uint8 `source`, float32 `output`, 255 becomes 1.
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

  /// Adds whole slices: `output[places[i]] += source[i]`, in order.
  static func addRows(_ source: Tensor, _ places: Tensor, into output: Tensor) {
    if output.dtype.computeType != output.dtype {
      return widened(output) { addRows(noGrad { source.computable }, places, into: $0) }
    }
    let size = output.count / Swift.max(output.shape[0], 1)
    let rowBytes = size * output.dtype.itemSize
    let (from, to, indices) = (source.address, output.address, places.integers)
    for position in 0..<places.count {
      tk_accumulate(
        output.dtype.kernel, to + Int(indices[position]) * rowBytes, from + position * rowBytes,
        size)
    }
  }

  /// Writes each element of contiguous `source` to the element of contiguous `output` that `numbers` counts; of repeated
  /// numbers the last wins.
  static func write(_ source: Tensor, to numbers: Tensor, of output: Tensor) {
    let size = output.dtype.itemSize
    let (from, to) = (source.address, output.address)
    let numbers = noGrad { numbers.contiguous() }
    let places = numbers.integers
    for position in 0..<numbers.count {
      (to + Int(places[position]) * size).copyMemory(from: from + position * size, byteCount: size)
    }
  }
}
