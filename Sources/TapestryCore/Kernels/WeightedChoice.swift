import CKernels
import Glibc

/// Choices among categories by weight.
enum WeightedChoice {
  /// Writes places in each row of `weights`, contiguous float64 `[rows, categories]`, to the contiguous int64 `output` `[rows, count]`.
  ///
  /// Weights are finite and not negative. Each row has a positive one, and without replacement at least `count` of them.
  static func run(
    _ weights: Tensor, withReplacement: Bool, into output: Tensor, _ generator: Generator
  ) {
    let (rows, categories) = (weights.shape[0], weights.shape[1])
    let count = output.shape[1]
    // Each row draws from words of its own, a whole number of groups.
    let perRow = (2 * (withReplacement ? count : categories) + 63) / 64 * 64
    let start = generator.reserve(rows * perRow) / 2
    let (from, to, seed) = (weights.doubles, output.integers, generator.seed)
    parallelFor(count: rows, grain: Swift.max(1, (1 << 13) / Swift.max(categories, 1))) { range in
      for row in range {
        let weights = UnsafeBufferPointer(start: from + row * categories, count: categories)
        let places = UnsafeMutableBufferPointer(start: to + row * count, count: count)
        let numbers = Numbers(seed: seed, offset: start + UInt64(row * perRow / 2))
        if withReplacement {
          chooseAgain(weights, numbers, into: places)
        } else {
          chooseOnce(weights, numbers, into: places)
        }
      }
    }
  }

  private struct Numbers {
    let seed, offset: UInt64

    func uniform(_ count: Int) -> [Double] {
      [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
        if let target = buffer.baseAddress { tk_uniform_f64(target, count, seed, offset) }
        initialized = count
      }
    }

    func positive(_ count: Int) -> [Double] {
      [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
        if let target = buffer.baseAddress { tk_positive_f64(target, count, seed, offset) }
        initialized = count
      }
    }
  }

  /// The first place at which the sum of weights exceeds a number below the sum of all.
  private static func chooseAgain(
    _ weights: UnsafeBufferPointer<Double>, _ numbers: Numbers,
    into places: UnsafeMutableBufferPointer<Int64>
  ) {
    var total = 0.0
    let sums = weights.map { weight in
      total += weight
      return total
    }
    // The product below can round up to the sum of all.
    let last = weights.lastIndex { $0 > 0 }!
    for (index, number) in numbers.uniform(places.count).enumerated() {
      let wanted = number * total
      var (low, high) = (0, last)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > wanted { high = middle } else { low = middle + 1 }
      }
      places[index] = Int64(low)
    }
  }

  /// A race: each category finishes after an exponential time with its weight as rate, and the first come in are chosen, in their
  /// order; that is choosing one after another among what is left.
  private static func chooseOnce(
    _ weights: UnsafeBufferPointer<Double>, _ numbers: Numbers,
    into places: UnsafeMutableBufferPointer<Int64>
  ) {
    let times = zip(numbers.positive(weights.count), weights).map { number, weight in
      weight > 0 ? -Glibc.log(number) / weight : .infinity
    }
    let order = times.indices.filter { weights[$0] > 0 }.sorted {
      times[$0] != times[$1] ? times[$0] < times[$1] : $0 < $1
    }
    for index in places.indices { places[index] = Int64(order[index]) }
  }
}
