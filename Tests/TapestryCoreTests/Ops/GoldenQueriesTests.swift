import Foundation
import TapestryTesting
import Testing

/// What the stored files must answer.
@Suite struct GoldenQueriesTests {
  static var all: [GoldenQuery] {
    let ops = Catalogue.all.flatMap { op in op.forms.flatMap { op.queries(of: $0) } }
    let isComplete = Catalogue.all.count == Catalogue.complete.count
    if !isComplete { return ops }
    return ops + PrintingTests.queries + PromotionTests.queries + [PyTorchNames.query]
  }

  /// Every question has an answer, and nothing is stored that nobody asks.
  @Test func filesAnswerExactlyWhatIsAsked() throws {
    for (file, queries) in Dictionary(grouping: Self.all, by: \.file) {
      let (asked, stored) = (Set(queries.map(\.text)), try Goldens.load(file).queries)
      #expect(asked.subtracting(stored) == [], "run Tests/Goldens/make_goldens.py")
      #expect(stored.subtracting(asked) == [], "run Tests/Goldens/make_goldens.py")
    }
  }

  @Test func everyFileBelongsToAnOperation() throws {
    let stored = try FileManager.default.subpathsOfDirectory(atPath: Goldens.folder.path())
      .filter { $0.hasSuffix(".txt") && $0.contains("/") }.map { String($0.dropLast(4)) }
    #expect(Set(stored).subtracting(Catalogue.complete.map(\.file)) == [])
  }

  /// For `make_goldens.py`: writes all questions where the environment names a file for them.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TAPESTRY_GOLDEN_QUERIES"] != nil))
  func writeQueries() throws {
    let path = try #require(ProcessInfo.processInfo.environment["TAPESTRY_GOLDEN_QUERIES"])
    let lines = Self.all.map { "\($0.file) ? \($0.text)\n" }
    try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
  }
}
