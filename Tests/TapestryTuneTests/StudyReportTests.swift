import TapestryTraining
import TapestryTune
import Testing

@Suite struct StudyReportTests {
  @Test func aReportShowsWhatAStudyFound() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 40) { trial in
      let rate = trial.float("learning <rate>", 1e-4...1, log: true)
      let width = trial.int("width", 1...64)
      for step in 1...3 { trial.report(rate / Double(step), step: step) }
      if trial.number == 7 { throw TrialPruned() }
      return (trial.bool("fast") ? rate : 2 * rate) + Double(width) / 1000
    }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    let html = report.html
    #expect(html.contains("40 trials: 39 complete, 1 pruned."))
    #expect(html.contains("Trial \(try study.best!.number), value \(try study.best!.value!)."))
    for title in ["History", "Importance", "Hyper-parameters", "Reports", "All trials"] {
      #expect(html.contains(title))
    }
    #expect(html.contains("learning &lt;rate&gt;") && !html.contains("<rate>"))
  }

  @Test func severalObjectives() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: RandomSearch(), seed: 1)
    try study.optimizeAll(trials: 20) { trial in
      let x = trial.float("x", 0...1)
      return [x, x * trial.float("y", 0...1)]
    }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    #expect(report.html.contains("Front") && report.html.contains("objective 1"))
  }

  @Test func aContourNeedsTwoNumbers() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 5) { trial in
      trial.float("x", 0...1) + Double(trial.int("n", 1...9)) + (trial.bool("on") ? 1 : 0)
    }
    #expect(try study.contourPlot("x", "n") != nil)
    #expect(try study.contourPlot("x", "on") == nil)
    #expect(try study.contourPlot("x", "absent") == nil)
  }

  @Test func anEmptyStudyHasAReport() throws {
    var report = HTMLReport(title: "Search")
    try report.addStudy(Study(seed: 1))
    #expect(report.html.contains("0 trials"))
  }
}
