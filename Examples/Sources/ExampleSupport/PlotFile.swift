import ArgumentParser
import Tapestry

/// A file for a figure; its extension says in which format.
public struct PlotFile: ExpressibleByArgument {
  public let path: String

  public init(_ path: String) { self.path = path }

  public init(argument: String) { path = argument }

  public var defaultValueDescription: String { path }

  /// Refuses what cannot be written, before there is work to lose.
  public func validate() throws {
    try require(
      [".svg", ".png"].contains { path.lowercased().hasSuffix($0) },
      "--plot writes SVG and PNG: name a file that ends in .svg or .png, not \(path)")
    try checkWritable(path)
  }

  public func draw(_ figure: some Figure) throws { try figure.write(to: path) }
}

/// The option of programs that draw how the loss fell.
public struct PlotOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Draw the loss curve to this SVG or PNG file.", valueName: "file"))
  public var plot: PlotFile?

  public init() {}

  public func validate() throws { try plot?.validate() }

  /// Draws the curve where it was asked for, and says so.
  public func draw(_ curve: @autoclosure () -> Plot) throws {
    guard let plot else { return }
    try plot.draw(curve())
    print("loss curve drawn to \(plot.path)")
  }
}
