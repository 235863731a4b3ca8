/// A place in a drawing: pixels to the right and down from its upper left corner.
package struct Spot: Equatable, Sendable {
  package var x, y: Double

  package init(_ x: Double, _ y: Double) {
    (self.x, self.y) = (x, y)
  }
}

/// A rectangle in a drawing.
package struct Box: Equatable, Sendable {
  package var left, top, right, bottom: Double

  package init(left: Double, top: Double, right: Double, bottom: Double) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  package var width: Double { right - left }
  package var height: Double { bottom - top }
  package var middle: Spot { Spot((left + right) / 2, (top + bottom) / 2) }

  /// Whether the two have a pixel in common, edges aside.
  package func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  package func contains(_ other: Box) -> Bool {
    left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom
  }
}

/// A line of text in a drawing.
package struct Label: Sendable {
  package enum Alignment: Sendable {
    case start, middle, end
  }

  package var text: String
  /// The text begins, has its middle or ends here; half its height lies above.
  package var place: Spot
  package var alignment = Alignment.start
  package var size: Double
  package var isBold = false
  /// Whether the text runs from bottom to top.
  package var isVertical = false
  package var ink = Ink.text
}

/// Points of colour, row by row.
package struct Pixels: Equatable, Sendable {
  package let width, height: Int
  package let colors: [RGB]

  package init(width: Int, height: Int, colors: [RGB]) {
    (self.width, self.height, self.colors) = (width, height, colors)
  }

  package subscript(row: Int, column: Int) -> RGB { colors[row * width + column] }
}

/// A picture as the marks it is made of, from which SVG, PNG and the terminal's are made.
///
/// Figures make it; there is nothing in it for a user to set.
public struct Drawing: Sendable {
  package enum Mark: Sendable {
    case rectangle(Box, fill: Ink, opacity: Double = 1)
    /// A line through places, with round ends and joins; in dashes and gaps of these lengths in turn, where there are any.
    case line(
      [Spot], stroke: Ink, width: Double = 1, opacity: Double = 1, dashes: [Double] = [])
    case dot(Spot, radius: Double, fill: Ink, opacity: Double = 1)
    case label(Label)
    case pixels(Pixels, in: Box)
  }

  package let title: String
  package let width, height: Double
  package let medium: Medium
  package var marks: [Mark] = []

  package init(title: String, width: Double, height: Double, medium: Medium) {
    (self.title, self.width, self.height, self.medium) = (title, width, height, medium)
  }

  package var labels: [Label] {
    marks.compactMap { mark in
      if case .label(let label) = mark { label } else { nil }
    }
  }

  /// The room that `label` takes.
  package func bounds(of label: Label) -> Box { medium.bounds(of: label) }
}
