/// How ``gridSample(_:grid:mode:padding:alignCorners:file:line:)`` makes values between samples.
public enum GridSampleMode: Sendable, CaseIterable {
  /// Weighted by distance along each axis; also for volumes.
  case bilinear
  /// The nearest sample; halves go to the even one.
  case nearest
  /// Cubic pieces through four samples along each axis; images only.
  case bicubic
}

/// What ``gridSample(_:grid:mode:padding:alignCorners:file:line:)`` sees beyond the borders.
public enum GridSamplePadding: Sendable, CaseIterable {
  /// Zeros.
  case zeros
  /// The sample at the border.
  case border
  /// The samples mirrored at the border, as often as need be.
  case reflection
}

/// The values of images at given places. `torch.nn.functional.grid_sample`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or volumes `[batch, channels, depth, height, width]`; of a floating-point dtype.
///   - grid: `[batch, rows, columns, 2]`, or `[batch, planes, rows, columns, 3]`, of the input's dtype: places as x, y(, z), from −1 at
///     one border to 1 at the other.
///   - mode: see ``GridSampleMode``.
///   - padding: see ``GridSamplePadding``.
///   - alignCorners: whether −1 and 1 are the centres of the outermost samples, rather than their outer edges.
/// - Returns: `[batch, channels, rows, columns]`. Both operands have derivatives; by a place, that of `.nearest` is 0.
public func gridSample(
  _ input: Tensor, grid: Tensor, mode: GridSampleMode = .bilinear,
  padding: GridSamplePadding = .zeros, alignCorners: Bool = false, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let spatial = input.rank - 2
  let fits =
    (spatial == 2 || spatial == 3) && grid.rank == input.rank
    && grid.shape[grid.rank - 1] == spatial && grid.shape[0] == input.shape[0]
  demand(
    fits,
    "gridSample: input \(input.shape) and grid \(grid.shape): [batch, channels, height, width] and [batch, rows, columns, 2] are needed, or one axis more and 3",
    file: file, line: line)
  demand(
    input.dtype == grid.dtype && input.dtype.isFloatingPoint,
    "gridSample: input of \(input.dtype) and grid of \(grid.dtype) must be of one floating-point dtype",
    file: file, line: line)
  demand(
    !input.shape.dropFirst(2).contains(0),
    "gridSample: input \(input.shape) has no samples", file: file, line: line)
  demand(
    mode != .bicubic || spatial == 2, "gridSample: bicubic takes images, not \(input.shape)",
    file: file, line: line)
  if input.dtype.computeType != input.dtype {
    return input.computed(with: grid) {
      gridSample($0, grid: $1[0]!, mode: mode, padding: padding, alignCorners: alignCorners)
    }
  }
  let sampler = GridSampler(
    samples: input.flattened(from: 2), sizes: Array(input.shape.dropFirst(2)), padding: padding,
    alignCorners: alignCorners)
  // The grid's coordinates begin with the last axis.
  let places = (0..<spatial).map { axis in
    sampler.unnormalized(
      grid.selected(axis: -1, index: spatial - 1 - axis).reshaped(
        to: [grid.shape[0], grid.shape.dropFirst().dropLast().reduce(1, *)]), axis: axis)
  }
  let result = sampler.values(at: places, mode)
  return result.reshaped(to: Shape(input.shape.prefix(2) + grid.shape.dropFirst().dropLast()))
}

/// Samples `[batch, channels, places]`, and how to find one.
private struct GridSampler {
  let samples: Tensor
  let sizes: [Int]
  let padding: GridSamplePadding
  let alignCorners: Bool

  /// Coordinates from −1 to 1 as places among the samples of an axis.
  func unnormalized(_ x: Tensor, axis: Int) -> Tensor {
    let size = Double(sizes[axis])
    return alignCorners ? (x + 1) / 2.0 * (size - 1) : ((x + 1) * size - 1) / 2.0
  }

