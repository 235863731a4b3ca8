import ArgumentParser
import ExampleSupport
import Tapestry

/// Trains a variational autoencoder, which learns to draw digits of its own.
@main
struct Autoencoder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autoencoder",
    abstract: "Trains a variational autoencoder on digits, and has it draw new ones.")

  @OptionGroup var options: TrainingOptions

  @OptionGroup var digits: DigitOptions

  @Option(parsing: .unconditional, help: "Passes over the training set.")
  var epochs = 5

  @Option(parsing: .unconditional, help: "The numbers that stand for a digit.")
  var latentSize = 20

  @Option(
    help: ArgumentHelp(
      "Write digits, what came of them, and new ones to this PNG file.", valueName: "file"))
  var picture = "autoencoder.png"

  static func main() { runOrExplain() }

  func validate() throws {
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    try require(latentSize >= 1, "--latent-size must be 1 or more, not \(latentSize)")
    try checkWritable(picture)
  }

  func run() throws {
    options.machine.apply()
    let (train, test) = try digits.load()
    let model = VariationalAutoencoder(latentSize: latentSize)
    let optimizer = Adam(model.parameters(), learningRate: options.learningRate)
    let batches = digits.batches(of: train, batchSize: options.batchSize)
    let curve = LossCurve(title: "Drawing digits", yLabel: "loss of an image")
    var step = 0
    for epoch in 0..<epochs where step < options.steps ?? .max {
      let meanLoss = RunningMean()
      let progress = ProgressBar(
        "epoch \(epoch + 1)/\(epochs)", total: batches.exampleCount, unit: "images",
        metrics: ["loss": meanLoss])
      for (images, _) in batches where step < options.steps ?? .max {
        optimizer.zeroGrad()
        let loss = model.loss(images)
        loss.backward()
        optimizer.step()
        meanLoss.update(loss.item(), count: images.shape[0])
        curve.add(batch: loss.item())
        progress.advance(by: images.shape[0])
        step += 1
      }
      progress.finish()
      guard meanLoss.value.isFinite else { throw Diverged() }
    }

    model.eval()
    let testLoss = RunningMean()
    let (shown, redrawn, drawn) = noGrad {
      for (images, _) in DataLoader(test, batchSize: 500) {
        testLoss.update(model.loss(images).item(), count: images.shape[0])
      }
      let shown = stack((0..<min(24, test.count)).map { test[$0].0 })
      return (
        shown, model.decode(model.encode(shown).mean),
        model.decode(Tensor.randn([48, latentSize]))
      )
    }
    print("\na digit that it thought of:\n")
    print(drawn[0].terminalPicture())
    try PNG.save(imageGrid(concatenate([shown, redrawn, drawn]), columns: 12), to: picture)
    print("two rows of digits, what came of them, and four rows of new ones drawn to \(picture)")
    try options.plot.draw(curve.plot)
    print("test loss \(testLoss)")
  }
}
