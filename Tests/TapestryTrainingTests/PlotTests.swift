import Glibc
import IOTestSupport
import TapestryCore
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

  @Test func curvesOfOneColourDifferInTheirDashes() {
    var plot = Plot(title: "", xLabel: "", yLabel: "")
    for name in 0..<28 { plot.add("\(name)", [1, 2]) }
    // The curves, and their keys in the legend.
    let looks = plot.svg.split(separator: "\n").filter { $0.contains("stroke-linejoin") }
      .map { String($0.split(separator: "class=").last!) }
    #expect(Set(looks.prefix(28)).count == 28)
    #expect(Set(looks) == Set(looks.prefix(28)))
    let dashed = looks.prefix(28).map { $0.contains("stroke-dasharray=\"") }
    #expect(dashed == (0..<28).map { $0 >= 7 })
  }

  @Test func histogramsInOnePlotHaveTheSameParts() {
    func bars(_ values: [[Double]]) -> [[Box]] {
      var plot = Plot(title: "", xLabel: "", yLabel: "")
      for values in values { plot.addHistogram("", values) }
      let drawn = plot.drawing(for: .page).marks.compactMap { mark -> (Ink, Box)? in
        guard case .rectangle(let box, .series(let series), _) = mark else { return nil }
        return (.series(series), box)
      }
      return values.indices.map { series in
        drawn.filter { $0.0 == .series(series) }.map(\.1)
      }
    }
    let values = (0..<100).map { sin(Double($0)) }
    let drawn = bars([values, values.map { $0 * 0.4 + 2 }, values])
    let width = drawn[0][0].width
    let offset = drawn[0][0].left
    for box in drawn.joined() {
      #expect(abs(box.width - width) < 1e-6)
      let places = (box.left - offset) / (width + 1)
      #expect(abs(places - places.rounded()) < 1e-6)
    }
    #expect(drawn[1].count < drawn[0].count)
    #expect(drawn[2] == drawn[0])
    // Where there would be far too many, parts are its own.
    #expect(bars([values, [0, 1e9]])[1].count == 2)
  }

  @Test func aHistogramCountsAllValues() {
    func tallest(_ values: [[Double]]) -> Bool {
      var plot = Plot(title: "", xLabel: "", yLabel: "")
      for values in values { plot.addHistogram("", values, bins: nil) }
      return plot.svg.contains(">100</text>")
    }
    // A value at the edge between two parts of the first one.
    #expect(tallest([[0, 1, 2, 3, 4, 5], Array(repeating: 5, count: 100)]))
    #expect(tallest([[0, 1, 2, 3, 4, 5], Array(repeating: 3, count: 100)]))
  }

  @Test(arguments: [(1.0, 3.0), (3, 1), (1, 1)]) func unitsCanBeOfOneLength(x: Double, y: Double) {
    var plot = Plot(title: "A plane", xLabel: "first", yLabel: "second")
    plot.addRegions(x: 0...x, y: 0...y, classes: ["all"], steps: 4) {
      Tensor.zeros([$0.shape[0]], dtype: .int64)
    }
    func region() -> Box? {
      plot.drawing(for: .page).marks.lazy.compactMap { mark in
        if case .pixels(_, let box) = mark { box } else { nil }
      }.first
    }
    let before = region()!
    #expect(abs(before.width / before.height - x / y) > 0.1)
    plot.hasEqualScales = true
    let box = region()!
    #expect(abs(box.width / box.height - x / y) < 1e-6)
    #expect(box.width == before.width || box.height == before.height)
    expectClean(plot, "equal scales")
    plot.yAxis.scale = .log
    _ = plot.svg
  }

  @Test func numbersFarFromZeroAreWrittenFromThere() {
    var plot = Plot(title: "", xLabel: "step", yLabel: "loss")
    plot.add("", (0..<9).map { 1e9 + Double($0) * 0.001 })
    let texts = plot.drawing(for: .page).labels.map(\.text)
    #expect(texts.contains("loss − 1e9"))
    #expect(texts.contains("0.000") && texts.contains("0.008"))
    var negative = Plot(title: "", xLabel: "", yLabel: "")
    negative.add("", [(1_700_000_000, -5.000_000_1), (1_700_000_100, -5.000_000_3)])
    let labels = negative.drawing(for: .page).labels.map(\.text)
    #expect(labels.contains("+ 1.7e9"))
    #expect(labels.contains("100"))
    #expect(labels.contains("− 5.000001"))
    #expect(labels.allSatisfy { $0.count < 16 })
  }

  /// Colours stand for the same share in every confusion matrix.
  @Test(arguments: [[[7]], [[9, 1], [4, 6]], [[0, 0], [0, 0]]])
  func sharesOfAConfusionMatrixRunFromNoneToAll(counts: [[Int]]) {
    let plot = Plot.confusionMatrix(Tensor(counts.map { $0.map(Float.init) }))
    let texts = plot.drawing(for: .page).labels.map(\.text)
    #expect(texts.contains("0.0") && texts.contains("1.0"))
  }

  @Test func captionsTakeTwoLines() {
    func texts(_ captions: [String]) -> [String] {
      ImageGrid(title: "", Tensor.zeros([captions.count, 8, 8]), captions: captions)
        .drawing(for: .page).labels.map(\.text)
    }
    #expect(texts(["10, taken for 9"]) == ["10, taken for", "9"])
    #expect(texts(["3"]) == ["3"])
    #expect(texts(["", "a"]) == ["a"])
    let long = texts([String(repeating: "many words ", count: 20)])
    #expect(long.count == 2 && long[1].hasSuffix("…"))
    expectClean(
      ImageGrid(title: "", Tensor.zeros([3, 8, 8]), captions: ["10, taken for 9", "", "b"]),
      "captions")
  }
}
