/// How values between samples are made. `mode` of `torch.nn.functional.interpolate`.
public enum InterpolationMode: Sendable, CaseIterable {
  /// The sample whose place the result's, scaled, is rounded down to.
  case nearest
  /// The sample nearest to the centre of the result's place.
  case nearestExact
  /// Weighted by distance: along one, two or three axes.
  case linear, bilinear, trilinear
  /// Cubic pieces through four samples along each of two axes (Keys, 1981, with a = −0.75; −0.5 with `antialias`).
  case bicubic
  /// The mean of the samples that the result's place covers.
  case area
}

/// Images, or whatever lies on a grid, at another size. `torch.nn.functional.interpolate`.
///
/// ```swift
/// let larger = interpolate(images, size: [256, 256], mode: .bilinear)
/// ```
///
/// - Parameters:
///   - input: `[batch, channels]` and one, two or three axes; `.linear` takes one, `.bilinear` and `.bicubic` two, `.trilinear`
///     three. The nearest modes take any dtype, the others floating-point ones; `.bilinear` and `.bicubic` uint8 too, whose
///     results are rounded once, where PyTorch rounds weights and every axis.
///   - size: of the result, along each axis.
///   - alignCorners: whether the first and last samples keep their places, rather than the outer edges of the area that samples
///     stand for. For the linear and cubic modes.
///   - antialias: widens the weights where the result is smaller, so that fine patterns are averaged, not picked from. For
///     `.bilinear` and `.bicubic`.
public func interpolate(
  _ input: Tensor, size: PerAxis, mode: InterpolationMode = .nearest, alignCorners: Bool = false,
  antialias: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "interpolate", mode: mode, alignCorners: alignCorners, antialias: antialias, file: file,
    line: line
  ).run(input, size: size)
}

/// The same with sizes multiplied by `scaleFactor` and rounded down.
///
/// - Parameters:
///   - scaleFactor: one number, or one for each axis: `scaleFactor: 2`, `scaleFactor: [2, 0.5]`.
///   - recomputesScale: whether places are computed from the rounded sizes rather than from `scaleFactor` itself;
///     `recompute_scale_factor` in PyTorch.
public func interpolate(
  _ input: Tensor, scaleFactor: ScalePerAxis, mode: InterpolationMode = .nearest,
  alignCorners: Bool = false, recomputesScale: Bool = false, antialias: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "interpolate", mode: mode, alignCorners: alignCorners, antialias: antialias, file: file,
    line: line
  ).run(input, scaleFactor: scaleFactor, recomputesScale: recomputesScale)
}

/// One call of ``interpolate(_:size:mode:alignCorners:antialias:file:line:)``.
struct Interpolation {
  let op: String
  let mode: InterpolationMode
  let alignCorners, antialias: Bool
  let file: StaticString
  let line: UInt

  func run(_ input: Tensor, size: PerAxis) -> Tensor {
    let spatial = checkedAxes(input)
    let sizes = size.resolved(op, "size", count: spatial, atLeast: 1, file: file, line: line)
    return run(input, sizes: sizes, factors: nil)
  }

  func run(_ input: Tensor, scaleFactor: ScalePerAxis, recomputesScale: Bool = false) -> Tensor {
    let spatial = checkedAxes(input)
    let factors = scaleFactor.resolved(
      op, "scaleFactor", count: spatial, file: file, line: line)
    let sizes = zip(input.shape.suffix(spatial), factors).map { Int(Double($0) * $1) }
    check(
      sizes.allSatisfy { $0 > 0 }, "input \(input.shape) scaled by \(factors) has a size of 0")
    return run(input, sizes: sizes, factors: recomputesScale ? nil : factors)
  }

  private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    demand(condition, "\(op): \(message())", file: file, line: line)
  }

  private func checkedAxes(_ input: Tensor) -> Int {
    let taken: ClosedRange<Int> =
      switch mode {
      case .nearest, .nearestExact, .area: 1...3
      case .linear: 1...1
      case .bilinear, .bicubic: 2...2
      case .trilinear: 3...3
      }
    check(
      taken.contains(input.rank - 2),
      "input \(input.shape): \(mode) takes batch, channels and \(taken.count == 1 ? "\(taken.lowerBound)" : "1 to 3") more axes"
    )
    let isEmpty = input.shape.dropFirst().contains(0)
    check(
      !isEmpty, "input \(input.shape) has nothing to interpolate between")
    return input.rank - 2
  }

  private func run(_ input: Tensor, sizes: [Int], factors: [Double]?) -> Tensor {
    let isNearest = mode == .nearest || mode == .nearestExact
    check(
      !alignCorners || !(isNearest || mode == .area),
      "alignCorners is for linear and cubic modes, not \(mode)")
    check(
      !antialias || mode == .bilinear || mode == .bicubic,
      "antialias is for bilinear and bicubic, not \(mode)")
    let takesBytes = mode == .bilinear || mode == .bicubic
    check(
      isNearest || input.dtype.isFloatingPoint || (takesBytes && input.dtype == .uint8),
      "\(mode) needs a floating-point dtype\(takesBytes ? " or uint8" : ""), not \(input.dtype)")
    if !isNearest && input.dtype == .uint8 {
      let result = run(input.cast(to: .float32), sizes: sizes, factors: factors)
      return (result + 0.5).floor().clamped(min: 0.0, max: 255.0).cast(to: .uint8)
    }
    let axes = sizes.indices.map { index in
      ResampledAxis(
        from: input.shape[index + 2], to: sizes[index], factor: factors?[index],
        isDouble: input.dtype == .float64, alignCorners: alignCorners)
    }
    if isNearest && input.dtype.isFloatingPoint {
      return input.mapped(axes.map { $0.picks(isExact: mode == .nearestExact) })
    }
    if isNearest {
      return axes.enumerated().reduce(input) { result, axis in
        let places = axis.element.nearest(isExact: mode == .nearestExact)
        return result.indexed(axis: axis.offset + 2, Tensor(elements: places, dtype: .int64))
      }
    }
    return input.mapped(axes.map { $0.map(mode, antialias: antialias) })
  }
}

