import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryNN
import TapestryTraining
import Testing

@Suite struct HTMLReportTests {
  private func report() -> HTMLReport {
    var report = HTMLReport(title: "A run & <more>")
    report.addText("First.\n\nSecond <b>not bold</b>.")
    report.addHeading("Curves")
    report.addCurves("Loss", ["training": [1, 0.5, 0.4], "validation": [1.1, 0.7, .nan]])
    report.addTable(
      columns: ["metric", "value"], rows: [["accuracy", "0.97"], ["images/s", "81,234"]])
    report.addConfusionMatrix(Tensor([[5, 1], [0, 4]]), names: ["cat", "dog"])
    let logits = Tensor([[2, 0], [0, 9], [3, 0], [0, 1]] as [[Float]])
    report.addMistakes(
      images: Tensor.zeros([4, 2, 2]), logits: logits, labels: Tensor([0, 0, 1, 1]),
      names: ["cat", "dog"])
    report.addSummary(Sequential { Linear(4, 2) }.summary(input: [4]))
    return report
  }

  @Test func headingsHaveLevels() async {
    var report = HTMLReport(title: "")
    report.addHeading("One way")
    report.addHeading("Its best", level: 3)
    #expect(report.html.contains("<h2>One way</h2>\n<h3>Its best</h3>"))
    await #expect(processExitsWith: .failure) {
      var report = HTMLReport(title: "")
      report.addHeading("Another title", level: 1)
    }
  }

  @Test func linesPassOverEpochsWithoutAValidation() {
    var history = History()
    history.append(["loss": 3])
    history.append(["loss": 2, "val_loss": 3])
    history.append(["loss": 1])
    history.append(["loss": 1, "val_loss": 2])
    var report = HTMLReport(title: "")
    report.addHistory(history)
    let curves = report.html.split(separator: "\n").filter { $0.contains("stroke-linejoin") }
    // The two curves, and their keys in the legend.
    #expect(curves.map { $0.count { $0 == "L" } } == [3, 1, 1, 1])
  }

  @Test func asksNoOneForAnything() {
    let html = report().html
    #expect(!html.contains("http") && !html.contains("//") && !html.contains("<script"))
    #expect(!html.contains("@import") && !html.contains("url("))
    for source in html.matches(of: #/(?:src|href)="([^"]*)"/#) {
      #expect(source.output.1.hasPrefix("data:image/png;base64,"))
    }
  }

  @Test func textIsNeverReadAsHTML() {
    let html = report().html
    #expect(html.contains("<title>A run &amp; &lt;more&gt;</title>"))
    #expect(html.contains("<p>First.</p>\n<p>Second &lt;b&gt;not bold&lt;/b&gt;.</p>"))
  }

  @Test func holdsWhatWasAddedInOrder() throws {
    let html = report().html
    let parts = [
      "<h1>", "<p>First", "<h2>Curves", ">validation</text>", "<td>accuracy</td>",
      ">predicted</text>", "dog, taken for cat", "<pre>", "</html>",
    ]
    var rest = html[...]
    for part in parts {
      let range = try #require(rest.firstRange(of: part), "\(part)")
      rest = rest[range.upperBound...]
    }
    #expect(html.contains("<th class=\"number\">value</th>"))
    #expect(html.contains("<th>metric</th>"))
  }

  @Test func everyElementIsClosedInTurn() {
    let single: Set<Substring> = ["meta", "img", "!DOCTYPE"]
    var open: [Substring] = []
    for tag in report().html.matches(of: #/<(\/?)([!A-Za-z0-9]+)[^>]*?(\/?)>/#) {
      let (closes, name, closesItself) = (!tag.1.isEmpty, tag.2, !tag.3.isEmpty)
      if closes {
        #expect(open.popLast() == name)
      } else if !closesItself, !single.contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func mistakesComeSurestFirst() {
    let logits = Tensor([[2, 0], [0, 9], [3, 0], [0, 1]] as [[Float]])
    let worst = Mistake.worst(logits: logits, labels: Tensor([0, 0, 1, 0]), most: 2)
    #expect(worst.map(\.index) == [1, 2])
    #expect(worst.map(\.prediction) == [1, 0])
    #expect(worst[0].label == 0 && worst[0].confidence > 0.999)
    #expect(Mistake.worst(logits: logits, labels: Tensor([0, 1, 0, 1]), most: 9).isEmpty)
    var report = HTMLReport(title: "")
    report.addMistakes(
      images: Tensor.zeros([4, 2, 2]), logits: logits, labels: Tensor([0, 1, 0, 1]))
    #expect(report.html.contains("no mistakes among 4"))
  }

  @Test func knowsLightAndDark() {
    let html = report().html
    #expect(html.contains("@media (prefers-color-scheme: dark)"))
    #expect(html.contains(".f-text { fill: "))
    #expect(html.contains("class=\"f-text\""))
  }

  @Test func writesAFileWholeOrNotAtAll() throws {
    let folder = TemporaryFolder()
    try report().write(to: folder.file("run.html"))
    #expect(try folder.read("run.html") == Array(report().html.utf8))
    #expect(throws: FileError.self) { try report().write(to: folder.file("no/run.html")) }
    #expect(try folder.names() == ["run.html"])
  }
}
