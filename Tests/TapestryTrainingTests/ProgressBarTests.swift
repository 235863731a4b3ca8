import TapestryTraining
import Testing

@Suite struct ProgressBarTests {
  /// A bar on a console of its own, whose time the test tells.
  private final class Stage {
    var now = 0.0
    var written = ""
    let loss = RunningMean()

    func bar(columns: Int?, total: Int = 1000) -> ProgressBar {
      ProgressBar(
        "epoch 1/5", total: total, unit: "images", metrics: ["loss": loss],
        to: Console(columns: columns) { self.written += $0 }, clock: { self.now })
    }
  }

  @Test func redrawsOneLineOnATerminal() {
    let stage = Stage()
    let bar = stage.bar(columns: 100)
    stage.loss.update(0.25)
    stage.now = 0.5
    bar.advance(by: 500)
    stage.now = 1
    bar.advance(by: 500)
    bar.finish()

    let half = String(repeating: "━", count: 15) + String(repeating: "─", count: 15)
    let full = String(repeating: "━", count: 30)
    #expect(
      stage.written == """
        \r\("epoch 1/5  \(half)   50%  loss 0.2500  1,000 images/s  ETA 0.5 s")\u{1B}[K\
        \r\("epoch 1/5  \(full)  100%  loss 0.2500  1,000 images/s  ETA 0.0 s")\u{1B}[K\
        \r\("epoch 1/5  \(full)  100%  loss 0.2500  1,000 images/s  1.0 s")\u{1B}[K

        """)
  }

  @Test func writesWholeLinesElsewhere() {
    let stage = Stage()
    let bar = stage.bar(columns: nil)
    stage.loss.update(0.25)
    for step in 1...40 {
      stage.now = Double(step) * 0.5
      bar.advance(by: 25)
    }
    bar.finish()
    #expect(
      stage.written == """
        epoch 1/5   50%  loss 0.2500  50 images/s  ETA 10 s
        epoch 1/5  100%  loss 0.2500  50 images/s  ETA 0.0 s
        epoch 1/5  100%  loss 0.2500  50 images/s  20 s

        """)
  }

  @Test func drawsAtMostTenTimesASecond() {
    let stage = Stage()
    let bar = stage.bar(columns: 100)
    for step in 1...1000 {
      stage.now = Double(step) / 1000
      bar.advance()
    }
    #expect(stage.written.count { $0 == "\r" } <= 10)
  }

  @Test func asksMetricsOnlyWhenItDraws() {
    final class Counting: Metric {
      var reads = 0
      var value: Double {
        reads += 1
        return 0
      }
      var totals: [Double] = []
      func reset() {}
    }
    let metric = Counting()
    let bar = ProgressBar(
      "x", total: 100, unit: "items", metrics: ["m": metric], to: Console(columns: 80) { _ in },
      clock: { 0 })
    for _ in 0..<100 { bar.advance() }
    #expect(metric.reads == 0)
    bar.finish()
    #expect(metric.reads == 1)
  }

  @Test(arguments: 0...120)
  func neverReachesTheLastColumn(columns: Int) throws {
    let stage = Stage()
    let bar = stage.bar(columns: columns)
    stage.now = 3
    bar.advance(by: 123)
    bar.finish()
    let lines = stage.written.split(whereSeparator: { $0 == "\r" || $0 == "\n" })
    #expect(lines.count == 2)
    for line in lines {
      let text = try #require(
        line.split(separator: "\u{1B}", omittingEmptySubsequences: false).first)
      #expect(text.count <= max(0, columns - 1))
    }
  }

  @Test func dropsTheTimeThenTheBarThenTheRateWhenNarrow() {
    func finalLine(columns: Int) -> String {
      let stage = Stage()
      let bar = stage.bar(columns: columns)
      stage.loss.update(1)
      stage.now = 2
      bar.advance(by: 1000)
      stage.written = ""
      bar.finish()
      return String(stage.written.dropFirst().prefix { $0 != "\u{1B}" })
    }
    let bar = String(repeating: "━", count: 8)
    #expect(finalLine(columns: 60) == "epoch 1/5  \(bar)  100%  loss 1.0000  500 images/s  2.0 s")
    #expect(finalLine(columns: 58) == "epoch 1/5  \(bar)━━━━━  100%  loss 1.0000  500 images/s")
    #expect(finalLine(columns: 48) == "epoch 1/5  100%  loss 1.0000  500 images/s")
    #expect(finalLine(columns: 40) == "epoch 1/5  100%  loss 1.0000")
  }

  @Test func finishesOnceAndWhereItStands() {
    let stage = Stage()
    let bar = stage.bar(columns: nil)
    stage.now = 1
    bar.advance(by: 250)
    bar.finish()
    bar.finish()
    stage.now = 100
    bar.advance(by: 100)
    #expect(stage.written == "epoch 1/5   25%  loss nan  250 images/s  1.0 s\n")
  }

  @Test func standsAtTheEndWhenThereIsNothingOrTooMuchToDo() {
    let empty = Stage()
    empty.bar(columns: nil, total: 0).finish()
    #expect(empty.written.contains("100%"))

    let over = Stage()
    let bar = over.bar(columns: 100, total: 10)
    over.now = 1
    bar.advance(by: 25)
    #expect(over.written.contains("100%"))
    #expect(over.written.contains("ETA 0.0 s"))
  }
}
