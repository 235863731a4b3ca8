import CKernels

/// The windows of a pooling operation along one axis.
struct PoolWindows {
  let size: Int
  /// Of each window the first place inside, and the end of its places.
  let starts, ends: [Int32]
  var step = 1
  /// How evenly spaced windows lie; nil where they are not.
  var spacing: (stride: Int, padding: Int, taps: Int)?

  var count: Int { starts.count }

  /// Windows of `taps` places, `step` apart, that begin every `stride` places, the first `padding` before the axis.
  init(size: Int, count: Int, taps: Int, stride: Int, padding: Int, step: Int) {
    self.size = size
    self.step = step
    let firsts = (0..<count).map { $0 * stride - padding }
    starts = firsts.map { Int32($0 < 0 ? $0 + (-$0 + step - 1) / step * step : $0) }
    ends = firsts.map { Int32(Swift.max(Swift.min($0 + (taps - 1) * step + 1, size), 0)) }
    spacing = (stride, padding, taps)
  }

  init(size: Int, windows: [Range<Int>]) {
    self.size = size
    starts = windows.map { Int32($0.lowerBound) }
    ends = windows.map { Int32($0.upperBound) }
  }
}

/// Loops over planes: the last axes of contiguous tensors, each plane of which is treated alike.
enum PoolLoops {
  /// Writes the largest elements and their numbers for some planes of `input`; of float32, float64 or int64.
  ///
  /// - Parameter windows: along three axes.
  static func largest(
    _ input: Tensor, planes: Range<Int>, windows: [PoolWindows], values: Tensor, indices: Tensor
  ) {
    let (size, count) = (
      windows.reduce(1) { $0 * $1.size }, windows.reduce(1) { $0 * $1.count }
    )
    let numbers = indices.integers + planes.lowerBound * count
    let from = input.address + planes.lowerBound * size * input.dtype.itemSize
    let to = values.address + planes.lowerBound * count * input.dtype.itemSize
    withTables(windows[...], []) { axes in
      func run<Element>(
        _ kernel: (
          UnsafeMutablePointer<Element>, UnsafeMutablePointer<Int64>, UnsafePointer<Element>, Int,
          UnsafePointer<tk_windows>
        ) -> Void
      ) {
        kernel(
          to.assumingMemoryBound(to: Element.self), numbers,
          from.assumingMemoryBound(to: Element.self), planes.count, axes)
      }
      switch input.dtype {
      case .float32: run(tk_max_pool_f32)
      case .float64: run(tk_max_pool_f64)
      default: run(tk_max_pool_i64)
      }
    }
  }

  /// Windows as C takes them, while `body` runs.
  private static func withTables(
    _ windows: ArraySlice<PoolWindows>, _ made: [tk_windows],
    _ body: ([tk_windows]) -> Void
  ) {
    guard let first = windows.first else { return body(made) }
    first.starts.withUnsafeBufferPointer { starts in
      first.ends.withUnsafeBufferPointer { ends in
        guard let starts = starts.baseAddress, let ends = ends.baseAddress else { return }
        let spacing = first.spacing ?? (0, 0, 0)
        let table = tk_windows(
          size: first.size, count: first.count, starts: starts, ends: ends, step: first.step,
          stride: spacing.stride, padding: spacing.padding, taps: spacing.taps)
        withTables(windows.dropFirst(), made + [table], body)
      }
    }
  }

  /// What happens to the elements that indices name.
  enum Access { case add, put, take }

  /// Adds or puts the elements of `source` into the planes of `output` at `indices`, or takes those of `source` into `output`. All are
  /// contiguous, of float32 or float64, and `[planes, …]`.
  static func access(
    _ access: Access, _ source: Tensor, _ indices: Tensor, planes: Int, into output: Tensor
  ) {
    if planes == 0 || indices.count == 0 { return }
    let count = indices.count / planes
    let (from, to) = (source.count / planes, output.count / planes)
    let size = access == .take ? from : to
    func run<Element>(
      _ kernel: (
        UnsafeMutablePointer<Element>, UnsafePointer<Element>, UnsafePointer<Int64>, Int, Int, Int
      ) -> Void
    ) {
      let input = source.address.assumingMemoryBound(to: Element.self)
      let result = output.address.assumingMemoryBound(to: Element.self)
      let numbers = indices.integers
      parallelFor(count: planes, grain: Swift.max(1, Grain.elements / count)) { range in
        let plane = range.lowerBound
        kernel(
          result + plane * to, input + plane * from, numbers + plane * count, range.count, size,
          count)
      }
    }
    switch (access, source.dtype == .float64) {
    case (.add, false): run(tk_plane_add_f32)
    case (.add, true): run(tk_plane_add_f64)
    case (.put, false): run(tk_plane_put_f32)
    case (.put, true): run(tk_plane_put_f64)
    case (.take, false): run(tk_plane_take_f32)
    case (.take, true): run(tk_plane_take_f64)
    }
  }
}
