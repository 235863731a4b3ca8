import Foundation
import TapestryCore
import TapestryOptim
import Testing

/// The settings that PyTorch tests its own optimizers with, those that it refuses too.
///
/// They are not part of this repository: `Tests/Goldens/optimizers.py --replay FOLDER` writes them out, and the tests run where the
/// environment's `TAPESTRY_REPLAY_OPTIMIZERS` names that folder.
@Suite(.enabled(if: OptimizerReplay.folder != nil))
struct OptimizerReplayTests {
  @Test(arguments: OptimizerReplay.cases) func settings(sample: OptimizerCase) throws {
    if sample.error != nil {
      #expect(throws: OptimizerStateError.self) { try sample.make(sample.parameters(.float32)) }
      return
    }
    for dtype in [DType.float32, .float64] {
      #expect(try sample.difference(dtype) <= 1, "\(dtype)")
    }
  }
}

private enum OptimizerReplay {
  static let folder = ProcessInfo.processInfo.environment["TAPESTRY_REPLAY_OPTIMIZERS"]

  static let cases =
    folder.map { OptimizerCase.read(URL(filePath: $0).appending(path: "optimizers.json")) } ?? []
}
