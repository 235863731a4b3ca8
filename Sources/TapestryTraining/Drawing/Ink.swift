/// A colour of 8 bits a channel.
package struct RGB: Hashable, Sendable {
  package let red, green, blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// `0x0072b2`, as in a style sheet.
  package init(hex: UInt32) {
    self.init(
      UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8),
      UInt8(truncatingIfNeeded: hex))
  }

  /// `#0072b2`.
  package var hex: String {
    "#"
      + [red, green, blue].map { channel in
        let digits = String(channel, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// How bright the colour looks, in 0...1 (the luma of ITU-R BT.601).
  var brightness: Double {
    (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }

  /// The colour on the way to `other`: this one at 0, the other at 1.
  func mixed(with other: RGB, _ fraction: Double) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * fraction).rounded())
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }
}

/// A colour by what it is for, so that a page can show the same picture dark on light or light on dark.
package enum Ink: Hashable, Sendable {
  case paper, text, heading, axis, grid
  /// The colour of one curve or class among several.
  case series(Int)
  /// A step of the scale on which lines are coloured by a number, from 0 to the last, `scaleSteps - 1`.
  case scale(Int)
  case fixed(RGB)

  // Okabe and Ito's colours, which people with any kind of colour vision tell apart, without their yellow,
  // too pale for a line on white. Source: jfly.uni-koeln.de/color.
  private static let seriesOnLight: [RGB] = [
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000,
  ].map { RGB(hex: $0) }
  private static let seriesOnDark: [RGB] = [
    0x4ca6e0, 0xf07a2b, 0x1fbf92, 0xdd94bb, 0xf0b429, 0x8accf2, 0xe8e8e8,
  ].map { RGB(hex: $0) }

  /// How many series have a colour of their own.
  package static let seriesCount = seriesOnLight.count

  /// How many steps the scale for lines has.
  static let scaleSteps = 10

  /// A step of the scale as a share of its length.
  private static func share(_ step: Int) -> Double { Double(step) / Double(scaleSteps - 1) }

  var onLight: RGB {
    switch self {
    case .paper: RGB(hex: 0xffffff)
    case .text: RGB(hex: 0x444444)
    case .heading: RGB(hex: 0x222222)
    case .axis: RGB(hex: 0x888888)
    case .grid: RGB(hex: 0xe6e6e6)
    case .series(let index): Self.seriesOnLight[index % Self.seriesCount]
    // The map's last tenth is too pale for a line on white, its first third too dark for one on black.
    case .scale(let step): ColorMap.viridis.color(Self.share(step) * 0.9)
    case .fixed(let color): color
    }
  }

  var onDark: RGB {
    switch self {
    case .paper: RGB(hex: 0x17191c)
    case .text: RGB(hex: 0xb8bcc2)
    case .heading: RGB(hex: 0xe8eaed)
    case .axis: RGB(hex: 0x7c828a)
    case .grid: RGB(hex: 0x2c3036)
    case .series(let index): Self.seriesOnDark[index % Self.seriesCount]
    case .scale(let step): ColorMap.viridis.color(0.3 + Self.share(step) * 0.7)
    case .fixed(let color): color
    }
  }

  /// Tells lines apart that have the same colour, as there are more series than colours: the lengths of dashes and gaps, none for a
  /// whole line.
  var dashes: [Double] {
    guard case .series(let index) = self else { return [] }
    return Self.dashPatterns[index / Self.seriesCount % Self.dashPatterns.count]
  }

  // Round ends make dashes longer and gaps shorter by the width of the line. What tells two apart comes first, as keys are short.
  private static let dashPatterns: [[Double]] = [
    [], [6, 5], [0.1, 4.5], [8, 5, 0.1, 5], [2, 4.5], [0.1, 4.5, 0.1, 4.5, 5, 4.5],
  ]

  /// What a style sheet knows the colour by; nil for one that is the same everywhere.
  var name: String? {
    switch self {
    case .paper: "paper"
    case .text: "text"
    case .heading: "heading"
    case .axis: "axis"
    case .grid: "grid"
    case .series(let index): "series\(index % Self.seriesCount)"
    case .scale(let step): "scale\(step)"
    case .fixed: nil
    }
  }

  /// The colours that have names.
  static let named: [Ink] =
    [.paper, .text, .heading, .axis, .grid] + (0..<seriesCount).map { .series($0) }
    + (0..<scaleSteps).map { .scale($0) }
}
