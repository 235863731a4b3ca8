import IOTestSupport
import TapestryIO
import TapestryTraining
import Testing

@Suite struct PlotTests {
  private func plot(_ points: [Plot.Point]) -> Plot {
    var plot = Plot(title: "Loss", xLabel: "step", yLabel: "nats")
    plot.add("training", points)
    return plot
  }

  /// The path of the first curve, the one element that is a line without a fill and with round joins.
  private func path(in svg: String) -> Substring? {
    svg.split(separator: "\n").first { $0.contains("stroke-linejoin") }?
      .split(separator: "\"")[1]
  }

  @Test func showsTitleLabelsTicksAndLegend() {
    let svg = plot([(0, 0), (5, 0.5), (10, 2)]).svg
    for text in ["Loss", "step", "nats", "training", "0.5", "2.0", "10"] {
      #expect(svg.contains(">\(text)</text>"), "\(text)")
    }
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.hasSuffix("</svg>\n"))
  }

  @Test func drawsToScale() {
    // Axes from 0 to 10 and 0 to 2: the middle point lies half-way both ways.
    let numbers = path(in: plot([(0, 0), (5, 1), (10, 2)]).svg)?
      .split { "ML ".contains($0) }.compactMap { Double($0) }
    let xy = numbers ?? []
    #expect(xy.count == 6)
    #expect(abs(xy[2] - (xy[0] + xy[4]) / 2) < 0.02)
    #expect(abs(xy[3] - (xy[1] + xy[5]) / 2) < 0.02)
    #expect(xy[0] < xy[4])
    #expect(xy[1] > xy[5], "SVG counts downwards")
  }

  @Test func breaksAtWhatIsNotFinite() {
    let points: [Plot.Point] = [
      (1, 1), (2, 2), (3, .nan), (4, .infinity), (5, 1), (.nan, 1), (6, 1), (7, 3),
    ]
    let svg = plot(points).svg
    // The curve comes before the legend's key.
    let paths = svg.split(separator: "\n").filter { $0.contains("stroke-linejoin") }
      .map { $0.split(separator: "\"")[1] }.filter { !$0.isEmpty }
    let curve = paths.prefix(3)
    #expect(curve.map { $0.count { $0 == "L" } } == [1, 0, 1])
    #expect(curve[1].hasSuffix("h0"), "a point alone is a dot")
    #expect(paths.allSatisfy { !$0.contains("n") }, "neither nan nor inf")
  }

  @Test(
    arguments: [
      [], [(1, 0.97)], [(0, 0), (0, 0)], [(1, -1e300), (2, 1e300)], [(1, .nan)],
      [(-1e99, 1e99), (1e99, -1e99)], [(1, 1), (1.0.nextUp, 1.0.nextUp)],
    ] as [[Plot.Point]])
  func anythingGivesAPicture(points: [Plot.Point]) {
    let svg = plot(points).svg
    #expect(svg.hasSuffix("</svg>\n"))
    for line in svg.split(separator: "\n")
    where line.hasPrefix("<path") || line.hasPrefix("<circle") {
      #expect(!line.contains("nan") && !line.contains("inf"), "\(line)")
    }
  }

  @Test func marksFewPointsAndNotMany() {
    let few = plot((1...5).map { (Double($0), 1) }).svg
    #expect(few.split(separator: "\n").count { $0.hasPrefix("<circle") } == 5)
    let many = plot((1...500).map { (Double($0), 1) }).svg
    #expect(!many.contains("<circle"))
  }

  @Test func escapesWhatXMLReserves() {
    var plot = Plot(title: "a < b & \"c\"\u{7}", xLabel: "<x>", yLabel: "y")
    plot.add("p > q", [1, 2, 3])
    let svg = plot.svg
    #expect(svg.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"))
    #expect(svg.contains(">&lt;x&gt;</text>"))
    #expect(svg.contains(">p &gt; q</text>"))
    #expect(!svg.contains("\u{7}"))
  }

  @Test func valuesAloneStandAtOneTwoThree() {
    var counted = Plot(title: "", xLabel: "", yLabel: "")
    counted.add("a", [5, 6, 7])
    var placed = Plot(title: "", xLabel: "", yLabel: "")
    placed.add("a", [(1, 5), (2, 6), (3, 7)])
    #expect(counted.svg == placed.svg)
  }

  @Test func writesAFileWholeOrNotAtAll() throws {
    let folder = TemporaryFolder()
    let plot = plot([(1, 2), (2, 1)])
    try plot.write(to: folder.file("loss.svg"))
    #expect(try folder.read("loss.svg") == Array(plot.svg.utf8))
    #expect(try folder.names() == ["loss.svg"])

    let error = #expect(throws: FileError.self) { try plot.write(to: folder.file("no/loss.svg")) }
    #expect(error?.description.hasPrefix(folder.file("no/loss.svg")) == true)
    #expect(try folder.names() == ["loss.svg"])
  }

  @Test func curvesHaveColoursOfTheirOwn() {
    var plot = Plot(title: "", xLabel: "", yLabel: "")
    for name in ["a", "b", "c"] { plot.add(name, [1, 2], style: .faint) }
    let strokes = plot.svg.split(separator: "\n").filter { $0.contains("stroke-linejoin") }
      .compactMap { $0.split(separator: "stroke=\"").last?.prefix(7) }
    #expect(Set(strokes).count == 3)
  }

  @Test func stepsGoAcrossAndThenUp() {
    var steps = Plot(title: "t", xLabel: "x", yLabel: "y")
    steps.add("best", [(0, 1), (2, 3), (5, 4)], style: .steps)
    var line = Plot(title: "t", xLabel: "x", yLabel: "y")
    line.add("best", [(0, 1), (2, 1), (2, 3), (5, 3), (5, 4)])
    #expect(path(in: steps.svg) == path(in: line.svg))
    #expect(!steps.svg.contains("<circle"))
  }

  @Test func theKeyOfAFaintCurveCanBeSeen() {
    var plot = Plot(title: "t", xLabel: "x", yLabel: "y")
    plot.add("noisy", [1, 2], style: .faint)
    #expect(plot.svg.contains("stroke-opacity=\"0.8\" stroke-width=\"2\""))
  }

  @Test func aCurveWithAnInkTakesNoColour() {
    var plot = Plot(title: "t", xLabel: "x", yLabel: "y")
    plot.add("others", [(0, 1), (1, 2)], style: .faint, ink: .axis)
    plot.add("best", [1, 2])
    #expect(plot.svg.contains("s-axis") && plot.svg.contains("s-series0"))
    #expect(!plot.svg.contains("s-series1"))
  }

  @Test func pointsAreDotsThatNothingJoins() {
    var plot = Plot(title: "t", xLabel: "x", yLabel: "y")
    plot.add("measured", (0..<100).map { Double($0) }, style: .points)
    let svg = plot.svg
    // One for each point, and one in the legend.
    #expect(svg.components(separatedBy: "<circle").count - 1 == 101)
    #expect(svg.components(separatedBy: " r=\"3\"").count - 1 == 101)
    #expect(!svg.contains("stroke-linejoin"))
  }
}
