import TapestryCore

/// How `actual` differs from `expected`, or nil where it does not.
///
/// ```swift
/// #expect(difference(of: y, from: expected) == nil)
/// ```
///
/// - Parameters:
///   - tolerance: that of the expected dtype by default, see ``Tolerance/standard(for:)``. Integers and bools are compared exactly
///     whatever it says.
///   - checksDType: whether another dtype with the same numbers counts as a difference.
///   - checksZeroSigns: whether −0 for 0 counts as a difference.
public func difference(
  of actual: Tensor, from expected: Tensor, tolerance: Tolerance? = nil, checksDType: Bool = true,
  checksZeroSigns: Bool = false
) -> TensorDifference? {
  if checksDType && actual.dtype != expected.dtype {
    return .dtype(actual.dtype, expected: expected.dtype)
  }
  if actual.shape != expected.shape { return .shape(actual.shape, expected: expected.shape) }
  if !actual.dtype.isFloatingPoint && !expected.dtype.isFloatingPoint {
    return firstAndWorst(
      actual.array(as: Int.self), expected.array(as: Int.self), shape: actual.shape,
      distance: { a, e in
        a == e ? 0 : Double(a) - Double(e) == 0 ? 1 : (Double(a) - Double(e)).magnitude
      })
  }
  let tolerance = tolerance ?? .standard(for: expected.dtype)
  return firstAndWorst(
    actual.array(as: Double.self), expected.array(as: Double.self), shape: actual.shape,
    distance: { a, e in
      if checksZeroSigns && a == 0 && e == 0 { return a.sign == e.sign ? 0 : .infinity }
      if tolerance.accepts(a, e) { return 0 }
      let distance = (a - e).magnitude / Swift.max(e.magnitude, 1)
      return distance.isFinite ? distance : .infinity
    })
}

/// Throws how `actual` differs from `expected`, where it does; for any test framework.
///
/// Parameters are those of ``difference(of:from:tolerance:checksDType:checksZeroSigns:)``.
public func assertClose(
  _ actual: Tensor, _ expected: Tensor, tolerance: Tolerance? = nil, checksDType: Bool = true,
  checksZeroSigns: Bool = false
) throws(TensorDifference) {
  let difference = difference(
    of: actual, from: expected, tolerance: tolerance, checksDType: checksDType,
    checksZeroSigns: checksZeroSigns)
  if let difference { throw difference }
}

/// - Parameter distance: 0 for elements that are close.
private func firstAndWorst<Value: CustomStringConvertible>(
  _ actual: [Value], _ expected: [Value], shape: Shape, distance: (Value, Value) -> Double
) -> TensorDifference? {
  var (first, worst): (Int?, Int?) = (nil, nil)
  var (count, largest) = (0, 0.0)
  for index in actual.indices {
    let distance = distance(actual[index], expected[index])
    if distance == 0 { continue }
    count += 1
    first = first ?? index
    if distance > largest { (worst, largest) = (index, distance) }
  }
  guard let first, let worst else { return nil }
  func element(_ index: Int) -> TensorDifference.Element {
    TensorDifference.Element(
      place: place(of: index, in: shape), actual: actual[index].description,
      expected: expected[index].description)
  }
  return .elements(count: count, of: actual.count, first: element(first), worst: element(worst))
}

/// Where the element with a number in row-major order stands along each axis.
func place(of number: Int, in shape: Shape) -> [Int] {
  var rest = number
  return shape.reversed().map { size in
    defer { rest /= size }
    return rest % size
  }.reversed()
}
