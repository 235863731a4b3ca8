import Foundation
import Testing

/// Holds the blocks of code in the pages of the course to the code of the course's tests, which is compiled and run.
///
/// The page `Tensors.md` belongs to `TensorsCourse.swift`: its n-th block is what stands between the n-th `// shown`
/// and `// end`. With `TAPESTRY_WRITE_PAGES` set, the pages are written anew instead.
@Suite struct CoursePagesTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let pages = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Docs/Tapestry.docc")

  private static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: tests.path)
    return (files ?? []).filter { $0.hasSuffix("Course.swift") }
      .map { String($0.dropLast("Course.swift".count)) }.sorted()
  }()

  /// What stands between marks, without the indentation that all its lines have.
  private static func shown(_ name: String) throws -> [String] {
    let url = tests.appendingPathComponent("\(name)Course.swift")
    var blocks: [[Substring]] = []
    var isShown = false
    for line in try String(contentsOf: url, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      switch line.trimmingCharacters(in: .whitespaces) {
      case "// shown":
        isShown = true
        blocks.append([])
      case "// end": isShown = false
      default: if isShown { blocks[blocks.count - 1].append(line) }
      }
    }
    return blocks.map { lines in
      let indent = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
      return lines.map { String($0.dropFirst(indent)) }.joined(separator: "\n")
    }
  }

  @Test func everyPageOfCodeHasItsTests() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.pages.path)
    for file in files.sorted() where file.hasSuffix(".md") {
      let text = try String(
        contentsOf: Self.pages.appendingPathComponent(file), encoding: .utf8)
      let hasTests = Self.names.contains(String(file.dropLast(3)))
      #expect(hasTests || !text.contains("```swift"), "\(file)")
    }
    #expect(Self.names.count >= 9)
  }

  /// Who puts the blocks of a page together has a program, as the compiler has where they stand in one function; types may stand before it.
  @Test(arguments: names) func blocksStandInOneFunction(name: String) throws {
    let url = Self.tests.appendingPathComponent("\(name)Course.swift")
    var function = 0
    var functions: Set<Int> = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      if line.contains("@Test") { function += 1 }
      if line.trimmingCharacters(in: .whitespaces) == "// shown" { functions.insert(function) }
    }
    #expect(functions.subtracting([0]).count == 1, "\(name).md")
  }

  @Test(arguments: names) func blocksAreWhatRuns(name: String) throws {
    let url = Self.pages.appendingPathComponent("\(name).md")
    let page = try String(contentsOf: url, encoding: .utf8)
    let shown = try Self.shown(name)
    #expect(!shown.isEmpty)
    var parts = page.components(separatedBy: "```swift\n")
    #expect(parts.count == shown.count + 1, "blocks of \(name).md")
    guard parts.count == shown.count + 1 else { return }
    for (index, block) in shown.enumerated() {
      let end = try #require(parts[index + 1].range(of: "```\n"))
      parts[index + 1].replaceSubrange(..<end.lowerBound, with: block + "\n")
    }
    let wanted = parts.joined(separator: "```swift\n")
    if ProcessInfo.processInfo.environment["TAPESTRY_WRITE_PAGES"] != nil {
      try Data(wanted.utf8).write(to: url)
    } else {
      #expect(page == wanted, "TAPESTRY_WRITE_PAGES=1 writes it anew")
    }
  }
}
