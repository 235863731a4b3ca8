/// Lines along which a field of numbers has one value.
///
/// After Lorensen and Cline's marching cubes (SIGGRAPH 1987), one dimension lower: in each square between four
/// numbers, a line leads from one edge on which the value is crossed to another.
package enum MarchingSquares {
  /// The lines, in steps of rows (y) and columns (x). Squares with a number that is not finite have none.
  package static func lines(_ rows: [[Double]], level: Double) -> [[Spot]] {
    var segments: [(Spot, Spot)] = []
    for y in 0..<max(0, rows.count - 1) {
      for x in 0..<max(0, rows[y].count - 1) {
        let corners = [rows[y][x], rows[y][x + 1], rows[y + 1][x + 1], rows[y + 1][x]]
        guard corners.allSatisfy(\.isFinite) else { continue }
        segments += square(corners, level: level, x: Double(x), y: Double(y))
      }
    }
    return joined(segments)
  }

  /// The segments in a square whose corners come clockwise from the upper left.
  private static func square(
    _ corners: [Double], level: Double, x: Double, y: Double
  ) -> [(Spot, Spot)] {
    let places = [Spot(x, y), Spot(x + 1, y), Spot(x + 1, y + 1), Spot(x, y + 1)]
    var crossings: [Spot] = []
    for edge in 0..<4 {
      let next = (edge + 1) % 4
      guard (corners[edge] < level) != (corners[next] < level) else { continue }
      // From the lower index to the higher on both sides of an edge, so that neighbours agree to the bit.
      let isForward = edge < 2
      let (a, b) = isForward ? (edge, next) : (next, edge)
      let share = (level - corners[a]) / (corners[b] - corners[a])
      crossings.append(
        Spot(
          places[a].x + share * (places[b].x - places[a].x),
          places[a].y + share * (places[b].y - places[a].y)))
    }
    switch crossings.count {
    case 2: return [(crossings[0], crossings[1])]
    case 4:
      // A saddle: the middle tells which corners belong together.
      let isMiddleLow = corners.reduce(0, +) / 4 < level
      return isMiddleLow == (corners[0] < level)
        ? [(crossings[0], crossings[1]), (crossings[2], crossings[3])]
        : [(crossings[0], crossings[3]), (crossings[1], crossings[2])]
    default: return []
    }
  }

  /// Segments that share an end, as one line.
  private static func joined(_ segments: [(Spot, Spot)]) -> [[Spot]] {
    var atEnd: [Key: [Int]] = [:]
    for (index, segment) in segments.enumerated() {
      atEnd[Key(segment.0), default: []].append(index)
      atEnd[Key(segment.1), default: []].append(index)
    }
    var isUsed = Array(repeating: false, count: segments.count)
    func next(from spot: Spot) -> Spot? {
      guard let index = atEnd[Key(spot)]?.first(where: { !isUsed[$0] }) else { return nil }
      isUsed[index] = true
      return segments[index].0 == spot ? segments[index].1 : segments[index].0
    }
    var lines: [[Spot]] = []
    for (index, segment) in segments.enumerated() where !isUsed[index] {
      isUsed[index] = true
      var line = [segment.0, segment.1]
      while let spot = next(from: line[line.count - 1]) { line.append(spot) }
      var start: [Spot] = []
      while let spot = next(from: start.last ?? line[0]) { start.append(spot) }
      lines.append(start.reversed() + line)
    }
    return lines
  }

  private struct Key: Hashable {
    let x, y: Double

    init(_ spot: Spot) { (x, y) = (spot.x, spot.y) }
  }
}
