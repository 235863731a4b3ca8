import Glibc
import TapestryCore
import Testing

/// `atan2` of float32 is computed by vectors; the C library's of float64 is what it is held to.
@Suite struct ArcTangent2Tests {
  private func angles(_ points: [(y: Float, x: Float)]) -> [Float] {
    Tensor(points.map(\.y)).atan2(Tensor(points.map(\.x))).array(as: Float.self)
  }

  @Test func specialPoints() {
    let least = Float.leastNonzeroMagnitude
    let values: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, least, -least, 3e38,
    ]
    let points = values.flatMap { y in values.map { (y: y, x: $0) } }
    for (point, angle) in zip(points, angles(points)) {
      let expected = Float(atan2(Double(point.y), Double(point.x)))
      if expected.isNaN {
        #expect(angle.isNaN, "\(point)")
      } else {
        #expect(abs(angle - expected) <= 2 * expected.ulp, "\(point): \(angle), not \(expected)")
        #expect(angle.sign == expected.sign, "\(point)")
      }
    }
  }

  @Test func allAround() {
    let points = (0..<20_000).map { index -> (y: Float, x: Float) in
      let angle = Double(index) * 0.000314159265
      let radius = Glibc.pow(10, Double(index % 60 - 30))
      return (Float(radius * sin(angle)), Float(radius * cos(angle)))
    }
    let worst = zip(points, angles(points)).map { point, angle in
      let expected = atan2(Double(point.y), Double(point.x))
      return abs(Double(angle) - expected) / Double(Float(expected).ulp)
    }.max()!
    #expect(worst < 3.5)
  }
}
