import Foundation
import Testing

/// The page that tells users of PyTorch what its modules and optimizers are called here: every name is on it, and is one of the sources.
@Suite struct PyTorchModuleNamesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static var torchNames: [String] {
    get throws {
      let list = root.appending(path: "Tests/Goldens/modules.txt")
      return try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  /// Public declarations by name, and the first file that has one, from the folder of sources.
  private static func declarations() throws -> [String: String] {
    let pattern =
      /^ *(?:public|open) (?:(?:final|static|internal\(set\)) )*(?:class|struct|enum|func|var|let) (\w+)/
      .anchorsMatchLineEndings()
    var found: [String: String] = [:]
    for target in ["TapestryNN", "TapestryOptim", "TapestryCore"] {
      let folder = root.appending(path: "Sources/\(target)")
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      for name in names where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        for match in text.matches(of: pattern) {
          found[String(match.1)] = found[String(match.1)] ?? "\(target)/\(name)"
        }
      }
    }
    return found
  }

  private struct Row {
    let torch, here, file: String
  }

  /// What is spelt otherwise as the table says, and the rest by its own name; nil where that is no name here.
  private static func rows() throws -> [Row?] {
    let declarations = try declarations()
    return try torchNames.filter { PyTorchModuleNames.leftOut[$0] == nil }.map { torch in
      let own = String(torch.split(separator: ".").last!)
      let (here, declaration) = PyTorchModuleNames.spellings[torch] ?? (own, own)
      return declarations[declaration].map { Row(torch: torch, here: here, file: $0) }
    }
  }

  @Test func everyNameOfPyTorchIsOneHereOrLeftOutForAReason() throws {
    let names = try Self.torchNames
    #expect(names.count > 240)
    for (torch, row) in zip(
      names.filter { PyTorchModuleNames.leftOut[$0] == nil }, try Self.rows())
    {
      #expect(row != nil, "\(torch)")
    }
    let told = Set(PyTorchModuleNames.spellings.keys).union(PyTorchModuleNames.leftOut.keys)
    #expect(told.subtracting(names) == [])
  }

  @Test func pageIsWhatTheNamesSay() throws {
    let page = Self.root.appending(path: "Docs/PyTorchModules.md")
    let text = try Self.text
    // Set by who changes names; the page is then part of the change.
    if ProcessInfo.processInfo.environment["TAPESTRY_WRITE_PAGES"] != nil {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(
      written == text,
      "run TAPESTRY_WRITE_PAGES=1 swift test -c release --disable-testable-imports --filter PyTorchModuleNamesTests"
    )
  }

  private static var text: String {
    get throws {
      let rows = try rows().compactMap(\.self).map { row in
        let name = row.file.split(separator: "/").last!.dropLast(".swift".count)
        return "| `\(row.torch)` | `\(row.here)` | [\(name)](../Sources/\(row.file)) |"
      }
      let leftOut = PyTorchModuleNames.leftOut.sorted { $0.key < $1.key }
        .map { "- `\($0.key)`: \($0.value)." }
      return """
        # PyTorch's modules, optimizers and schedules

        Written by `PyTorchModuleNamesTests` from the sources. Names in state dicts are PyTorch's, so that weights travel both ways.
        `w` is a parameter, `model`, `layer`, `convolution`, `linear` and `norm` are modules. [Optimizers](Optimizers.md) says what
        settings are called; operations are in [PyTorch's operators](PyTorchOperators.md).

        | PyTorch | Tapestry | Source |
        | --- | --- | --- |
        \(rows.joined(separator: "\n"))

        ## Left out

        \(leftOut.joined(separator: "\n"))

        """
    }
  }
}
