import TapestryIO
import TapestryTraining

/// The trials of a study as a table of text with commas, one line a trial, for spreadsheets and other programs.
///
/// ```swift
/// try TrialTable(study).write(to: "trials.csv")
/// ```
///
/// Columns are the number, the state, each objective's value under its ``Study/valueNames``, the seconds that the trial ran, why it failed, each hyper-parameter under its name and
/// each note under `note:` and its name; a field stays empty where a trial lacks it. Fields are quoted where RFC 4180 asks for it.
public struct TrialTable {
  /// The names of the columns.
  public let columns: [String]
  /// As many fields each as there are columns.
  public let rows: [[String]]

  /// - Throws: what the study's storage throws.
  public init(_ study: Study) throws {
    self.init(try study.trials, valueNames: study.valueNames)
  }

  /// - Parameter text: how numbers that are not whole are written.
  init(
    _ trials: [TrialRecord], valueNames: [String], text: (Double) -> String = { "\($0)" }
  ) {
    let names = Set(trials.flatMap { $0.parameters.map(\.name) }).sorted()
    let notes = Set(trials.flatMap(\.attributes.keys)).sorted()
    columns =
      ["number", "state"] + valueNames + ["seconds", "failure"] + names + notes.map { "note:\($0)" }
    rows = trials.map { trial in
      let outcome = valueNames.indices.map { objective in
        objective < trial.values.count ? text(trial.values[objective]) : ""
      }
      let start = ["\(trial.number)", trial.state.rawValue] + outcome
      let end = [trial.seconds.map(text) ?? "", trial.failure ?? ""]
      return start + end + names.map { trial[$0]?.text(text) ?? "" }
        + notes.map { trial.attributes[$0] ?? "" }
    }
  }

  /// The text, with a first line of names.
  public var csv: String {
    ([columns] + rows).map { $0.map(csvField).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Writes the text to a file, which is replaced as a whole or not at all.
  ///
  /// - Throws: `FileError`.
  public func write(to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(Array(csv.utf8))
    try file.commit()
  }
}

extension ParameterValue {
  /// - Parameter number: how numbers that are not whole are written.
  func text(_ number: (Double) -> String) -> String {
    if case .float(let value) = self { number(value) } else { description }
  }
}
