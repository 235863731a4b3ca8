import Foundation
import Testing

/// The replay itself tells right from wrong, on a file of its own.
@Suite struct ReplayRunTests {
  @Test func tellsRightFromWrong() async {
    // In a process of its own, as it forks.
    await #expect(processExitsWith: .success) {
      let run = try Self.run(
        """
        ! reshape
        \(Self.call(shape: 3, flag: true))
        y float64 3 1 2 3
        \(Self.call(shape: 3))
        y float64 3 1 2 4
        \(Self.call(shape: 2))
        y float64 2 1 2
        \(Self.call(shape: 2))
        e shape '[2]' is invalid
        \(Self.call(shape: 3))
        e shape '[3]' is invalid
        """)
      precondition(run.count == 5 && run.refusals == 1 && run.leftOut.isEmpty)
      precondition(run.unread == ["flag": 1])
      // One wrong number in each of three layouts, a call that stops, and one that does not.
      precondition(run.failures.count == 5)
      precondition(run.failures[0].contains("first 3.0 for 4.0 at [2]"))
      precondition(run.failures[3].contains("reshaped: "))
      precondition(run.failures[4].hasPrefix("nothing stops "))
    }
  }

  @Test func takesTheAnswerOfFloat64() async {
    await #expect(processExitsWith: .success) {
      let run = try Self.run(
        """
        ! nn.functional.tanhshrink
        ? float16
        s {"input": {"tensor": 0}, "args": [], "kwargs": {}}
        a float16 1 1
        y float16 1 0.25
        x float64 1 0.23840584404423515
        ? float16
        s {"input": {"tensor": 0}, "args": [], "kwargs": {}}
        a float16 1 1
        y float16 1 0.25
        x float64 1 0.25
        """)
      precondition(run.moreExact == 1 && run.failures.count == 3)
    }
  }

  @Test func leavesOutWhatHasAReason() async {
    await #expect(processExitsWith: .success) {
      let known = try Self.run("! resize_\n\(Self.call(shape: 3))")
      precondition(known.count == 0 && known.leftOut.count == 1 && known.failures.isEmpty)
      let unknown = try Self.run("! no.such.operator\n\(Self.call(shape: 3))")
      precondition(unknown.count == 0 && unknown.leftOut.isEmpty && unknown.failures.count == 1)
    }
  }

  /// Three numbers, and the shape they are to get.
  private static func call(shape: Int, flag: Bool = false) -> String {
    """
    ? float64
    s {"input": {"tensor": 0}, "args": [{"list": [{"int": \(shape)}]}], \
    "kwargs": {\(flag ? #""flag": {"bool": true}"# : "")}}
    a float64 3 1 2 3
    """
  }

  private static func run(_ text: String) throws -> ReplayRun {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt")
    try text.write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    return try ReplayRun(contentsOf: url)
  }
}
