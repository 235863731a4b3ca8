import Foundation
import TapestryTesting
import Testing

/// What the stored files must answer.
@Suite struct GoldenQueriesTests {
  static var all: [GoldenQuery] {
    Catalogue.all.flatMap { op in op.forms.flatMap { op.queries(of: $0) } } + PrintingTests.queries
      + PromotionTests.queries
  }

  /// Every question has an answer, and nothing is stored that nobody asks.
  @Test func filesAnswerExactlyWhatIsAsked() throws {
    for (file, queries) in Dictionary(grouping: Self.all, by: \.file) {
      let (asked, stored) = (Set(queries.map(\.text)), try Goldens.load(file).queries)
      #expect(asked.subtracting(stored) == [], "run Tests/Goldens/make_goldens.py")
      #expect(stored.subtracting(asked) == [], "run Tests/Goldens/make_goldens.py")
    }
  }

  /// For `make_goldens.py`: writes all questions where the environment names a file for them.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TAPESTRY_GOLDEN_QUERIES"] != nil))
  func writeQueries() throws {
    let path = try #require(ProcessInfo.processInfo.environment["TAPESTRY_GOLDEN_QUERIES"])
    let lines = Self.all.map { "\($0.file) ? \($0.text)\n" }
    try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
  }
}
