/// Lines through several places.
enum Polyline {
  /// The parts of a line that lie within `box`.
  ///
  /// After Liang and Barsky, "A new concept and method for line clipping", 1984.
  static func clipped(_ spots: [Spot], to box: Box) -> [[Spot]] {
    guard spots.count > 1 else {
      return spots.filter { box.contains(Box(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y)) }
        .map { [$0] }
    }
    var parts: [[Spot]] = []
    for (start, end) in zip(spots, spots.dropFirst()) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      var from = 0.0, to = 1.0
      let edges = [
        (-dx, start.x - box.left), (dx, box.right - start.x),
        (-dy, start.y - box.top), (dy, box.bottom - start.y),
      ]
      for (speed, distance) in edges {
        // Places come from sums and products, and may be beyond by a rounding.
        if speed == 0, distance < -1e-6 { to = -1 }
        if speed < 0 { from = max(from, distance / speed) }
        if speed > 0 { to = min(to, distance / speed) }
      }
      guard from <= to else { continue }
      let first = from == 0 ? start : Spot(start.x + from * dx, start.y + from * dy)
      let last = to == 1 ? end : Spot(start.x + to * dx, start.y + to * dy)
      if parts.last?.last == first {
        parts[parts.count - 1].append(last)
      } else {
        parts.append([first, last])
      }
    }
    return parts
  }

  /// The line that goes across from each place to under or over the next, and there up or down to it.
  static func steps(_ spots: [Spot]) -> [Spot] {
    spots.prefix(1)
      + zip(spots, spots.dropFirst()).flatMap { [Spot($1.x, $0.y), $1] }
  }

  /// The line in dashes and gaps of these lengths in turn; whole where there are none.
  static func dashed(_ spots: [Spot], _ lengths: [Double]) -> [[Spot]] {
    guard spots.count > 1, lengths.contains(where: { $0 > 0 }) else { return [spots] }
    var dashes = [[spots[0]]]
    var place = 0, rest = lengths[0]
    for (start, end) in zip(spots, spots.dropFirst()) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let length = (dx * dx + dy * dy).squareRoot()
      var done = 0.0
      while length - done > rest {
        done += rest
        let spot = Spot(start.x + dx * done / length, start.y + dy * done / length)
        // Dashes have even places.
        if place.isMultiple(of: 2) {
          dashes[dashes.count - 1].append(spot)
        } else {
          dashes.append([spot])
        }
        place += 1
        rest = lengths[place % lengths.count]
      }
      rest -= length - done
      if place.isMultiple(of: 2) { dashes[dashes.count - 1].append(end) }
    }
    return dashes
  }

  /// The line without what cannot be seen: of places that share a column `step` wide, the first, the lowest, the
  /// highest and the last.
  static func thinned(_ spots: [Spot], step: Double) -> [Spot] {
    guard spots.count > 2000 else { return spots }
    var result: [Spot] = []
    var start = 0
    while start < spots.count {
      let column = (spots[start].x / step).rounded(.down)
      var end = start
      var lowest = start, highest = start
      while end < spots.count, (spots[end].x / step).rounded(.down) == column {
        if spots[end].y < spots[lowest].y { lowest = end }
        if spots[end].y > spots[highest].y { highest = end }
        end += 1
      }
      for index in Set([start, lowest, highest, end - 1]).sorted() { result.append(spots[index]) }
      start = end
    }
    return result
  }
}
