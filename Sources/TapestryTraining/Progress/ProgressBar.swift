import TapestryData

/// One line that tells how far a loop has come, how fast it is, and how well it goes.
///
/// ```swift
/// let bar = ProgressBar("epoch 1/5", total: 60_000, unit: "images", metrics: ["loss": loss])
/// for (images, labels) in loader {
///   // … a training step …
///   loss.update(batchLoss.item(), count: labels.count)
///   bar.advance(by: labels.count)
/// }
/// bar.finish()
/// ```
///
/// On a terminal the line is redrawn in place, at most ten times a second, and never wraps:
///
/// ```
/// epoch 1/5  ━━━━━━━━━━━━━━━━━━╸───────────  62%  loss 0.3412  81,234 images/s  ETA 0.3 s
/// ```
///
/// Elsewhere (a file, a pipe, `TERM=dumb`) it writes whole lines: one at the end, and for a long loop one
/// every ten seconds. Between two drawings `advance` reads the clock and compares, no more, and metrics
/// are asked for their value only when a line is drawn.
public final class ProgressBar {
  private let label: String
  /// Nil where nobody knows.
  private let total: Int?
  private let unit: String
  /// What else is shown, between the share that is done and the rate.
  private let fields: () -> [String]
  private let console: Console
  private let clock: () -> Double

  private let started: Double
  private var done = 0
  private var nextDrawing: Double
  private var isFinished = false

  private static let secondsBetweenDrawings = 0.1
  private static let secondsBetweenLines = 10.0
  private static let barWidth = 30
  private static let narrowestBar = 8

  /// A bar that stands at zero and whose time starts now.
  ///
  /// - Parameters:
  ///   - label: what the line begins with.
  ///   - total: how much `advance` will add up to.
  ///   - unit: what is counted, in the plural, for the rate: `"images"` gives `images/s`.
  ///   - metrics: names and metrics to show, in this order.
  ///   - console: where to draw.
  public convenience init(
    _ label: String, total: Int, unit: String = "items",
    metrics: KeyValuePairs<String, any Metric> = [:], to console: Console = .standardOutput
  ) {
    self.init(
      label, total: total, unit: unit, metrics: metrics, to: console, clock: secondsFromNow())
  }

  /// A bar with a clock of its own, which tells seconds.
  package convenience init(
    _ label: String, total: Int, unit: String, metrics: KeyValuePairs<String, any Metric>,
    to console: Console, clock: @escaping () -> Double
  ) {
    self.init(
      label, total: total, unit: unit, to: console, values: { metrics.map { ($0, $1.value) } },
      clock: clock)
  }

  /// A bar that shows names and values.
  convenience init(
    _ label: String, total: Int, unit: String, to console: Console,
    values: @escaping () -> [(name: String, value: Double)],
    clock: @escaping () -> Double = secondsFromNow()
  ) {
    self.init(
      label, total: total, unit: unit, to: console, clock: clock,
      fields: { values().map { "\($0.name) \($0.value.fixed(4))" } })
  }

  /// A bar that shows fields of text, and without a total neither a share nor the time that is left.
  package init(
    _ label: String, total: Int?, unit: String, to console: Console,
    clock: @escaping () -> Double = secondsFromNow(), fields: @escaping () -> [String]
  ) {
    self.label = label
    self.total = total
    self.unit = unit
    self.fields = fields
    self.console = console
    self.clock = clock
    started = clock()
    // The first drawing waits too: a loop shorter than that shows its result alone, and metrics have
    // something to say.
    nextDrawing =
      started + (console.columns == nil ? Self.secondsBetweenLines : Self.secondsBetweenDrawings)
  }

  /// A bar for the examples of an epoch of a loader.
  convenience init<Source: Dataset>(
    _ label: String, over loader: DataLoader<Source>, to console: Console,
    values: @escaping () -> [(name: String, value: Double)]
  ) {
    self.init(
      label, total: loader.exampleCount, unit: "examples", to: console, values: values)
  }

  /// Counts `count` more, and redraws the line if it is time to.
  public func advance(by count: Int = 1) {
    done += count
    let now = clock()
    guard now >= nextDrawing, !isFinished else { return }
    if let columns = console.columns {
      nextDrawing = now + Self.secondsBetweenDrawings
      console.write("\r" + line(at: now, columns: columns) + "\u{1B}[K")
    } else {
      nextDrawing = now + Self.secondsBetweenLines
      console.write(line(at: now, columns: nil) + "\n")
    }
  }

  /// Draws the line a last time, with the time the whole loop took, and ends it. Later calls do nothing.
  public func finish() {
    guard !isFinished else { return }
    isFinished = true
    let now = clock()
    if let columns = console.columns {
      console.write("\r" + line(at: now, columns: columns) + "\u{1B}[K\n")
    } else {
      console.write(line(at: now, columns: nil) + "\n")
    }
  }

  /// How much of a total is done, in 0...1.
  private func fraction(of total: Int) -> Double {
    total > 0 ? min(1, Double(done) / Double(total)) : 1
  }

  private func line(at now: Double, columns: Int?) -> String {
    let elapsed = now - started
    let rate = elapsed > 0 ? Double(done) / elapsed : 0

    let share = total.map(fraction)
    let numbers = (share.map { [percentText($0)] } ?? []) + fields()
    let speed = "\(rate.fixed(rate < 10 ? 1 : 0, grouped: true)) \(unit)/s"
    var time: [String] = []
    if isFinished {
      time = [durationText(seconds: elapsed)]
    } else if let total, rate > 0 {
      time = ["ETA " + durationText(seconds: Double(max(0, total - done)) / rate)]
    }

    guard let columns else {
      return ([label] + numbers + [speed] + time).joined(separator: "  ")
    }
    // A character in the last column would make some terminals wrap.
    let room = max(0, columns - 1)
    // On a narrow terminal the time goes first, then the bar, then the rate.
    for fields in [numbers + [speed] + time, numbers + [speed]] {
      let text = fields.joined(separator: "  ")
      let left = room - label.count - text.count - 4
      if let share, left >= Self.narrowestBar {
        return "\(label)  \(bar(share, width: min(left, Self.barWidth)))  \(text)"
      }
    }
    let short = ([label] + numbers).joined(separator: "  ")
    let long = ([short, speed] + (share == nil ? time : [])).joined(separator: "  ")
    return long.count <= room ? long : String(short.prefix(room))
  }

  private func percentText(_ share: Double) -> String {
    let percent = String(Int(share * 100))
    return String(repeating: " ", count: 3 - percent.count) + percent + "%"
  }

  private func bar(_ share: Double, width: Int) -> String {
    let halves = Int(share * Double(2 * width))
    let full = halves / 2
    let half = halves.isMultiple(of: 2) ? "" : "╸"
    return String(repeating: "━", count: full) + half
      + String(repeating: "─", count: width - full - half.count)
  }
}

/// A clock that tells the seconds since now.
package func secondsFromNow() -> () -> Double {
  let start = ContinuousClock.now
  return { (ContinuousClock.now - start) / .seconds(1) }
}
