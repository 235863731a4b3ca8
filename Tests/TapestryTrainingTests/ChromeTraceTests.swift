import Foundation
import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryNN
import TapestryTraining
import Testing

@Suite struct ChromeTraceTests {
  private struct Trace: Decodable {
    struct Event: Decodable {
      let name, ph: String
      let cat: String?
      let ts, dur: Double?
      let args: Details

      var end: Double { ts! + dur! }
    }

    struct Details: Decodable {
      let phase, module, shape, dtype: String?
      let bytes: Int?
    }

    let traceEvents: [Event]
  }

  private func trace(_ body: () -> Void) throws -> [Trace.Event] {
    let text = profile(prints: false, body).chromeTrace
    return try JSONDecoder().decode(Trace.self, from: Data(text.utf8)).traceEvents
  }

  @Test func holdsEveryOperation() throws {
    let x = Tensor.ones([2, 3]).requiringGrad()
    let events = try trace { x.exp().sum().backward() }.filter { $0.ph == "X" }
    #expect(events.map(\.name).prefix(2) == ["exp", "sum"])
    #expect(events.contains { $0.name == "exp" && $0.cat == "backward" })
    let exp = events[0]
    #expect(exp.args.shape == "[2, 3]" && exp.args.dtype == "float32")
    #expect(exp.args.phase == "forward" && exp.args.bytes == 24)
    var last = 0.0
    for event in events {
      // Times are in whole nanoseconds.
      #expect(event.ts! >= last - 0.002)
      last = event.end
    }
  }

  @Test func modulesStandOverTheirOperations() throws {
    let model = Sequential {
      Linear(4, 4)
      Tanh()
    }
    let events = try trace { _ = model(Tensor.ones([1, 4])) }
    let modules = events.filter { $0.cat == "module" }
    #expect(modules.map { String($0.name.prefix(7)) } == ["0: Line", "1: Tanh"])
    let linear = try #require(events.first { $0.name == "linear" })
    #expect(linear.args.module == modules[0].name)
    #expect(modules[0].ts! <= linear.ts! && modules[0].end >= linear.end - 0.002)
  }

  @Test func isWrittenWhole() throws {
    let folder = TemporaryFolder()
    let path = folder.file("trace.json")
    let result = try profile(writingTo: path, prints: false) { _ = Tensor.ones([2]).exp() }
    #expect(try folder.read("trace.json") == Array(result.chromeTrace.utf8))
    #expect(try folder.names() == ["trace.json"])
  }

  @Test func aBadPathIsFoundBeforeTheWork() throws {
    let folder = TemporaryFolder()
    var ran = false
    #expect(throws: FileError.self) {
      try profile(writingTo: folder.file("none/trace.json"), prints: false) { ran = true }
    }
    #expect(!ran)
  }
}
