import Foundation
import Testing

/// The samples of PyTorch's own catalogue of operators: what it answers, and what it refuses.
///
/// The catalogue is not part of this repository. `Tests/Goldens/replay.py FOLDER` writes it out, and the tests run where the
/// environment's `TAPESTRY_REPLAY` names that folder.
@Suite(.serialized, .enabled(if: Replay.folder != nil))
struct ReplayTests {
  @Test(arguments: Replay.files) func samples(file: String) throws {
    let run = try ReplayRun(
      contentsOf: URL(filePath: try #require(Replay.folder)).appending(path: file))
    print(run.summary)
    if !run.failures.isEmpty {
      Issue.record(
        "\(run.name): \(run.failures.count) failures in \(run.count) samples\n\(run.failures.joined(separator: "\n"))"
      )
    }
  }
}
