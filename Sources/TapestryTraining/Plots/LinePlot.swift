import TapestryIO

/// Curves in one pair of axes, drawn as SVG: the loss over a training run, say.
///
/// ```swift
/// var plot = LinePlot(title: "MNIST", xLabel: "step", yLabel: "loss")
/// plot.add("training", losses, style: .faint)
/// plot.add("test", testLosses)
/// try plot.write(to: "loss.svg")
/// ```
///
/// Axes begin and end at round numbers. A point that is not finite is left out and breaks its curve, so
/// that a loss that ran off to NaN shows as a gap.
public struct LinePlot {
  /// A point of a curve, in the units of the axes.
  public typealias Point = (x: Double, y: Double)

  /// How a curve is drawn.
  public enum Style: Sendable {
    /// A strong line.
    case line
    /// A thin pale line, for noisy values that lie behind others.
    case faint
    /// Dots that nothing joins.
    case points
  }

  struct Curve {
    var name: String
    var points: [Point]
    var style: Style
  }

  /// The text above the axes.
  public var title: String

  /// What runs from left to right.
  public var xLabel: String

  /// What runs from bottom to top.
  public var yLabel: String

  /// The size of the picture, in CSS pixels.
  public var size: (width: Double, height: Double) = (720, 440)

  private(set) var curves: [Curve] = []

  /// A plot without curves yet.
  public init(title: String, xLabel: String, yLabel: String) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
  }

  /// Adds a curve through `points`, named in the legend. Each curve has a colour of its own; later curves
  /// are drawn over earlier ones.
  public mutating func add(_ name: String, _ points: [Point], style: Style = .line) {
    curves.append(Curve(name: name, points: points, style: style))
  }

  /// Adds a curve of `values` at x = 1, 2, 3, …
  public mutating func add(_ name: String, _ values: [Double], style: Style = .line) {
    add(name, values.enumerated().map { (Double($0 + 1), $1) }, style: style)
  }

  /// The picture as an SVG document of its own, in UTF-8.
  public var svg: String { LinePlotDrawing(self).document }

  /// Writes the picture to an SVG file, replacing one of the same name as a whole or not at all.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public func write(to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(Array(svg.utf8))
    try file.commit()
  }
}
