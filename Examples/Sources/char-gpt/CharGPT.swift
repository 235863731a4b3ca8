import ArgumentParser
import ExampleSupport
import Tapestry

/// Trains a small transformer that writes text letter by letter.
@main
struct CharGPT: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "char-gpt",
    abstract: "Trains a small transformer on a text, and lets it write on.")

  @Option(
    help: ArgumentHelp(
      "The text to learn from, UTF-8. (default: sentences that the program makes up)",
      valueName: "file"))
  var text: String?

  @Option(parsing: .unconditional, help: "Batches to learn from.")
  var steps = 600

  @Option(parsing: .unconditional, help: "Pieces of text in a batch.")
  var batchSize = 16

  @Option(parsing: .unconditional, help: "The letters that the network looks back on.")
  var context = 64

  @Option(parsing: .unconditional, help: "Numbers for each letter; a multiple of --heads.")
  var width = 128

  @Option(parsing: .unconditional, help: "Heads of attention in a layer.")
  var heads = 4

  @Option(parsing: .unconditional, help: "Layers.")
  var layers = 4

  @Option(parsing: .unconditional, help: "The optimizer's highest step size.")
  var learningRate = 1e-3

  @Option(parsing: .unconditional, help: "Letters to write at the end.")
  var sample = 400

  @Option(
    parsing: .unconditional,
    help: "How daring the writing is: near 0 always the likeliest letter, 1 as it was learnt.")
  var temperature = 0.8

  @OptionGroup var plot: PlotOptions

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    for (name, value) in [
      ("steps", steps), ("batch-size", batchSize), ("context", context), ("width", width),
      ("heads", heads), ("layers", layers),
    ] { try require(value >= 1, "--\(name) must be 1 or more, not \(value)") }
    try require(width % heads == 0, "--width \(width) is no multiple of --heads \(heads)")
    try require(sample >= 0, "--sample must be 0 or more, not \(sample)")
    try require(
      temperature > 0 && temperature.isFinite,
      "--temperature must be a number above 0, not \(temperature)")
    try requireLearningRate(learningRate)
  }

  func run() throws {
    machine.apply()
    let corpus = try Corpus(file: text, context: context)
    let model = GPT(
      letters: corpus.alphabet.count, context: context, width: width, heads: heads, layers: layers)
    let count = model.parameters().reduce(0) { $0 + $1.count }
    print("\(corpus.count) letters, \(corpus.alphabet.count) of them different")
    print("\(layers) layers, \(count) parameters\n")

    let curve = try train(model, on: corpus)
    if sample > 0 {
      model.eval()
      print("\n\(corpus.text(of: model.write(sample, temperature: temperature)))\n")
    }
    try plot.draw(curve.plot)
    print("loss of held-out text \(try heldOutLoss(model, corpus))")
  }

  private func train(_ model: GPT, on corpus: Corpus) throws -> LossCurve {
    let optimizer = AdamW(model.parameters(), learningRate: learningRate, weightDecay: 0.1)
    let warmUp = min(50, steps / 2)
    let schedule = CosineAnnealingLR(totalSteps: max(1, steps - warmUp)).warmedUp(over: warmUp)
    let scheduler = LRScheduler(optimizer, schedule)
    let curve = LossCurve(title: "Writing letter by letter", yLabel: "cross entropy of a letter")
    let meanLoss = RunningMean()
    let progress = ProgressBar(
      "learning", total: steps, unit: "batches", metrics: ["loss": meanLoss])
    for step in 0..<steps {
      let (letters, next) = corpus.trainingBatch(batchSize)
      optimizer.zeroGrad()
      let loss = model.loss(letters, next: next)
      loss.backward()
      clipGradNorm(model.parameters(), maxNorm: 1)
      optimizer.step()
      if step < steps - 1 { scheduler.step() }
      guard loss.item().isFinite else { throw Diverged() }
      if step % 20 == 0 { meanLoss.reset() }
      meanLoss.update(loss.item())
      curve.add(batch: loss.item())
      progress.advance()
    }
    progress.finish()
    return curve
  }

  private func heldOutLoss(_ model: GPT, _ corpus: Corpus) throws -> RunningMean {
    let mean = RunningMean()
    model.eval()
    noGrad {
      for (letters, next) in corpus.heldOutBatches(batchSize) {
        mean.update(model.loss(letters, next: next).item(), count: letters.shape[0])
      }
    }
    return mean
  }
}
