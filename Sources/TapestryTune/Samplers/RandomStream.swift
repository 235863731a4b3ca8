import Glibc

/// Random numbers for the decisions of one trial: they follow from the study's seed and the trial's number alone.
///
/// SplitMix64 (Steele, Lea, Flood, 2014).
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Parameter stream: streams of one seed are independent of one another.
  public init(seed: UInt64, stream: Int = 0) {
    state = seed
    state = next() ^ UInt64(bitPattern: Int64(stream)) &* 0xd134_2543_de82_ef95
    // Neighbouring streams would start with related states.
    state = next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Uniform in 0..<1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// One of `0..<count`.
  public mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// From the normal distribution with mean 0 and standard deviation 1.
  public mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// The place of one of several weights, drawn in proportion to them.
  mutating func index(weighted weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}
