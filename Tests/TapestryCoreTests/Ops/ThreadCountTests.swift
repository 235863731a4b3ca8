import TapestryTesting
import Testing

@Suite(.serialized) struct ThreadCountTests {
  @Test(arguments: Catalogue.all) func resultsDoNotDependOnThreads(op: OpCase) {
    #expect(op.threadFailures() == [])
  }
}
