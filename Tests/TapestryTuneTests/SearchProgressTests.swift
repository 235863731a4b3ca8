import TapestryTraining
import TapestryTune
import Testing

@Suite struct SearchProgressTests {
  private final class Page {
    var text = ""
    var now = 0.0
    func console(columns: Int?) -> Console { Console(columns: columns) { self.text += $0 } }
  }

  private func study(_ direction: Direction = .minimize) throws -> Study {
    try Study(direction: direction, sampler: RandomSearch(), seed: 1)
  }

  @Test func aSearchIsQuietUnlessAsked() throws {
    let page = Page()
    let study = try study()
    try study.optimize(trials: 2) { Double($0.number) }
    #expect(page.text.isEmpty)
    try study.optimize(trials: 2, progress: page.console(columns: nil)) { Double($0.number) }
    #expect(page.text.hasPrefix("search  100%  2/2  best 0"))
    #expect(page.text.filter { $0 == "\n" }.count == 1)
  }

  @Test func oneLineOnATerminalHasTrialsBestValueAndTimeLeft() throws {
    let page = Page()
    let study = try study()
    let progress = try SearchProgress(
      study, trials: 4, to: page.console(columns: 100), clock: { page.now })
    try study.optimize(
      trials: 2,
      afterTrial: {
        page.now += 2
        progress.add($0)
      }
    ) { [0.5, 0.25][$0.number] }
    progress.finish()
    let lines = page.text.split(separator: "\r").map(String.init)
    try #require(lines.count == 3)
    #expect(lines[0].contains(" 25%  1/4  best 0.5"))
    #expect(lines[0].contains("0.5 trials/s  ETA 6.0 s"))
    #expect(lines[1].contains(" 50%  2/4  best 0.25"))
    #expect(lines[2].hasSuffix("4.0 s\u{1B}[K\n"))
  }

  @Test func theBestIsTheLargestWhereValuesAreToGrowAndFailedTrialsHaveNone() throws {
    let page = Page()
    let study = try study(.maximize)
    try study.optimize(trials: 3, progress: page.console(columns: nil)) {
      [.nan, 3, 2][$0.number]
    }
    #expect(page.text.contains("3/3  best 3"))
    // What earlier calls found counts.
    page.text = ""
    try study.optimize(trials: 1, progress: page.console(columns: nil)) { _ in 1 }
    #expect(page.text.contains("1/1  best 3"))
  }

  @Test func aTotalCountsWhatIsThereAlready() throws {
    let page = Page()
    let study = try study()
    try study.optimize(trials: 3) { $0.number == 0 ? .nan : 1 }
    try study.optimize(total: 5, progress: page.console(columns: nil)) { _ in 1 }
    #expect(page.text.contains("100%  3/3"))
  }

  @Test func aSearchWithoutAnEndHasNoShare() throws {
    let page = Page()
    let study = try study()
    try study.optimize(progress: page.console(columns: nil)) { trial in
      if trial.number == 2 { study.stop() }
      return 1
    }
    #expect(page.text.hasPrefix("search  3 trials  best 1"))
    #expect(!page.text.contains("%") && !page.text.contains("ETA"))
  }

  @Test func severalObjectivesHaveNoBestAndThreadsShareTheLine() throws {
    let page = Page()
    let study = try Study(
      directions: [.minimize, .minimize], sampler: RandomSearch(), seed: 1)
    try study.optimizeAll(trials: 8, threads: 3, progress: page.console(columns: nil)) {
      [Double($0.number), 1]
    }
    #expect(page.text.hasPrefix("search  100%  8/8  "))
    #expect(!page.text.contains("best"))
  }
}
