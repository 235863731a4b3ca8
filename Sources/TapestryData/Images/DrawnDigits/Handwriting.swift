import Glibc

/// One person's hand at one moment: how a glyph of the stroke font comes out this time.
///
/// What varies: where the pen's points land, the proportions, the slant and rotation, a smooth elastic warp
/// of the whole (after Simard, Steinkraus and Platt, "Best practices for convolutional neural
/// networks", 2003), and the thickness of the pen. The result has MNIST's layout: fitted into a box of
/// 20 × 20 pixels with its proportions kept, the centre of its ink in the middle of 28 × 28.
struct Handwriting {
  private typealias Point = StrokeFont.Point

  /// Draws `glyph` on a cleared canvas.
  static func draw(
    _ glyph: StrokeFont.Glyph, on canvas: inout Canvas, using random: inout SplitMix64
  ) {
    var strokes = glyph.map { curve(through: shaken($0, using: &random)) }
    warp(&strokes, using: &random)
    slant(&strokes, using: &random)
    let radius = random.uniform(0.7...1.8)
    fit(&strokes, radius: radius, using: &random)

    let pressure = random.uniform(0...0.35)
    for stroke in strokes {
      // The pen presses hardest somewhere, and lifts towards the ends.
      let peak = random.uniform(0...1)
      func width(_ index: Int) -> Float {
        let t = Float(index) / Float(stroke.count - 1)
        return radius * (1 - pressure * min(abs(t - peak) * 2, 1))
      }
      for index in 1..<stroke.count {
        canvas.line(
          from: stroke[index - 1], to: stroke[index], radius: (width(index - 1), width(index)))
      }
    }
  }

  private static func shaken(
    _ stroke: StrokeFont.Stroke, using random: inout SplitMix64
  ) -> StrokeFont.Stroke {
    stroke.map { $0 + 0.04 * Point(random.bell(), random.bell()) }
  }

  /// The Catmull–Rom spline through the points, as short lines.
  private static func curve(through points: StrokeFont.Stroke) -> StrokeFont.Stroke {
    let steps = 6
    var curve = [points[0]]
    for i in 1..<points.count {
      let (p1, p2) = (points[i - 1], points[i])
      let p0 = i >= 2 ? points[i - 2] : 2 * p1 - p2
      let p3 = i + 1 < points.count ? points[i + 1] : 2 * p2 - p1
      for step in 1...steps {
        let t = Float(step) / Float(steps)
        let linear = (p2 - p0) * t
        let square = (2 * p0 - 5 * p1 + 4 * p2 - p3) * (t * t)
        let cube = (3 * p1 - p0 - 3 * p2 + p3) * (t * t * t)
        curve.append(0.5 * (2 * p1 + linear + square + cube))
      }
    }
    return curve
  }

  /// Bends the plane along two random waves of long wavelength.
  private static func warp(
    _ strokes: inout [StrokeFont.Stroke], using random: inout SplitMix64
  ) {
    let waves = (0..<2).map { _ in
      (
        frequency: Point(random.bell(), random.bell()) * 3, phase: random.uniform(0...6.2832),
        push: Point(random.bell(), random.bell()) * 0.055
      )
    }
    transform(&strokes) { point in
      waves.reduce(point) { $0 + $1.push * sin((point * $1.frequency).sum() + $1.phase) }
    }
  }

  /// Narrows or widens, leans, and turns.
  private static func slant(
    _ strokes: inout [StrokeFont.Stroke], using random: inout SplitMix64
  ) {
    let width = random.uniform(0.55...1.1)
    let lean = 0.15 + 0.25 * random.bell()
    let angle = 0.13 * random.bell()
    let (sine, cosine) = (sin(angle), cos(angle))
    transform(&strokes) { point in
      let leaned = Point(width * (point.x - 0.5) - lean * (point.y - 0.5), point.y - 0.5)
      return Point(
        cosine * leaned.x - sine * leaned.y, sine * leaned.x + cosine * leaned.y)
    }
  }

  /// Scales to the box of 20 × 20 and puts the centre of the ink in the middle, give or take half a pixel.
  private static func fit(
    _ strokes: inout [StrokeFont.Stroke], radius: Float, using random: inout SplitMix64
  ) {
    var low = strokes[0][0]
    var high = low
    var centre = Point()
    var length: Float = 0
    for stroke in strokes {
      for (a, b) in zip(stroke, stroke.dropFirst()) {
        low = pointwiseMin(low, pointwiseMin(a, b))
        high = pointwiseMax(high, pointwiseMax(a, b))
        let step = ((b - a) * (b - a)).sum().squareRoot()
        centre += step * (a + b) / 2
        length += step
      }
    }
    centre /= max(length, 1e-6)
    let size = (high - low).max()
    let scale = (20 - 2 * radius) * random.uniform(0.92...1) / max(size, 1e-6)
    let middle = Point(random.uniform(13.5...14.5), random.uniform(13.5...14.5))
    transform(&strokes) { ($0 - centre) * scale + middle }
  }

  private static func transform(
    _ strokes: inout [StrokeFont.Stroke], _ move: (Point) -> Point
  ) {
    for i in strokes.indices {
      for j in strokes[i].indices { strokes[i][j] = move(strokes[i][j]) }
    }
  }
}
