/// The SplitMix64 generator (Steele, Lea, Flood, 2014): good enough for drawing, and one integer to seed.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Generators with different streams are independent for the same seed.
  init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix64(state: seed)
    state = mixer.next() ^ stream &* 0xd134_2543_de82_ef95
    // Neighbouring streams would start with related states; one step parts them.
    state = next()
  }

  private init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Uniform in `range`, from 24 bits.
  mutating func uniform(_ range: ClosedRange<Float> = 0...1) -> Float {
    let unit = Float(next() >> 40) * 0x1p-24
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  /// About normal with mean 0 and standard deviation 1, within ±3.5: a sum of four uniform numbers.
  mutating func bell() -> Float {
    (uniform() + uniform() + uniform() + uniform() - 2) * Float(3).squareRoot()
  }

  /// One of `0..<count`.
  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