/// The samples that each place of a resampled axis is made of.
///
/// Places are computed in the precision that PyTorch computes them in, so that both round the same way.
private struct ResampledAxis {
  let from, to: Int
  let factor: Double?
  let isDouble, alignCorners: Bool

  func nearest(isExact: Bool) -> [Int] {
    if from == to { return Array(0..<from) }
    if to == 2 * from && !isExact { return (0..<to).map { $0 / 2 } }
    let scale = factor.map { Float(1 / $0) } ?? Float(from) / Float(to)
    return (0..<to).map { place in
      Swift.min(Int(((Float(place) + (isExact ? 0.5 : 0)) * scale).rounded(.down)), from - 1)
    }
  }

  func picks(isExact: Bool) -> AxisMap {
    var map = AxisMap(inputSize: from)
    for place in nearest(isExact: isExact) { map.append([(place, 1)]) }
    return map
  }

  func map(_ mode: InterpolationMode, antialias: Bool) -> AxisMap {
    if mode == .area { return .averages(from: from, to: to) }
    var map = AxisMap(inputSize: from)
    let scale = self.scale
    for place in 0..<to {
      if antialias {
        map.append(filtered(place, scale, isCubic: mode == .bicubic))
      } else if mode == .bicubic {
        map.append(cubic(source(place, scale)))
      } else if from == to {
        map.append([(place, 1)])
      } else {
        map.append(linear(Swift.max(source(place, scale), 0)))
      }
    }
    return map
  }

  private var scale: Double {
    if alignCorners { return to > 1 ? rounded(Double(from - 1) / Double(to - 1)) : 0 }
    return rounded(factor.map { 1 / $0 } ?? Double(from) / Double(to))
  }

  private func rounded(_ value: Double) -> Double { isDouble ? value : Double(Float(value)) }

  /// Where a place of the result lies among the samples.
  private func source(_ place: Int, _ scale: Double) -> Double {
    if alignCorners { return rounded(scale * Double(place)) }
    return rounded(rounded(scale * (Double(place) + 0.5)) - 0.5)
  }

  private func linear(_ source: Double) -> [(place: Int, weight: Double)] {
    let first = Swift.min(Int(source), from - 1)
    let weight = Swift.min(Swift.max(source - Double(first), 0), 1)
    return [(first, 1 - weight), (Swift.min(first + 1, from - 1), weight)]
  }

  private func cubic(_ source: Double) -> [(place: Int, weight: Double)] {
    let first = Swift.min(Int(source.rounded(.down)), from - 1)
    let t = Swift.min(Swift.max(source - Double(first), 0), 1)
    return (-1...2).map { shift in
      (
        Swift.min(Swift.max(first + shift, 0), from - 1),
        Self.cubicWeight(Double(shift) - t, a: -0.75)
      )
    }
  }

  /// Weights that are as wide as the places of the result where these are wider than samples.
  private func filtered(
    _ place: Int, _ scale: Double, isCubic: Bool
  ) -> [(place: Int, weight: Double)] {
    let width = Swift.max(scale, 1)
    let support = (isCubic ? 2 : 1) * width
    let center = scale * (Double(place) + 0.5)
    let first = Swift.max(Int(center - support + 0.5), 0)
    let end = Swift.min(Int(center + support + 0.5), from)
    let terms = (first..<Swift.max(first, end)).map { sample -> (place: Int, weight: Double) in
      let distance = (Double(sample) - center + 0.5) / width
      let weight =
        isCubic ? Self.cubicWeight(distance, a: -0.5) : Swift.max(0, 1 - distance.magnitude)
      return (sample, weight)
    }
    let total = terms.reduce(0) { $0 + $1.weight }
    return terms.map { ($0.place, $0.weight / total) }
  }

  /// The weight of a sample at a distance, by cubic pieces of slope `a` at a distance of 1.
  private static func cubicWeight(_ distance: Double, a: Double) -> Double {
    let x = distance.magnitude
    if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0
  }
}

extension AxisMap {
  /// The means of the samples that each place covers where an axis is divided as evenly as can be.
  static func averages(from size: Int, to count: Int) -> AxisMap {
    var map = AxisMap(inputSize: size)
    for place in 0..<count {
      let places = window(place, of: count, size: size)
      map.append(places.lazy.map { ($0, 1 / Double(places.count)) })
    }
    return map
  }

  /// The samples that one of `count` places covers; neighbours share one where the division leaves a rest.
  static func window(_ place: Int, of count: Int, size: Int) -> Range<Int> {
    place * size / count..<((place + 1) * size + count - 1) / count
  }
}
