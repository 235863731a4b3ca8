import TapestryCore

/// Curves, dots, bars and fields of colour in one pair of axes.
///
/// ```swift
/// var plot = Plot(title: "MNIST", xLabel: "step", yLabel: "loss")
/// plot.add("training", losses, style: .faint)
/// plot.add("test", testLosses)
/// plot.yAxis.scale = .log
/// try plot.write(to: "loss.svg")      // or loss.png
/// plot.show()                         // in the terminal
/// ```
///
/// Axes end at round numbers, labels keep clear of each other, and what has no room is shortened. A point that
/// is not finite, or on a logarithmic axis not positive, is left out and breaks its curve, so that a loss that ran
/// off to NaN shows as a gap.
public struct Plot: Figure, Sendable {
  /// A point of a curve, in the units of the axes.
  public typealias Point = (x: Double, y: Double)

  /// How a curve is drawn.
  public enum Style: Sendable {
    /// A strong line.
    case line
    /// A thin pale line, for noisy values that lie behind others.
    case faint
    /// Dots that nothing joins: a scatter plot.
    case points
    /// A strong line of values that hold until the next: across, then up or down.
    case steps
  }

  /// One of the two axes.
  public struct Axis: Sendable {
    /// How numbers are spread along an axis.
    public enum Scale: Sendable {
      /// Evenly.
      case linear
      /// Equal factors take equal room; only positive numbers have a place.
      case log
    }

    /// What the numbers are.
    public var label: String
    /// How values are spread along the axis.
    public var scale = Scale.linear
    /// Where the axis begins and ends; by default it holds all that is drawn.
    public var range: ClosedRange<Double>?

    /// Whether numbers between whole ones mean nothing: then none stands at the axis.
    public var isWhole = false

    /// Names that stand at 0, 1, 2, … instead of numbers.
    var categories: [String]?
    /// Whether numbers grow to the left, or downwards.
    var isReversed = false
  }

  /// The text above the axes.
  public var title: String

  /// The axis from left to right.
  public var xAxis: Axis

  /// The axis from bottom to top.
  public var yAxis: Axis

  /// The size of the picture, in CSS pixels: at least 200 by 160.
  public var size: (width: Double, height: Double) = (720, 440)

  /// Whether a unit is as long along one axis as along the other, as where both are places in a plane; one of the axes is then
  /// shorter than there is room for. Logarithmic axes and those of names stay as they are.
  public var hasEqualScales = false

  var layers: [PlotLayer] = []

  /// A plot with nothing in it yet.
  public init(title: String, xLabel: String, yLabel: String) {
    self.title = title
    xAxis = Axis(label: xLabel)
    yAxis = Axis(label: yLabel)
  }

  public func drawing(for medium: Medium) -> Drawing {
    demand(
      (200...20_000).contains(size.width) && (160...20_000).contains(size.height),
      "Plot: size \(size.width) by \(size.height); 200 by 160 to 20000 by 20000 is needed",
      file: #fileID, line: #line)
    return PlotDrawing(self, medium).drawing
  }
}

// MARK: Curves

extension Plot {
  /// Adds a curve through `points`, or dots at them, named in the legend. Each curve has a colour of its own;
  /// later curves are drawn over earlier ones.
  public mutating func add(_ name: String, _ points: [Point], style: Style = .line) {
    layers.append(.curve(Curve(name: name, points: points, style: style)))
  }

  /// Adds a curve in this colour, which takes none from the others.
  package mutating func add(_ name: String, _ points: [Point], style: Style, ink: Ink) {
    layers.append(.curve(Curve(name: name, points: points, style: style, ink: ink)))
  }

  /// Adds a curve of `values` at x = 1, 2, 3, …
  public mutating func add(_ name: String, _ values: [Double], style: Style = .line) {
    add(name, values.enumerated().map { (Double($0 + 1), $1) }, style: style)
  }

  /// Adds a curve through the elements of `x` and `y`, two tensors of one size, in pairs.
  public mutating func add(
    _ name: String, x: Tensor, y: Tensor, style: Style = .line, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      x.count == y.count, "Plot.add: x of \(x.count) elements, y of \(y.count)", file: file,
      line: line)
    let pairs = zip(x.array(as: Double.self), y.array(as: Double.self))
    add(name, pairs.map { ($0, $1) }, style: style)
  }
}

// MARK: Layers

/// What lies in a plot, from the lowest up.
enum PlotLayer: Sendable {
  case curve(Curve)
  case bars(Bars)
  case field(Field)
}

struct Curve: Sendable {
  var name: String
  var points: [Plot.Point]
  var style: Plot.Style
  /// Nil for the next of the series' colours.
  var ink: Ink?
}
