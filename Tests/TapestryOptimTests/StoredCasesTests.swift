import Foundation
import TapestryCore
import TapestryOptim
import Testing

/// Twenty steps of every optimizer under several settings, from the same parameters by the same gradients as PyTorch's.
@Suite struct StoredCasesTests {
  @Test(arguments: OptimizerCase.stored, [DType.float32, .float64])
  func everyOptimizerStepsAsPyTorchs(stored: OptimizerCase, dtype: DType) throws {
    #expect(try stored.difference(dtype) <= 1)
  }

  @Test func everyOptimizerIsCovered() {
    #expect(Set(OptimizerCase.stored.map(\.optimizer)) == Set(AnyOptimizer.names))
  }

  @Test func aWrongSettingIsSeen() throws {
    let stored = try #require(OptimizerCase.stored.first { $0.optimizer == "RAdam" })
    let parameters = stored.parameters(.float64)
    let optimizer = try stored.make(parameters)
    optimizer.learningRate *= 1.01
    for number in 1...OptimizerCase.steps {
      stored.step(optimizer, parameters, number: number)
    }
    let expected = try #require(stored.float64?.last)
    let found = parameters.flatMap { $0.array(as: Double.self) }
    #expect(zip(found, expected).contains { abs($0 - $1) > 1e-5 })
  }
}
