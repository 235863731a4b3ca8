/// Who called which pooling operation, and the checks that all of them share.
package struct PoolingCall {
  let op: String
  /// The number of axes that windows slide over.
  let spatial: Int
  let file: StaticString
  let line: UInt

  package init(op: String, spatial: Int, file: StaticString = #fileID, line: UInt = #line) {
    (self.op, self.spatial, self.file, self.line) = (op, spatial, file, line)
  }

  func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    demand(condition, "\(op): \(message())", file: file, line: line)
  }

  func values(_ numbers: PerAxis, _ name: String, atLeast least: Int) -> [Int] {
    numbers.resolved(op, name, count: spatial, atLeast: least, file: file, line: line)
  }

  /// The sizes that windows slide over, of an input `[batch, channels, …]` or `[channels, …]`.
  func sizes(of input: Tensor, needsFloatingPoint: Bool = true) -> [Int] {
    check(
      input.rank == spatial + 1 || input.rank == spatial + 2,
      "input \(input.shape): channels and \(spatial) more axes are needed, or a batch, channels and these"
    )
    check(
      needsFloatingPoint ? input.dtype.isFloatingPoint : input.dtype != .bool,
      "not defined for \(input.dtype)")
    let sizes = Array(input.shape.suffix(spatial))
    check(!sizes.contains(0), "input \(input.shape) has no places to pool")
    return sizes
  }

  /// The number of windows along each axis.
  ///
  /// - Parameter ceilMode: whether a last window that reaches beyond the padded axis counts, as long as it begins inside or before.
  func counts(
    _ input: Tensor, _ sizes: [Int], kernel: [Int], stride: [Int], padding: [Int],
    dilation: [Int], ceilMode: Bool
  ) -> [Int] {
    sizes.indices.map { axis in
      let extent = dilation[axis] * (kernel[axis] - 1) + 1
      check(
        2 * padding[axis] <= extent,
        "padding \(padding) must be at most half of the windows' extent \(extent)")
      let room = sizes[axis] + 2 * padding[axis] - extent
      check(
        room >= 0 || (ceilMode && room + stride[axis] > 0),
        "input \(input.shape) padded by \(padding) has no room for windows of \(kernel)")
      let up = ceilMode ? stride[axis] - 1 : 0
      let count = (room + up) / stride[axis] + 1
      let lastBegins = (count - 1) * stride[axis]
      return ceilMode && lastBegins >= sizes[axis] + padding[axis] ? count - 1 : count
    }
  }

  /// `input` with its leading axes and other ones in place of those pooled over.
  func shape(of input: Tensor, _ counts: [Int]) -> Shape {
    Shape(input.shape.dropLast(spatial) + counts)
  }
}

/// The size that an adaptive pooling operation brings each axis to: `7`, `[7, 5]`, or `[nil, 7]` to leave an axis as it is.
public struct PooledSize: Sendable, Hashable {
  private let values: [Int?]

  /// The same for every axis.
  public init(_ value: Int) { values = [value] }

  /// One size for each axis; nil leaves one as it is.
  public init(_ values: [Int?]) { self.values = values }

  /// Whether these are sizes for that many axes.
  package func isValid(axes: Int) -> Bool {
    (values.count == 1 || values.count == axes) && values.allSatisfy { ($0 ?? 0) >= 0 }
  }

  func resolved(_ call: PoolingCall, sizes: [Int]) -> [Int] {
    let all = values.count == 1 ? Array(repeating: values[0], count: sizes.count) : values
    call.check(
      all.count == sizes.count && all.allSatisfy { $0.map { $0 >= 0 } ?? true },
      "outputSize \(self) must be one size, or one for each of \(sizes.count) axes")
    return zip(all, sizes).map { $0 ?? $1 }
  }
}

extension PooledSize: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  CustomStringConvertible
{
  public init(integerLiteral value: Int) { self.init(value) }
  public init(arrayLiteral elements: Int?...) { self.init(elements) }

  public var description: String {
    "[" + values.map { $0.map { "\($0)" } ?? "nil" }.joined(separator: ", ") + "]"
  }
}

extension Tensor {
  /// The largest element of each window of the last axes, and its number among them.
  ///
  /// - Parameter windows: for each of these axes the windows of a plane, of which there are as many as `planeCount`, or one for all.
  func largest(in windows: [[PoolWindows]]) -> (values: Tensor, indices: Tensor) {
    if dtype.computeType != dtype {
      let result = computable.largest(in: windows)
      return (result.values.rounded(like: self), result.indices)
    }
    if !dtype.isFloatingPoint && dtype != .int64 {
      let result = cast(to: .int64).largest(in: windows)
      return (result.values.cast(to: dtype), result.indices)
    }
    let spatial = windows[0].count
    let leading = Shape(shape.dropLast(spatial))
    let result = Shape(Array(leading) + windows[0].map(\.count))
    let values = Tensor(uninitialized: result, dtype: dtype)
    let indices = Tensor(uninitialized: result, dtype: .int64)
    let source = noGrad { contiguous() }
    let missing = PoolWindows(size: 1, windows: [0..<1])
    let complete = windows.map { Array(repeating: missing, count: 3 - spatial) + $0 }
    let work = Swift.max(shape.suffix(spatial).reduce(1, *), 1)
    if result.product > 0 {
      parallelFor(count: leading.product, grain: Swift.max(1, Grain.elements / work)) { planes in
        if complete.count == 1 {
          PoolLoops.largest(
            source, planes: planes, windows: complete[0], values: values, indices: indices)
          return
        }
        for plane in planes {
          PoolLoops.largest(
            source, planes: plane..<plane + 1, windows: complete[plane], values: values,
            indices: indices)
        }
      }
    }
    let recorded = values.recorded(
      self,
      PlaneTakeDerivative(indices: SavedTensor(indices), sizes: Array(shape.suffix(spatial))))
    return (recorded, indices)
  }

  /// From each plane of the last axes the elements at the given numbers; `indices` `[…, …]` has the same leading axes.
  func planesTaken(at indices: Tensor, spatial: Int) -> Tensor {
    let planes = shape.dropLast(spatial).reduce(1, *)
    let result = Tensor(uninitialized: indices.shape, dtype: dtype)
    noGrad {
      PoolLoops.access(.take, contiguous(), indices.contiguous(), planes: planes, into: result)
    }
    return result.recorded(
      self,
      PlaneTakeDerivative(indices: SavedTensor(indices), sizes: Array(shape.suffix(spatial))))
  }

  /// Zeros with, in planes of the given sizes, these elements at the given numbers.
  ///
  /// - Parameter adds: whether elements of one number are added up; otherwise the last of them counts.
  func planesFilled(at indices: Tensor, sizes: [Int], adds: Bool) -> Tensor {
    let leading = shape.dropLast(sizes.count)
    let result = Tensor.zeros(Shape(leading + sizes), dtype: dtype)
    noGrad {
      PoolLoops.access(
        adds ? .add : .put, contiguous(), indices.contiguous(), planes: leading.reduce(1, *),
        into: result)
    }
    return result.recorded(
      self, PlaneFillDerivative(indices: SavedTensor(indices), spatial: sizes.count))
  }
}

struct PlaneTakeDerivative: Derivative {
  static let name = "maxPool"
  let indices: SavedTensor
  let sizes: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.planesFilled(at: indices.value, sizes: sizes, adds: true))
  }
}

struct PlaneFillDerivative: Derivative {
  static let name = "maxUnpool"
  let indices: SavedTensor
  let spatial: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.planesTaken(at: indices.value, spatial: spatial))
  }
}