  func values(at places: [Tensor], _ mode: GridSampleMode) -> Tensor {
    switch mode {
    case .nearest:
      return fetch(places.enumerated().map { inside($1, axis: $0).detach().rounded() })
    case .bilinear:
      let places = places.enumerated().map { inside($1, axis: $0) }
      return sum(over: places.map { linearTaps($0) })
    case .bicubic:
      return sum(over: places.enumerated().map { cubicTaps($1, axis: $0) })
    }
  }

  // MARK: Borders

  /// Places outside brought in, where the padding says so.
  private func inside(_ x: Tensor, axis: Int) -> Tensor {
    let size = sizes[axis]
    switch padding {
    case .zeros: return x
    case .border: return clipped(x, to: Double(size - 1))
    case .reflection:
      let (low, span) = alignCorners ? (0.0, Double(size - 1)) : (-0.5, Double(size))
      if span == 0 { return x * 0 }
      let distance = (x - low).abs()
      let flips = (distance.detach() / span).floor()
      let rest = distance - flips * span
      let isEven = flips - (flips / 2.0).floor() * 2 .== 0
      return clipped(
        Tensor.where(isEven, rest + low, -rest + (span + low)), to: Double(size - 1))
    }
  }

  /// Places brought into `0...last`; what lies at or beyond an end has no derivative.
  private func clipped(_ x: Tensor, to last: Double) -> Tensor {
    let ends = x.detach().clamped(min: 0.0, max: last)
    return Tensor.where((x .> 0) .&& (x .< last), x, ends)
  }

  // MARK: Taps

  /// A sample's place along one axis, whole, and its weight there.
  private typealias Tap = (place: Tensor, weight: Tensor)

  private func linearTaps(_ x: Tensor) -> [Tap] {
    let first = x.detach().floor()
    let rest = x - first
    return [(first, 1 - rest), (first + 1, rest)]
  }

  private func cubicTaps(_ x: Tensor, axis: Int) -> [Tap] {
    let first = x.detach().floor()
    let t = x - first
    let a = -0.75
    func near(_ d: Tensor) -> Tensor { ((a + 2) * d - (a + 3)) * d * d + 1 }
    func far(_ d: Tensor) -> Tensor { (((d - 5) * d + 8) * d - 4) * a }
    let weights = [far(t + 1), near(t), near(1 - t), far(2 - t)]
    return weights.enumerated().map { shift, weight in
      (inside(first + Double(shift - 1), axis: axis), weight)
    }
  }

  /// The samples at all combinations of the axes' taps, times their weights.
  private func sum(over taps: [[Tap]]) -> Tensor {
    var total: Tensor?
    func add(_ places: [Tensor], _ weight: Tensor?) {
      guard places.count < taps.count else {
        let term = fetch(places) * weight!.unsqueezed(1)
        total = total.map { $0 + term } ?? term
        return
      }
      for tap in taps[places.count] {
        add(places + [tap.place], weight.map { $0 * tap.weight } ?? tap.weight)
      }
    }
    add([], nil)
    return total!
  }

  /// The samples at whole places, 0 outside.
  private func fetch(_ places: [Tensor]) -> Tensor {
    let (numbers, isInside) = noGrad {
      var number: Tensor?
      var isInside: Tensor?
      for (axis, place) in places.enumerated() {
        let size = sizes[axis]
        let fits = (place .>= 0) .&& (place .<= Double(size - 1))
        let whole = Tensor.where(fits, place, 0.0).cast(to: .int64)
        number = number.map { $0 * size + whole } ?? whole
        isInside = isInside.map { $0 .&& fits } ?? fits
      }
      return (number!, isInside!)
    }
    let shape: Shape = [samples.shape[0], samples.shape[1], numbers.shape[1]]
    let found = samples.gathered(
      axis: 2, indices: numbers.unsqueezed(1).expanded(to: shape).contiguous())
    return Tensor.where(isInside.unsqueezed(1), found, 0.0)
  }
}
