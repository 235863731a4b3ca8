import IOTestSupport
import Tapestry
import Testing

@Suite struct LookingCourse {
  @Test func figures() throws {
    let folder = TemporaryFolder()
    let losses = (1...200).map { 1 / Double($0) + 0.1 }
    let testLosses: [Plot.Point] = [(100, 0.12), (200, 0.11)]
    // shown
    var plot = Plot(title: "Training", xLabel: "step", yLabel: "loss")
    plot.add("each batch", losses, style: .faint)
    plot.add("test", testLosses)
    plot.yAxis.scale = .log
    plot.show()
    // end
    // shown
    try plot.write(to: folder.file("loss.svg"))
    try plot.write(to: folder.file("loss.png"))
    // end
    #expect(try folder.names().sorted() == ["loss.png", "loss.svg"])

    let test = DrawnDigits(split: .test, count: 100)
    let logits = withSeed(3) { Tensor.randn([100, 10]) }
    // shown
    test.images[42].show()
    let grid = ImageGrid(
      title: "Digits", test.images[0..<16],
      captions: test.labels[0..<16].array(as: Int.self).map(String.init))
    // end
    #expect(grid.svg.contains("<image"))

    // shown
    let confusion = ConfusionMatrix(classes: 10)
    confusion.update(logits, test.labels)

    var report = HTMLReport(title: "Digits")
    report.addText("A network that has not learnt anything yet.")
    report.add(plot)
    report.addConfusionMatrix(confusion.counts)
    report.addMistakes(images: test.images, logits: logits, labels: test.labels)
    try report.write(to: folder.file("run.html"))
    // end
    let page = String(decoding: try folder.read("run.html"), as: UTF8.self)
    #expect(page.contains("taken for"))
  }
}
