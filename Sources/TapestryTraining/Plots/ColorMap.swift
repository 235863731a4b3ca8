/// Colours that stand for numbers from 0 to 1.
package struct ColorMap: Sendable {
  private let stops: [RGB]

  init(_ stops: [UInt32]) { self.stops = stops.map { RGB(hex: $0) } }

  /// White to blue, for counts and shares: nothing looks like nothing.
  package static let blues = ColorMap([
    0xffffff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b,
  ])

  /// The same for a dark ground, where black is nothing.
  package static let nightBlues = ColorMap([0x000000, 0x08306b, 0x2171b5, 0x6baed6, 0xdeebf7])

  /// Violet over green to yellow, in even steps of brightness: for values that may lie anywhere.
  package static let viridis = ColorMap([
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725,
  ])

  /// The colour of what is no number.
  static let missing = RGB(hex: 0xcccccc)

  package func color(_ value: Double) -> RGB {
    guard !value.isNaN else { return Self.missing }
    let place = max(0, min(1, value)) * Double(stops.count - 1)
    let index = min(stops.count - 2, Int(place))
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }
}
