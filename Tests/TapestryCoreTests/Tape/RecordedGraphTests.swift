import TapestryCore
import Testing

@Suite struct RecordedGraphTests {
  @Test func everyNodeOnceAndInputsInOrder() throws {
    let (a, b) = (Tensor([1, 2]).requiringGrad(), Tensor([3, 4]).requiringGrad())
    let sum = a + b
    let graph = try #require(RecordedGraph(of: (sum * a * sum).sum()))
    #expect(graph.vertices.map(\.name) == ["sum", "multiply", "multiply", "add", "leaf", "leaf"])
    #expect(graph.vertices.map(\.inputs) == [[1], [2, 3], [3, 4], [4, 5], [], []])
    #expect(graph.vertices.map(\.shape) == [[], [2], [2], [2], [2], [2]])
    #expect(graph.vertices[4].leaf == RecordedGraph.leafIdentity(of: a))
    #expect(graph.vertices[5].leaf == RecordedGraph.leafIdentity(of: b))
    #expect(graph.vertices[3].leaf == nil)
    #expect(RecordedGraph.leafIdentity(of: sum) == nil)
    #expect(RecordedGraph(of: Tensor([1])) == nil)
  }

  @Test func resultsOfOneOperationHaveNumbers() throws {
    let x = Tensor([2, 1]).requiringGrad()
    let results = checkpoint([x]) { [$0[0] + 1, $0[0] * 2] }
    let graph = try #require(RecordedGraph(of: results[1].sum()))
    #expect(graph.vertices.map(\.name) == ["sum", "checkpoint 1", "checkpoint", "leaf"])
  }

  @Test func aDeepGraphIsWalkedWithoutRecursion() throws {
    var x = Tensor(1.0).requiringGrad()
    for _ in 0..<50_000 { x = x + 1 }
    #expect(RecordedGraph(of: x)?.vertices.count == 50_001)
  }
}
