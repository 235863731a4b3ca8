/// Draws numbered digits: the same seed and number give the same digit, whoever draws it and in what order.
package struct DigitPress {
  private let seed: UInt64

  package init(seed: UInt64) { self.seed = seed }

  /// The pixels (28 × 28 each, one digit after the other) and classes of the digits with these numbers.
  package func digits(_ numbers: Range<Int>) -> (pixels: [UInt8], labels: [UInt8]) {
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    pixels.reserveCapacity(numbers.count * Canvas.side * Canvas.side)
    labels.reserveCapacity(numbers.count)
    var canvas = Canvas()
    for number in numbers {
      var random = SplitMix64(seed: seed, stream: UInt64(number))
      let label = random.index(below: StrokeFont.glyphs.count)
      let ways = StrokeFont.glyphs[label]
      canvas.clear()
      Handwriting.draw(ways[random.index(below: ways.count)], on: &canvas, using: &random)
      for ink in canvas.ink { pixels.append(UInt8(ink * 255 + 0.5)) }
      labels.append(UInt8(label))
    }
    return (pixels, labels)
  }
}
