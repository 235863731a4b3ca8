import Glibc
import TapestryTraining

extension HTMLReport {
  /// Adds what a study found: the best trials, its history, the importance of hyper-parameters, parallel coordinates, contours of the most
  /// important two, with several objectives the front, and the table of all trials.
  ///
  /// ```swift
  /// var report = HTMLReport(title: "Search")
  /// try report.addStudy(study)
  /// try report.write(to: "search.html")
  /// ```
  ///
  /// - Parameter level: that of the headings; 3 where the study has a heading of its own.
  /// - Throws: what the study's storage throws.
  public mutating func addStudy(_ study: Study, level: Int = 2) throws {
    let trials = try study.trials
    let states = [TrialState.complete, .pruned, .failed, .running, .waiting].map { state in
      (state, trials.count { $0.state == state })
    }
    addText(
      "\(trials.count) trials: "
        + states.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
        + ".")
    if trials.contains(where: { $0.state == .complete }) { try addFigures(study, trials, level) }
    guard !trials.isEmpty else { return }
    addHeading("All trials", level: level)
    addTrials(trials, of: study)
  }

  private mutating func addFigures(
    _ study: Study, _ trials: [TrialRecord], _ level: Int
  ) throws {
    if study.directions.count == 1 {
      try addBest(study, level)
      add(try study.historyPlot())
      try addImportance(study, objective: 0)
      if trials.contains(where: { $0.reports.count > 1 }) { add(try study.reportsPlot()) }
    } else {
      addHeading("Front", level: level)
      addTrials(try study.front, of: study)
      add(try study.frontPlot())
      for (objective, name) in study.valueNames.enumerated() {
        addHeading(name, level: level)
        add(try study.historyPlot(objective: objective))
        try addImportance(study, objective: objective)
      }
    }
    add(try study.parallelCoordinates())
  }

  private mutating func addBest(_ study: Study, _ level: Int) throws {
    guard let best = try study.best, let value = best.value else { return }
    addHeading("Best", level: level)
    addText("Trial \(best.number), \(study.valueNames[0]) \(value).")
    addTable(
      columns: ["hyper-parameter", "value"],
      rows: best.parameters.map { [$0.name, $0.value.text(fourDigits)] })
  }

  private mutating func addImportance(_ study: Study, objective: Int) throws {
    let importance = try study.importance(objective: objective)
    if importance.isEmpty {
      addText("Importance needs \(Study.leastForImportance) trials that are complete or pruned.")
    }
    if importance.count > 1 { add(try study.importancePlot(objective: objective)) }
    let complete = try study.trials.filter { $0.state == .complete }
    let names =
      importance.isEmpty ? SearchSpace(sharedBy: complete).names : importance.map(\.name)
    for (place, x) in names.enumerated() {
      for y in names[(place + 1)...] {
        if let contour = try study.contourPlot(x, y, objective: objective) {
          return add(contour)
        }
      }
    }
  }

  private mutating func addTrials(_ trials: [TrialRecord], of study: Study) {
    let table = TrialTable(trials, valueNames: study.valueNames, text: fourDigits)
    addTable(columns: table.columns, rows: table.rows)
  }
}

/// A number as it reads in a table: to four digits.
func fourDigits(_ number: Double) -> String {
  guard number.isFinite, number != 0 else { return "\(number)" }
  let places = 3 - floor(log10(abs(number)))
  guard abs(places) < 300 else { return "\(number)" }
  let scale = pow(10, abs(places))
  return places > 0
    ? "\((number * scale).rounded() / scale)" : "\((number / scale).rounded() * scale)"
}
