import Foundation
import Synchronization
import TapestryTesting

/// The answers stored in Tests/Goldens.
enum Goldens {
  /// Tests/Goldens.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  static func text(of file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file + ".txt"), encoding: .utf8)
  }

  /// The stored answer; where there is none, the test fails and says how to make one.
  static func answer(_ query: GoldenQuery, in file: GoldenFile) throws -> Golden {
    if let answer = file.answer(to: query) { return answer }
    throw MissingAnswer(query: query)
  }

  struct MissingAnswer: Error, CustomStringConvertible {
    let query: GoldenQuery

    var description: String {
      "Tests/Goldens/\(query.file).txt lacks '\(query.text)': run Tests/Goldens/make_goldens.py"
    }
  }

  static func load(_ file: String) throws -> GoldenFile {
    try GoldenFile(parsing: text(of: file))
  }
}
