import TapestryCore
import TapestryTraining
import Testing

/// Every metric against scikit-learn and torchmetrics: at once, in batches, merged, and from saved totals.
@Suite struct MetricAgreementTests {
  private let golden: MetricGolden

  init() throws { golden = try MetricGolden.read() }

  @Test func answersOfYesOrNo() throws {
    for stored in golden.binary {
      try stored.check("accuracy") { BinaryAccuracy() }
      try stored.check("precision") { Precision() }
      try stored.check("recall") { Recall() }
      try stored.check("f1") { FBeta() }
      try stored.check("f2") { FBeta(beta: 2) }
      try stored.check("auroc") { AUROC() }
      try stored.check("accuracy", stored.scoreTensor * 8 - 4) { BinaryAccuracy(threshold: 0) }
      try stored.check("auroc", stored.scoreTensor * 8 - 4) { AUROC() }
    }
  }

  /// torchmetrics works in float32.
  @Test func areaBetweenThresholds() throws {
    for stored in golden.binary {
      let area = AUROC(thresholds: 11)
      area.update(stored.scoreTensor, stored.labels)
      #expect(abs(area.value - stored.values["auroc11"]!) < 1e-6)
    }
  }

  @Test func classes() throws {
    for stored in golden.classes {
      let oneHot = oneHot(stored.labels, classes: 5)
      try stored.check("accuracy") { Accuracy() }
      try stored.check("accuracy", nil, oneHot) { Accuracy() }
      try stored.check("accuracy", nil, oneHot.cast(to: .float32)) { Accuracy() }
      try stored.check("top2") { TopKAccuracy(k: 2) }
      try stored.check("top2", nil, oneHot) { TopKAccuracy(k: 2) }
      try stored.check("perplexity") { Perplexity() }
      try stored.check("accuracy") { ConfusionMatrix(classes: 5) }
      let shares = stored.scoreTensor.softmax(axis: 1)
      try stored.check("auroc", shares) { AUROC(classes: 5) }
      try stored.check("auroc", shares, oneHot) { AUROC(classes: 5) }
      let guesses = stored.scoreTensor.argmax(axis: 1)
      try stored.check("accuracy", guesses) { ConfusionMatrix(classes: 5) }
      for (name, average) in [
        ("macro", ClassAverage.macro), ("micro", .micro), ("weighted", .weighted),
      ] {
        try stored.check("precision.\(name)") { Precision(classes: 5, average: average) }
        try stored.check("recall.\(name)") { Recall(classes: 5, average: average) }
        try stored.check("f1.\(name)", nil, oneHot) { FBeta(classes: 5, average: average) }
        try stored.check("f0.5.\(name)") { FBeta(beta: 0.5, classes: 5, average: average) }
      }
      let confusion = ConfusionMatrix(classes: 5)
      confusion.update(stored.scoreTensor, stored.labels)
      #expect(confusion.counts.array(as: Double.self) == stored.confusion)
    }
  }

  @Test func numbers() throws {
    for stored in golden.numbers {
      let outputs = try #require(stored.outputs)
      let (scores, right) = (
        Tensor(stored.scores).reshaped(to: [-1, outputs]),
        Tensor(stored.targets).reshaped(to: [-1, outputs])
      )
      try stored.check("mse", scores, right) { MeanSquaredError() }
      try stored.check("rmse", scores, right) { RootMeanSquaredError() }
      try stored.check("mae", scores, right) { MeanAbsoluteError() }
      try stored.check("r2", scores, right) { R2Score() }
    }
  }
}
