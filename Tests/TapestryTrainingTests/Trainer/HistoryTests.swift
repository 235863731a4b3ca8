import IOTestSupport
import TapestryCore
import TapestryTraining
import Testing

@Suite struct HistoryTests {
  @Test func measuresKeepTheirOrder() {
    var measures = Measures()
    #expect(measures.loss.isNaN)
    measures["loss"] = 0.25
    measures["b"] = 1
    measures["a"] = 2
    measures["b"] = 3
    #expect(measures.names == ["loss", "b", "a"])
    #expect("\(measures)" == "loss 0.2500  b 3.0000  a 2.0000")
    measures["b"] = nil
    #expect(measures.names == ["loss", "a"])
    #expect(measures["b"] == nil)
  }

  @Test func theTableOfAHistory() throws {
    let task = TinyTask(examples: 8)
    let probe = Probe()
    probe.epoch = { run in
      if run.epoch == 2 { run.record("odd, \"name\"", 0.5) }
    }
    let history = try task.trainer().fit(
      task.batches, epochs: 2, callbacks: [probe], progress: nil)
    let lines = history.csv.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "epoch,loss,accuracy,\"odd, \"\"name\"\"\"")
    #expect(lines[1].hasPrefix("1,\(history["loss"][0]),") && lines[1].hasSuffix(","))
    #expect(lines[2].hasSuffix(",0.5"))
    #expect(history["odd, \"name\""][0].isNaN)
  }

  @Test func aLoopOfYourOwnMakesOne() {
    var history = History()
    #expect(history.names.isEmpty && history.csv == "epoch\n")
    history.append(["loss": 0.5, "val_loss": 0.75])
    history.append(["loss": 0.25, "val_loss": -.nan])
    #expect(history["loss"] == [0.5, 0.25])
    #expect(history.csv == "epoch,loss,val_loss\n1,0.5,0.75\n2,0.25,nan\n")
    #expect(History(epochs: history.epochs).csv == history.csv)
    var report = HTMLReport(title: "By hand")
    report.addHistory(history)
    #expect(report.html.contains(">validation</text>"))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""),
    ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("", ""),
  ])
  func namesAreQuotedWhereTheyMustBe(name: String, field: String) {
    let history = History(epochs: [[name: 1]])
    #expect(history.csv == "epoch,\(field)\n1,1.0\n")
  }
}
