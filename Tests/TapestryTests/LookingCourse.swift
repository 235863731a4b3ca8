import Foundation
import IOTestSupport
import Tapestry
import Testing

@Suite struct LookingCourse {
  @Test func figures() throws {
    manualSeed(3)
    let temporary = TemporaryFolder()
    let folder = temporary.path
    // shown
    let train = DrawnDigits(split: .train, count: 1000)
    let test = DrawnDigits(split: .test, count: 300)
    let model = Sequential {
      Flatten()
      Linear(784, 64)
      ReLU()
      Linear(64, 10)
    }
    let trainer = Trainer(
      model, optimizer: Adam(model.parameters(), learningRate: 3e-3), loss: CrossEntropyLoss(),
      metrics: ["accuracy": Accuracy()])
    let history = try trainer.fit(
      DataLoader(train, batchSize: 32, shuffle: true), epochs: 4,
      validation: DataLoader(test, batchSize: 100))
    let logits = trainer.predict(DataLoader(test, batchSize: 100))  // [300, 10]
    // end
    #expect(logits.shape == [300, 10])

    // shown
    var plot = Plot(title: "Training", xLabel: "epoch", yLabel: "loss")
    plot.add("training", history["loss"])
    plot.add("validation", history["val_loss"])
    plot.yAxis.scale = .log
    plot.show()
    // end
    // shown
    try plot.write(to: "\(folder)/loss.svg")
    try plot.write(to: "\(folder)/loss.png")
    // end
    #expect(try temporary.names() == ["loss.png", "loss.svg"])

    // shown
    let first = model.layers[1] as! Linear
    var weights = Plot(title: "Weights of the first layer", xLabel: "weight", yLabel: "count")
    weights.addHistogram("trained", first.weight)

    let points = Tensor.rand([120, 2]) * 4 - 2
    let radius = points.square().sum(axis: 1)
    var border = Plot(title: "Near and far", xLabel: "first", yLabel: "second")
    border.hasEqualScales = true  // a unit is as long both ways
    border.addRegions(x: -2...2, y: -2...2, classes: ["near", "far"]) { points in
      (points.square().sum(axis: 1) > 1).cast(to: .int64)  // or a model's classes
    }
    let (near, far) = (points[radius <= 1], points[radius > 1])
    border.add("", x: near[0..., 0], y: near[0..., 1], style: .points)
    border.add("", x: far[0..., 0], y: far[0..., 1], style: .points)
    // end
    #expect(weights.svg.contains("count") && border.svg.contains("far"))

    // shown
    test.images[42].show()
    let grid = ImageGrid(
      title: "Digits", test.images[0..<16],
      captions: test.labels[0..<16].array(as: Int.self).map(String.init))
    try grid.write(to: "\(folder)/digits.png")
    // end
    #expect(grid.svg.contains("<image"))

    // shown
    let confusion = ConfusionMatrix(classes: 10)
    confusion.update(logits, test.labels)

    var report = HTMLReport(title: "Digits")
    report.addText("A small network after four epochs.")
    report.addHistory(history)
    report.addHeading("Mistakes")
    report.addConfusionMatrix(confusion.counts)
    report.addMistakes(images: test.images, logits: logits, labels: test.labels)
    report.addHeading("The network")
    report.addSummary(model.summary(input: [1, 28, 28]))
    report.add(weights)
    try report.write(to: "\(folder)/run.html")
    // end
    let page = String(decoding: try temporary.read("run.html"), as: UTF8.self)
    #expect(page.contains("taken for") && page.contains("validation"))
    if let gallery = ProcessInfo.processInfo.environment["TAPESTRY_GALLERY"] {
      // To be looked at.
      try report.write(to: "\(gallery)/run.html")
      try border.write(to: "\(gallery)/border.png")
    }

    // shown
    let writer = try SummaryWriter("\(folder)/runs/digits")
    for (epoch, loss) in history["loss"].enumerated() {
      try writer.addScalar("loss", loss, step: epoch + 1)
    }
    try writer.addHistogram("weights", first.weight, step: 4)
    try writer.addImage("digits", grid.picture(), step: 4)
    // end
    #expect(try temporary.names(in: "runs/digits").count == 1)
  }
}
