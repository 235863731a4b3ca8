/// A small grey image that round pens draw on, with soft edges.
package struct Canvas {
  static let side = 28

  /// Ink from 0 to 1, row by row.
  package private(set) var ink = [Float](repeating: 0, count: side * side)

  package init() {}

  package mutating func clear() {
    for i in ink.indices { ink[i] = 0 }
  }

  /// Draws a line whose thickness goes evenly from one radius to the other. Ink does not add up where lines
  /// cross, so that a joint of two lines looks like one line.
  ///
  /// Coordinates and radii are in pixels; the middle of the first pixel is (0.5, 0.5).
  package mutating func line(
    from a: SIMD2<Float>, to b: SIMD2<Float>, radius: (from: Float, to: Float)
  ) {
    let reach = max(radius.from, radius.to) + 0.5
    let low = pointwiseMin(a, b) - reach
    let high = pointwiseMax(a, b) + reach
    let columns = Self.pixels(low.x, high.x)
    let rows = Self.pixels(low.y, high.y)
    let along = b - a
    let scale = 1 / max((along * along).sum(), 1e-12)
    for row in rows {
      for column in columns {
        let pixel = SIMD2(Float(column), Float(row)) + 0.5 - a
        let t = min(max((pixel * along).sum() * scale, 0), 1)
        let offset = pixel - t * along
        let distance = (offset * offset).sum().squareRoot()
        let edge = radius.from + t * (radius.to - radius.from) + 0.5
        let coverage = min(max(edge - distance, 0), 1)
        let index = row * Self.side + column
        ink[index] = max(ink[index], coverage)
      }
    }
  }

  /// The pixels of one axis that an interval touches.
  private static func pixels(_ low: Float, _ high: Float) -> Range<Int> {
    let first = Int(min(max(low, 0), Float(side)))
    let end = Int(min(max(high.rounded(.up), 0), Float(side)))
    return first..<max(first, end)
  }
}
