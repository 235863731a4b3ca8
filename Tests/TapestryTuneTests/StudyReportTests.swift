import Glibc
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
    var part = HTMLReport(title: "Searches")
    try part.addStudy(study, level: 3)
    #expect(part.html.contains("<h3>Best</h3>") && !part.html.contains("<h2>"))
    // To be looked at.
    if let folder = getenv("TAPESTRY_GALLERY").map({ String(cString: $0) }) {
      try report.write(to: "\(folder)/study.html")
    }
  }

  @Test func severalObjectives() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: RandomSearch(), seed: 1)
    try study.optimizeAll(trials: 20) { trial in
      let x = trial.float("x", 0...1)
      return [x, x * trial.float("y", 0...1)]
    }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    #expect(report.html.contains("Front") && report.html.contains("value 1"))
  }

  @Test func valuesHaveTheirNames() throws {
    let study = try Study(
      directions: [.maximize, .minimize], valueNames: ["accuracy", "seconds taken"],
      sampler: RandomSearch(), seed: 1)
    try study.optimizeAll(trials: 3) { trial in
      let x = trial.float("x", 0...1)
      return [x, -x]
    }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    #expect(report.html.contains(">accuracy</text>"))
    #expect(report.html.contains(">seconds taken</text>"))
    #expect(try TrialTable(study).columns.prefix(4) == ["number", "state"] + study.valueNames)
    let single = try Study(valueName: "loss", sampler: RandomSearch(), seed: 1)
    try single.optimize(trials: 2) { $0.float("x", 0...1) }
    #expect(try single.historyPlot().svg.contains(">loss</text>"))
    #expect(try single.best!.value == single.trials.compactMap(\.value).min())
  }

  @Test func aStudyOfFailuresSaysWhy() throws {
    struct Broken: Error {}
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 2) { trial in
      _ = trial.float("x", 0...1)
      throw Broken()
    }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    #expect(report.html.contains("2 trials: 2 failed."))
    #expect(report.html.contains("All trials") && report.html.contains("<td>Broken()</td>"))
  }

  @Test func fewTrialsHaveAContourAndAWordOnImportance() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 5) { $0.float("x", 0...1) + $0.float("y", 0...1) }
    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    #expect(report.html.contains("Importance needs 10 trials"))
    #expect(report.html.contains("value over x and y"))
    // Four digits, as everywhere else.
    let x = try study.best!["x"]!.description
    #expect(x.count > 8 && !report.html.contains("<td class=\"number\">\(x)</td>"))
  }

  @Test func theBestSoFarGoesInSteps() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 3) { 3 - Double($0.number) }
    var steps = Plot(title: "History", xLabel: "trial", yLabel: "value")
    steps.add("best so far", [(0, 3), (1, 2), (2, 1)], style: .steps)
    steps.add("trials", [(0, 3), (1, 2), (2, 1)], style: .points)
    #expect(try study.historyPlot().svg == steps.svg)
  }

  @Test func manyReportsShowTheBestBeforeTheOthers() throws {
    func labels(trials: Int) throws -> [String] {
      let study = try Study(sampler: RandomSearch(), seed: 1)
      try study.optimize(trials: trials) { trial in
        let value = trial.float("x", 0...1)
        for step in 1...3 { trial.report(value, step: step) }
        return trial.number == 1 ? -1 : value
      }
      return try study.reportsPlot().drawing(for: .page).labels.map(\.text)
        .filter { $0.contains("trial ") || $0 == "others" }
    }
    #expect(try labels(trials: 7) == (0..<7).map { "trial \($0)" })
    #expect(try labels(trials: 8) == ["others", "best: trial 1"])
  }

  @Test func wholeNumbersHaveWholeTicks() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.enqueue(["layers": 1, "units": 1])
    try study.optimize(trials: 1) { trial in
      Double(trial.int("layers", 1...2) + trial.int("units", 1...4, log: true))
    }
    func numbers(_ figure: some Figure) -> [String] {
      figure.drawing(for: .page).labels.map(\.text).filter { Double($0) != nil }
    }
    // All had one layer and one unit: the axes are those that might have been.
    let axes = try numbers(study.parallelCoordinates()).filter { !$0.contains(".") }
    #expect(axes == ["1", "2", "1", "2", "3", "4"])
    try study.optimize(trials: 12) { trial in
      Double(trial.int("layers", 1...2) + trial.int("units", 1...4, log: true))
    }
    let contour = try #require(try study.contourPlot("layers", "units"))
    let labels = contour.drawing(for: .page).labels.filter { Double($0.text) != nil }
    #expect(labels.filter { $0.alignment == .middle }.map(\.text) == ["1", "2"])
    #expect(labels.filter { $0.alignment == .end }.map(\.text) == ["1", "2"])
  }

  @Test func aContourNeedsTwoNumbers() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 5) { trial in
      trial.float("x", 0...1) + Double(trial.int("n", 1...9)) + (trial.bool("on") ? 1 : 0)
    }
    #expect(try study.contourPlot("x", "n") != nil)
    #expect(try study.contourPlot("x", "on") == nil)
    #expect(try study.contourPlot("x", "absent") == nil)
    // What is a number in some trials, and a choice in others.
    let mixed = try Study(sampler: RandomSearch(), seed: 1)
    try mixed.optimize(trials: 9) { trial in
      let y = trial.float("y", 0...1)
      if trial.number > 2 { return trial.float("x", 0...1) + y }
      return trial.categorical("x", ["a", "b"]) == "a" ? 1 : 2
    }
    #expect(try mixed.contourPlot("x", "y") != nil)
  }

  @Test func anEmptyStudyHasAReport() throws {
    var report = HTMLReport(title: "Search")
    try report.addStudy(Study(seed: 1))
    #expect(report.html.contains("0 trials"))
  }
}
