import CKernels

/// The order in which a loop over several operands of one shape visits their elements.
///
/// Axes of size 1 are dropped, axes that all operands step through as one are joined, and the rest are ordered so that
/// one operand, the one written unless another is named, moves through memory in small steps. What is left is a row along the
/// last axis, repeated over the others.
struct StridedLoop {
  private(set) var shape: Shape
  private(set) var strides: InlineArray<4, Strides>
  let operandCount: Int

  /// Parameters one by one: an array of them would be an allocation for each copy and each operation.
  ///
  /// - Parameter leader: the operand that moves in small steps.
  init(
    shape source: Shape, ledBy leader: Int = 0, _ first: Strides, _ second: Strides? = nil,
    _ third: Strides? = nil, _ fourth: Strides? = nil
  ) {
    operandCount = fourth != nil ? 4 : third != nil ? 3 : second != nil ? 2 : 1
    shape = Shape()
    strides = InlineArray(repeating: Strides())
    for axis in 0..<source.count where source[axis] != 1 {
      shape.append(source[axis])
      strides[0].append(first[axis])
      if let second { strides[1].append(second[axis]) }
      if let third { strides[2].append(third[axis]) }
      if let fourth { strides[3].append(fourth[axis]) }
    }
    orderAxes(leader)
    joinAxes()
  }

  /// Insertion sort by descending stride of one operand; equal strides stay as they are.
  private mutating func orderAxes(_ leader: Int) {
    for end in stride(from: 1, to: shape.count, by: 1) {
      var axis = end
      while axis > 0 && abs(strides[leader][axis - 1]) < abs(strides[leader][axis]) {
        swapAxes(axis - 1, axis)
        axis -= 1
      }
    }
  }

  private mutating func swapAxes(_ a: Int, _ b: Int) {
    shape.swapAt(a, b)
    for operand in 0..<operandCount { strides[operand].swapAt(a, b) }
  }

  private mutating func joinAxes() {
    var axis = shape.count - 1
    while axis > 0 {
      let isJoinable = (0..<operandCount).allSatisfy {
        strides[$0][axis - 1] == strides[$0][axis] * shape[axis]
      }
      if isJoinable {
        shape[axis - 1] *= shape[axis]
        shape.remove(at: axis)
        for operand in 0..<operandCount {
          strides[operand][axis - 1] = strides[operand][axis]
          strides[operand].remove(at: axis)
        }
      }
      axis -= 1
    }
  }

  var rowLength: Int { shape.last ?? 1 }

  /// The distance between neighbours of a row, in elements of the operand.
  @inline(__always)
  func rowStride(_ operand: Int) -> Int {
    shape.count == 0 ? 0 : strides[operand].values[shape.count - 1]
  }

  /// The distance between neighbouring rows, in elements of the operand.
  @inline(__always)
  func step(_ operand: Int) -> Int {
    shape.count < 2 ? 0 : strides[operand].values[shape.count - 2]
  }

  /// Calls `body` for pieces of rows with each operand's offset, in elements, and the piece's length; on several threads
  /// where there is much to do.
  func forEachRow(grain: Int = Grain.elements, _ body: (InlineArray<4, Int>, Int) -> Void) {
    var steps = InlineArray<4, Int>(repeating: 0)
    for operand in 0..<operandCount { steps[operand] = step(operand) }
    forEachRun(grain: grain) { [steps] first, rows, length in
      var offsets = first
      for _ in 0..<rows {
        body(offsets, length)
        for operand in 0..<4 { offsets[operand] &+= steps[operand] }
      }
    }
  }

  /// Calls `body` for runs of rows that lie ``step(_:)`` apart, with each operand's offset in elements at the first, the
  /// number of rows and their length; on several threads where there is much to do. A single row may come in pieces.
  func forEachRun(
    grain: Int = Grain.elements, _ body: (InlineArray<4, Int>, _ rows: Int, _ length: Int) -> Void
  ) {
    let rows = shape.count > 1 ? shape.dropLast().reduce(1, *) : 1
    let length = rowLength
    if rows == 0 || length == 0 { return }
    if rows == 1 {
      parallelFor(count: length, grain: grain, alignment: 64) { piece in
        var offsets = InlineArray<4, Int>(repeating: 0)
        for operand in 0..<operandCount {
          offsets[operand] = piece.lowerBound * rowStride(operand)
        }
        body(offsets, 1, piece.count)
      }
      return
    }
    parallelFor(count: rows, grain: Swift.max(1, grain / length)) { piece in
      visit(rows: piece) { body($0, $1, length) }
    }
  }

  /// Calls a kernel that reads one operand, the second, and writes the first.
  func run(
    _ kernel: tk_unary_fn, from: UnsafeRawPointer, itemSize fromSize: Int,
    to: UnsafeMutableRawPointer, itemSize toSize: Int
  ) {
    let (toStep, fromStep) = (step(0) * toSize, step(1) * fromSize)
    let (toStride, fromStride) = (rowStride(0), rowStride(1))
    forEachRun { offsets, rows, count in
      var (to, from) = (to + offsets[0] * toSize, from + offsets[1] * fromSize)
      for _ in 0..<rows {
        kernel(to, toStride, from, fromStride, count)
        to += toStep
        from += fromStep
      }
    }
  }

  /// Visits a range of rows, counted with the last of the outer axes running fastest, by runs along that axis.
  private func visit(rows: Range<Int>, _ body: (InlineArray<4, Int>, Int) -> Void) {
    let last = shape.count - 2
    var position = Shape(repeating: 0, count: last + 1)
    var offsets = InlineArray<4, Int>(repeating: 0)
    // By axis first: a step along one moves all operands.
    var steps = InlineArray<8, InlineArray<4, Int>>(repeating: InlineArray(repeating: 0))
    for axis in 0...last {
      for operand in 0..<operandCount { steps[axis][operand] = strides[operand].values[axis] }
    }
    @inline(__always)
    func move(along axis: Int, by count: Int) {
      let step = steps[axis]
      for operand in 0..<4 { offsets[operand] &+= count &* step[operand] }
    }
    var rest = rows.lowerBound
    for axis in (0...last).reversed() {
      position[axis] = rest % shape[axis]
      rest /= shape[axis]
      move(along: axis, by: position[axis])
    }
    var left = rows.count
    while true {
      let run = Swift.min(left, shape[last] - position[last])
      body(offsets, run)
      left -= run
      if left == 0 { return }
      move(along: last, by: -position[last])
      position[last] = 0
      for axis in (0..<last).reversed() {
        position[axis] += 1
        move(along: axis, by: 1)
        if position[axis] < shape[axis] { break }
        move(along: axis, by: -shape[axis])
        position[axis] = 0
      }
    }
  }
}

/// How much work a thread is given at once; less is not worth the hand-over.
enum Grain {
  /// Elements of a loop that moves memory and little else.
  static let elements = 1 << 15
}
