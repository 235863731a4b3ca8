import TapestryTraining
import Testing

@Suite struct ProgressDisplayTests {
  @Test func aLineForEachEpochWithAllMeasures() throws {
    let task = TinyTask()
    var written = ""
    let history = try task.trainer().fit(
      task.batches, epochs: 2, validation: task.testBatches,
      progress: Console(columns: nil) { written += $0 })
    let lines = written.split(separator: "\n")
    #expect(lines.count == 2)
    for (place, line) in lines.enumerated() {
      #expect(line.hasPrefix("epoch \(place + 1)/2  100%  \(history.epochs[place])  "))
      #expect(line.contains(" examples/s  "))
    }
  }

  @Test func tellsWhyTrainingEnded() throws {
    let task = TinyTask()
    let probe = Probe()
    probe.batch = { run in if run.batch == 4 { run.stop("enough of it") } }
    var written = ""
    try task.trainer().fit(
      task.batches, epochs: 2, callbacks: [probe],
      progress: Console(columns: nil) { written += $0 })
    let lines = written.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("epoch 1/2   53%  loss "))
    #expect(lines[1] == "training ended: enough of it")
  }
}
