import Foundation
import TapestryCore
import TapestryNN
import Testing

enum ModuleReplay {
  static let folder = ProcessInfo.processInfo.environment["TAPESTRY_REPLAY_MODULES"]

  static let files: [String] =
    (folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? [])
    .filter { $0.hasSuffix(".safetensors") }.sorted()
}

/// The samples of PyTorch's own catalogue of modules.
///
/// The catalogue is not part of this repository. `Tests/Goldens/modules.py --catalogue FOLDER` writes it out, and the tests run where the
/// environment's `TAPESTRY_REPLAY_MODULES` names that folder.
@Suite(.enabled(if: ModuleReplay.folder != nil))
struct ModuleReplayTests {
  @Test(arguments: ModuleReplay.files) func samples(file: String) throws {
    let cases = try ModuleFile.cases(of: try #require(ModuleReplay.folder) + "/" + file)
    let checks = cases.map { ModuleCheck($0) }
    let failures = checks.flatMap(\.failures)
    #expect(
      failures.isEmpty,
      "\(failures.count) failures in \(cases.count) samples, first \(failures.prefix(3))")
    let left = zip(cases, checks).filter { !$0.1.isCovered && !$0.0.modes.isEmpty }.count
    let moreExact = checks.filter(\.isMoreExact).count
    let noLessExact = checks.filter(\.isNoLessExact).count
    var parts = ["\(file): \(cases.count) samples"]
    if moreExact > 0 { parts.append("\(moreExact) as by PyTorch in float64 alone") }
    if noLessExact > 0 { parts.append("\(noLessExact) no farther from float64 than PyTorch") }
    if left > 0 { parts.append("\(left) left out") }
    print(parts.joined(separator: "; "))
  }
}
