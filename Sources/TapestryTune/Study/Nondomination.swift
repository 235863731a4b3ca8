/// Whether a point is nowhere worse than another and somewhere better; smaller is better.
func dominates(_ a: [Double], _ b: [Double]) -> Bool {
  var isBetter = false
  for (a, b) in zip(a, b) {
    if a > b { return false }
    if a < b { isBetter = true }
  }
  return isBetter
}

/// The front that each point is in: 0 where none dominates it, 1 where only points of front 0 do, and so on (Deb et al.,
/// "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002). O(n²) comparisons.
///
/// - Parameter points: smaller is better.
func nondominationRanks(_ points: [[Double]]) -> [Int] {
  var dominated: [[Int]] = Array(repeating: [], count: points.count)
  var dominators = Array(repeating: 0, count: points.count)
  for a in points.indices {
    for b in points.indices where dominates(points[a], points[b]) {
      dominated[a].append(b)
      dominators[b] += 1
    }
  }
  var ranks = Array(repeating: 0, count: points.count)
  var front = points.indices.filter { dominators[$0] == 0 }
  var rank = 0
  while !front.isEmpty {
    var next: [Int] = []
    for a in front {
      ranks[a] = rank
      for b in dominated[a] {
        dominators[b] -= 1
        if dominators[b] == 0 { next.append(b) }
      }
    }
    front = next
    rank += 1
  }
  return ranks
}

/// How much room each point of a front has to its neighbours, infinite at the ends: the crowding distance of NSGA-II.
func crowdingDistances(_ points: [[Double]]) -> [Double] {
  var distances = Array(repeating: 0.0, count: points.count)
  guard let objectives = points.first?.count else { return [] }
  for objective in 0..<objectives {
    let order = points.indices.sorted { points[$0][objective] < points[$1][objective] }
    let first = points[order[0]][objective]
    let width = points[order.last!][objective] - first
    distances[order[0]] = .infinity
    distances[order.last!] = .infinity
    guard width > 0, order.count > 2 else { continue }
    for place in 1..<order.count - 1 {
      distances[order[place]] +=
        (points[order[place + 1]][objective] - points[order[place - 1]][objective]) / width
    }
  }
  return distances
}
