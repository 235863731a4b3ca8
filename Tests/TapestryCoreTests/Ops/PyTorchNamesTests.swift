import Foundation
import Testing

/// The page that tells users of PyTorch what a name is called here is what the catalogue of operations says.
@Suite struct PyTorchNamesTests {
  private static var torchNames: [String] {
    get throws {
      let text = try Goldens.answer(PyTorchNames.query, in: Goldens.load("operators")).text
      return (text ?? "").split(separator: "\n").map(String.init)
    }
  }

  private static let page = Goldens.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Docs/PyTorchOperators.md")

  @Test func namesArePyTorchs() throws {
    let names = Set(try Self.torchNames)
    #expect(names.count > 600)
    #expect(Set(PyTorchNames.covered.map(\.torch)).subtracting(names) == [])
  }

  @Test func pageIsWhatTheCatalogueSays() throws {
    let text = try Self.text
    // Set by who changes the catalogue; the page is then part of the change.
    if ProcessInfo.processInfo.environment["TAPESTRY_WRITE_PAGES"] != nil {
      try text.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(
      written == text,
      "run TAPESTRY_WRITE_PAGES=1 swift test -c release --disable-testable-imports --filter PyTorchNamesTests"
    )
  }

  private static var text: String {
    get throws {
      let covered = PyTorchNames.covered
      let rows = covered.map { entry in
        let files = entry.files.map { file in
          "[\(file.split(separator: "/").last!)](../Sources/TapestryCore/Ops/\(file).swift)"
        }
        let here = entry.here.sorted().map { "`\($0.replacingOccurrences(of: "|", with: "\\|"))`" }
        return
          "| `\(entry.torch)` | \(here.joined(separator: "<br>")) | \(files.sorted().joined(separator: ", ")) |"
      }
      let names = try torchNames
      let missing = Set(names).subtracting(covered.map(\.torch)).sorted()
      return """
        # PyTorch's operators

        Written by `PyTorchNamesTests` from the catalogue of operations. Of the \(names.count) names in PyTorch 2.13's own
        catalogue of operators \(covered.count) are covered. `x`, `y` and `z` stand for tensors.

        | PyTorch | Tapestry | Source |
        | --- | --- | --- |
        \(rows.joined(separator: "\n"))

        ## Not covered

        Views of complex tensors, sparse and quantised tensors and PyTorch's private names are left out on purpose.

        \(missing.map { "`\($0)`" }.joined(separator: ", "))

        """
    }
  }
}
