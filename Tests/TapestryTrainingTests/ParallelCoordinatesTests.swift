import TapestryTraining
import Testing

@Suite struct ParallelCoordinatesTests {
  private var figure: ParallelCoordinates {
    var figure = ParallelCoordinates(title: "Trials")
    figure.addAxis("layers", [1, 1, 1], range: 1...3, isWhole: true)
    figure.addAxis("loss", [0.1, 0.2, 0.3])
    figure.colored(by: [0.1, 0.2, 0.3], from: "best", to: "worst")
    return figure
  }

  @Test func anAxisOfWholeNumbersShowsNoOthers() {
    let labels = figure.drawing(for: .page).labels.map(\.text)
    #expect(labels.filter { Int($0) != nil } == ["1", "2", "3"])
  }

  @Test func aDarkPageHasColoursOfItsOwn() {
    var report = HTMLReport(title: "Search")
    report.add(figure)
    for step in [0, 9] {
      #expect(report.html.contains("class=\"s-scale\(step)\""))
      #expect(report.html.contains(".s-scale\(step) { stroke: #"))
    }
    // The map's violet cannot be seen on the dark paper.
    #expect(report.html.contains("stroke=\"#440154\""))
    #expect(!report.html.contains(".s-scale0 { stroke: #440154"))
  }

  @Test func theColoursAreExplained() {
    let drawing = figure.drawing(for: .page)
    #expect(Set(drawing.labels.map(\.text)).isSuperset(of: ["best", "worst"]))
    var plain = ParallelCoordinates(title: "Trials")
    plain.addAxis("loss", [0.1, 0.2])
    #expect(!plain.drawing(for: .page).labels.map(\.text).contains("least"))
  }
}
