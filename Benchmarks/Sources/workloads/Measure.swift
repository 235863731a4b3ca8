/// Seconds that `body` takes.
func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

/// The median of `count` timings of `body`, in seconds, after some that are not counted.
func median(of count: Int, warmUps: Int = 3, _ body: () -> Void) -> Double {
  for _ in 0..<warmUps { body() }
  return median((0..<count).map { _ in seconds(body) })
}

/// The middle one of the values, or the mean of the middle two.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
