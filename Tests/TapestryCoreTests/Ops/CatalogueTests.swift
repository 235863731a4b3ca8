import Foundation
import TapestryTesting
import Testing

/// One op, one file, one row.
@Suite struct CatalogueTests {
  /// The source files of operations, from the folder of all, without extension.
  private static var sourceFiles: Set<String> {
    get throws {
      let folder = Goldens.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/TapestryCore/Ops")
      let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
      // What operations have in common stands in folders of this name.
      let ops = paths.filter { $0.hasSuffix(".swift") && !$0.contains("Support/") }
      return Set(ops.map { String($0.dropLast(6)) })
    }
  }

  @Test func everyFileHasARowAndEveryRowAFile() throws {
    let (files, rows) = (try Self.sourceFiles, Set(Catalogue.complete.map(\.file)))
    #expect(files.subtracting(rows) == [], "operations without a row in the catalogue")
    #expect(rows.subtracting(files) == [], "rows without a source file")
  }

  @Test func familiesAreFolders() {
    for family in Catalogue.families {
      #expect(family.ops.filter { $0.family != family.name }.map(\.name) == [])
    }
  }

  @Test(arguments: Catalogue.all) func samplesAreMany(op: OpCase) {
    let samples = op.forms.flatMap(\.samples.samples)
    // What takes no tensor has only its own arguments to vary.
    if samples.allSatisfy({ $0.inputs.isEmpty }) { return }
    let shapes = samples.flatMap { $0.inputs.map(\.shape) }
    #expect(samples.count >= 20 || op.forms.count >= 15)
    #expect(shapes.contains { $0.contains(0) }, "no empty input")
    #expect(Set(samples.flatMap { $0.inputs.map(\.dtype) }).count >= 2, "one dtype only")
    #expect(op.forms.contains { $0.samples.large != nil }, "no large input")
  }
}
