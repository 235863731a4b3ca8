import IOTestSupport
import TapestryIO
import TapestryTraining
import Testing

@Suite struct CSVLogTests {
  private let folder = TemporaryFolder()

  @Test func isTheHistoryAfterEachEpoch() throws {
    let task = TinyTask(examples: 8)
    let probe = Probe()
    var lines: [Int] = []
    probe.epoch = { [folder] _ in
      lines.append(String(decoding: try folder.read("a.csv"), as: UTF8.self).count { $0 == "\n" })
    }
    let history = try task.trainer().fit(
      task.batches, epochs: 3, callbacks: [CSVLog(folder.file("a.csv")), probe], progress: nil)
    #expect(lines == [2, 3, 4])
    #expect(String(decoding: try folder.read("a.csv"), as: UTF8.self) == history.csv)
    #expect(try folder.names() == ["a.csv"])
  }

  @Test func aPlaceThatCannotBeWrittenIsAnErrorAtOnce() {
    let task = TinyTask(examples: 8)
    #expect(throws: FileError.self) {
      try task.trainer().fit(
        task.batches, epochs: 1, callbacks: [CSVLog(folder.file("no/a.csv"))], progress: nil)
    }
  }
}
