import Foundation
import IOTestSupport
import TapestryTune
import Testing

/// Studies that several processes work at, and that are killed.
@Suite struct SharedStudyTests {
  private let folder = TemporaryFolder()

  private final class Worker {
    let process = Process()
    private let output: URL

    init(_ database: String, total: Int, seed: Int, retries: Int, output: String) throws {
      process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("StudyWorker")
      process.arguments = [database, "\(total)", "\(seed)", "\(retries)"]
      self.output = URL(fileURLWithPath: output)
      try Data().write(to: self.output)
      process.standardOutput = try FileHandle(forWritingTo: self.output)
      try process.run()
    }

    /// The trials that it said had ended.
    func ended() throws -> [(number: Int, value: Double)] {
      process.waitUntilExit()
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      // A line that the kill cut off says nothing.
      return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
        let parts = line.split(separator: " ")
        return (Int(parts[0])!, Double(parts[1])!)
      }
    }
  }

  @Test func aKilledStudyLosesNoTrialThatHasEnded() throws {
    let database = folder.file("study.sqlite")
    var said: [(number: Int, value: Double)] = []
    var random = SystemRandomNumberGenerator()
    let kills = 50
    for round in 0..<kills {
      let worker = try Worker(
        database, total: .max, seed: round, retries: 1, output: folder.file("killed"))
      // From before it has opened the file to a dozen trials later.
      usleep(.random(in: 0...100_000, using: &random))
      kill(worker.process.processIdentifier, SIGKILL)
      said += try worker.ended()
    }
    let study = try Study("shared", storage: SQLiteStorage(database))
    let total = try study.trials.count { $0.state == .complete } + 20
    said += try workAtOnce(2, database, total: total)

    let trials = try study.trials
    #expect(trials.map(\.number) == Array(trials.indices))
    let complete = trials.filter { $0.state == .complete }
    #expect(complete.count == total)
    // Each that was said to have ended is there, once, with its value; and no trial was run by two.
    #expect(Set(said.map(\.number)).count == said.count)
    for (number, value) in said {
      #expect(trials[number].state == .complete && trials[number].value == value)
    }
    // What was running when a process died has failed.
    #expect(trials.allSatisfy { $0.state == .complete || $0.state == .failed })
    #expect(trials.count { $0.state == .failed } <= kills)
    for trial in complete { #expect(trial.parameters.count == 2 && trial.reports.count == 1) }
  }

  /// Runs several processes on one study to its end, and gives the trials that they said had ended.
  private func workAtOnce(
    _ count: Int, _ database: String, total: Int
  ) throws -> [(number: Int, value: Double)] {
    let workers = try (0..<count).map {
      try Worker(
        database, total: total, seed: 100 + $0, retries: 1, output: folder.file("worker\($0)"))
    }
    return try workers.flatMap { worker in
      let ended = try worker.ended()
      #expect(worker.process.terminationStatus == 0)
      return ended
    }
  }

  @Test func fourProcessesShareAStudy() throws {
    let database = folder.file("study.sqlite")
    let said = try workAtOnce(4, database, total: 120)
    #expect(said.map(\.number).sorted() == Array(0..<120))
    let trials = try Study("shared", storage: SQLiteStorage(database)).trials
    #expect(trials.map(\.number) == Array(0..<120))
    #expect(trials.allSatisfy { $0.state == .complete })
    for (number, value) in said { #expect(trials[number].value == value) }
  }

  @Test func aTrialOfADeadProcessIsTriedAgain() throws {
    let database = folder.file("study.sqlite")
    let study = try Study(
      "shared", sampler: RandomSearch(), storage: SQLiteStorage(database), seed: 1, retries: 1)
    func running() throws -> TrialRecord? {
      try study.trials.last { $0.state == .running && !$0.parameters.isEmpty }
    }
    var killed: TrialRecord?
    // Again where the process had ended its trial before it was killed.
    while killed == nil {
      _ = try study.storage.failAbandonedTrials(in: 1) { _ in nil }
      let worker = try Worker(
        database, total: .max, seed: 1, retries: 0, output: folder.file("killed"))
      while try running() == nil {
        try #require(worker.process.isRunning)
        // A living process's trial is left alone.
        #expect(try study.storage.failAbandonedTrials(in: 1) { _ in nil }.isEmpty)
      }
      kill(worker.process.processIdentifier, SIGKILL)
      worker.process.waitUntilExit()
      killed = try running()
    }
    let lost = try #require(killed)
    let again = try study.ask()
    let trials = try study.trials
    #expect(trials[lost.number].state == .failed)
    #expect(trials[lost.number].failure == "its process ended")
    #expect(.float(again.float("x", -5...5)) == lost["x"])
    try study.tell(again, 1)
    // Not for ever.
    #expect(try study.ask().number > again.number)
  }

  @Test func aForkedCopyOfAProcessKeepsNoTrial() throws {
    let database = folder.file("study.sqlite")
    var study: Study? = try Study("a", storage: SQLiteStorage(database))
    let lost = try study!.ask().number
    // As `fork` does, which gives the copy the same open files.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      return file == database + "-workers"
    }
    let copies = open.map { dup(CInt($0)!) }
    defer { for copy in copies { close(copy) } }
    #expect(copies.count == 1)
    study = nil
    let other = try Study("a", storage: SQLiteStorage(database))
    _ = try other.ask()
    #expect(try other.trials[lost].state == .failed)
  }
}
