import TapestryCore
import Testing

/// Random orders of so many numbers that they are dealt to parts first: few parts, and many.
@Suite struct PermutationTests {
  @Test(arguments: [131_072, 131_073, 300_001, 1_000_003, 1_300_000])
  func everyNumberComesOnce(count: Int) {
    let order = withSeed(4) { Tensor.randperm(count) }.array(as: Int.self)
    var isThere = [Bool](repeating: false, count: count)
    for number in order { isThere[number] = true }
    #expect(isThere.allSatisfy { $0 })
    // Told of two long arrays that differ, a test would look for the shortest way from one to the other.
    let isSame = [4, 5].map { seed in
      withSeed(seed) { Tensor.randperm(count) }.array(as: Int.self) == order
    }
    #expect(isSame == [true, false])
  }

  @Test func threadsDoNotMatter() async {
    await #expect(processExitsWith: .success) {
      for count in [300_000, 1_300_000] {
        let orders = [1, 2, 5].map { threads in
          Threads.setCount(threads)
          return withSeed(9) { Tensor.randperm(count) }.array(as: Int.self)
        }
        precondition(orders[0] == orders[1] && orders[0] == orders[2])
      }
    }
  }

  /// How many of each tenth of the numbers stand in each tenth of the places: chi squared has 81 degrees of freedom. And neighbours
  /// are as often in descending order as in ascending, with a variance of (n + 1) / 12.
  @Test(arguments: [200_000, 1_300_000]) func ordersAreEvenlySpread(count: Int) {
    let rounds = 6
    var (chiSquared, descents) = (0.0, 0)
    for seed in 0..<rounds {
      let order = withSeed(UInt64(seed)) { Tensor.randperm(count) }.array(as: Int.self)
      var cells = [Int](repeating: 0, count: 100)
      for (place, number) in order.enumerated() {
        cells[place * 10 / count * 10 + number * 10 / count] += 1
      }
      let expected = Double(count) / 100
      chiSquared +=
        cells.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
        / expected
      descents += zip(order, order.dropFirst()).count { $0 > $1 }
    }
    #expect(abs(chiSquared - 81 * Double(rounds)) < 5 * (2 * 81 * Double(rounds)).squareRoot())
    let deviation = Double(descents) - Double(rounds * (count - 1)) / 2
    #expect(abs(deviation) < 5 * (Double(rounds * (count + 1)) / 12).squareRoot())
  }
}
