import ArgumentParser
import ExampleSupport
import Tapestry

/// Fits a small network to noisy points of a curve.
@main
struct Regression: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regression",
    abstract: "Fits a small network to noisy points of a sine that grows, and draws both.")

  @Option(parsing: .unconditional, help: "Steps of gradient descent, each over all points.")
  var steps = 1500

  @Option(parsing: .unconditional, help: "The points to learn from.")
  var points = 200

  @Option(parsing: .unconditional, help: "The standard deviation of the noise.")
  var noise = 0.15

  @Option(parsing: .unconditional, help: "The optimizer's first step size; it falls to 0.")
  var learningRate = 1e-2

  @Option(help: ArgumentHelp("Draw points and fit to this SVG or PNG file.", valueName: "file"))
  var plot = PlotFile("regression.svg")

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(steps >= 1, "--steps must be 1 or more, not \(steps)")
    try require(points >= 2, "--points must be 2 or more, not \(points)")
    try require(noise >= 0 && noise.isFinite, "--noise must be 0 or more, not \(noise)")
    try requireLearningRate(learningRate)
    try plot.validate()
  }

  func run() throws {
    machine.apply()
    let x = Tensor.rand([points, 1]) * 10 - 5
    let y = curve(x) + Tensor.randn([points, 1]) * noise
    let model = Sequential {
      Linear(1, 64)
      Tanh()
      Linear(64, 64)
      Tanh()
      Linear(64, 1)
    }
    let optimizer = Adam(model.parameters(), learningRate: learningRate)
    let scheduler = LRScheduler(optimizer, CosineAnnealingLR(totalSteps: steps))
    let meanLoss = RunningMean()
    let progress = ProgressBar(
      "fitting", total: steps, unit: "steps", metrics: ["mean squared error": meanLoss])
    for _ in 0..<steps {
      optimizer.zeroGrad()
      let loss = mseLoss(model(x), y)
      loss.backward()
      optimizer.step()
      scheduler.step()
      meanLoss.reset()
      meanLoss.update(loss.item())
      progress.advance()
    }
    progress.finish()
    guard meanLoss.value.isFinite else { throw Diverged() }

    let grid = Tensor.linspace(-5, 5, count: 400).unsqueezed(1)
    let fit = noGrad { model(grid) }
    let error = mseLoss(fit, curve(grid)).item().squareRoot()
    try plot.draw(picture(x, y, grid, fit))
    print("points, curve and fit drawn to \(plot.path)")
    print("distance from the curve without noise \(Float(error))")
  }

  private func picture(_ x: Tensor, _ y: Tensor, _ grid: Tensor, _ fit: Tensor) -> Plot {
    var picture = Plot(title: "A network fitted to noisy points", xLabel: "x", yLabel: "y")
    picture.add("points", pairs(x, y), style: .points)
    picture.add("curve", pairs(grid, curve(grid)), style: .faint)
    picture.add("fit", pairs(grid, fit))
    return picture
  }

  private func pairs(_ x: Tensor, _ y: Tensor) -> [Plot.Point] {
    zip(x.array(as: Double.self), y.array(as: Double.self)).map { ($0, $1) }
  }
}

/// What the points lie around: a sine whose swings grow.
private func curve(_ x: Tensor) -> Tensor { (x * 2).sin() * (x + 6) / 6 }
