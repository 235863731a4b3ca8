import Foundation
import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

/// The layers, held to what PyTorch's modules give: Tests/Goldens/Modules, one file a family.
@Suite struct ModuleGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens/Modules")

  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".safetensors") }.sorted()

  private static func cases(of file: String) throws -> [ModuleCase] {
    try ModuleFile.cases(of: folder.appending(path: file).path)
  }

  @Test(arguments: files) func modulesGiveWhatPyTorchsGive(file: String) throws {
    for test in try Self.cases(of: file) {
      let check = ModuleCheck(test)
      #expect(check.isCovered, "no adapter makes \(test.text)")
      for failure in check.failures { Issue.record("\(failure)") }
    }
  }

  @Test func everyAdapterHasAStoredCase() throws {
    let stored = try Set(Self.files.flatMap { try Self.cases(of: $0).map(\.module) })
    #expect(Set(ModuleSubject.adapters.keys).subtracting(stored).isEmpty)
    #expect(stored.count > 90)
  }

  @Test func aWrongAnswerIsSeen() throws {
    let test = try #require(try Self.cases(of: "linear.safetensors").first)
    var parts = test.part("")
    parts["train.output.0"] = parts["train.output.0"]! * 1.000001
    parts["eval.grad.weight"] = nil
    let spoiled = ModuleCheck(ModuleCase(spoiling: test, parts))
    #expect(spoiled.failures.count == 2, "\(spoiled.failures)")
  }
}
