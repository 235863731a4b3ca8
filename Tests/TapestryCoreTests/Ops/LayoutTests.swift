import TapestryTesting
import Testing

/// Where the elements lie must not matter, nor how many threads compute.
@Suite struct LayoutTests {
  @Test(arguments: Catalogue.all) func layouts(op: OpCase) {
    #expect(op.layoutFailures() == [])
  }
}
