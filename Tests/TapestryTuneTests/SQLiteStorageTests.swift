import Foundation
import Glibc
import IOTestSupport
import TapestryIO
import TapestryTune
import Testing

@Suite struct SQLiteStorageTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.file("study.sqlite") }

  private func objective(_ trial: Trial) throws -> Double {
    let x = trial.float("x", 1e-3...1, log: true)
    let n = trial.int("n", 2...8, step: 2)
    let kind = trial.categorical("kind", ["one", "two words", "drei, \u{e9}"])
    _ = trial.float("step", 0...1, step: 0.25)
    trial.report(x, step: 2)
    trial.report(.nan, step: 1)
    trial.report(x + 1, step: 2)
    trial.note("mood", "good; 'quoted' \"twice\"")
    if trial.number == 1 { throw TrialPruned() }
    if trial.number == 2 { throw CocoaError(.featureUnsupported) }
    return kind == "one" ? .infinity : x + Double(n)
  }

  @Test func whatIsReadBackIsWhatMemoryKeeps() throws {
    let storages: [any StudyStorage] = [MemoryStorage(), try SQLiteStorage(path)]
    for storage in storages {
      let study = try Study("a", sampler: RandomSearch(), storage: storage, seed: 3)
      try study.enqueue(["n": 8, "kind": "one", "x": 0.5])
      try study.optimize(trials: 12, objective)
      _ = try study.ask()
    }
    let inMemory = try Study("a", storage: storages[0]).trials
    let fromDisk = try Study("a", storage: SQLiteStorage(path)).trials
    #expect(inMemory.count == 13 && fromDisk.count == 13)
    for (a, b) in zip(inMemory, fromDisk) {
      #expect(a.number == b.number && a.state == b.state && a.parameters == b.parameters)
      #expect(a.values == b.values && a.failure == b.failure && a.attributes == b.attributes)
      #expect(a.reports.map(\.step) == b.reports.map(\.step))
      #expect("\(a.reports.map(\.value))" == "\(b.reports.map(\.value))")
      #expect((b.started ?? 0) > 1.7e9 && (b.finished == nil) == (b.state == .running))
    }
    #expect(fromDisk[0].value == .infinity && fromDisk[0]["n"] == 8)
  }

  @Test func aStudyGoesOnInAnotherRunAsIfThereHadBeenNone() throws {
    let whole = try Study("whole", storage: SQLiteStorage(path), seed: 9)
    try whole.optimize(trials: 25) { pow($0.float("x", -1...1), 2) }
    for _ in 0..<5 {
      let part = try Study("parts", storage: SQLiteStorage(path), seed: 9)
      try part.optimize(trials: 5) { pow($0.float("x", -1...1), 2) }
    }
    let parts = try Study("parts", storage: SQLiteStorage(path))
    #expect(try parts.trials.map(\.value) == whole.trials.map(\.value))
    #expect(try parts.trials.map(\.parameters) == whole.trials.map(\.parameters))
  }

  @Test func threadsOnOneFile() throws {
    let storage = try SQLiteStorage(path)
    let study = try Study("t", sampler: RandomSearch(), storage: storage, seed: 1)
    try study.optimize(total: 40, threads: 4) { $0.float("x", 0...1) }
    let trials = try study.trials
    #expect(trials.count == 40 && trials.allSatisfy { $0.state == .complete })
    #expect(Set(trials.compactMap(\.value)).count == 40)
  }

  @Test func aStudyKeepsItsDirections() throws {
    _ = try Study("a", direction: .maximize, storage: SQLiteStorage(path))
    #expect(throws: StudyError.otherDirections("a", there: [.maximize])) {
      try Study("a", storage: SQLiteStorage(path))
    }
  }

  @Test func whatIsNoDatabaseSaysSo() throws {
    let other = try folder.write(Array("no database, but longer than its header".utf8), to: "text")
    let error = #expect(throws: FileError.self) { try SQLiteStorage(other) }
    #expect(error?.description.hasPrefix("\(other): SQLite: ") == true)
    #expect(throws: FileError.self) { try SQLiteStorage(folder.file("no/such/folder")) }
  }

  @Test func aFileThatAnotherKeepsSaysSo() throws {
    let study = try Study(
      "a", sampler: RandomSearch(), storage: SQLiteStorage(path, patience: .milliseconds(100)),
      seed: 3)
    // The lock of those who write, and Linux's number for taking it with an open file of one's own.
    let other = open(path + "-shm", O_RDWR | O_CLOEXEC)
    var lock = flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 120, l_len: 1, l_pid: 0)
    #expect(fcntl(other, 37, &lock) == 0)
    let error = #expect(throws: FileError.self) { try study.ask() }
    #expect(error?.file == path && error?.description.contains("locked") == true)
    // To read is not to write.
    #expect(try study.trials.isEmpty)
    // To close it would not do: other tests fork, and their copies keep it open for a while.
    lock.l_type = Int16(F_UNLCK)
    #expect(fcntl(other, 37, &lock) == 0)
    close(other)
    #expect(try study.ask().number == 0)
  }

  @Test func damagedBytesThrowOrAreRead() throws {
    let study = try Study("a", sampler: RandomSearch(), storage: SQLiteStorage(path), seed: 3)
    try study.optimize(trials: 10, objective)
    _ = consume study
    var random = RandomStream(seed: 5)
    let bytes = try folder.read("study.sqlite")
    for round in 0..<40 {
      var damaged = bytes
      for _ in 0..<20 {
        damaged[random.index(below: damaged.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      let copy = try folder.write(damaged, to: "damaged\(round)")
      do {
        _ = try Study("a", storage: SQLiteStorage(copy)).trials
      } catch let error as FileError {
        #expect(error.file == copy)
      } catch is StudyError {}
    }
  }
}
