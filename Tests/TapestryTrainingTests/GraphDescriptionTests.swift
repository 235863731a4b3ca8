import TapestryCore
import TapestryNN
import TapestryTraining
import Testing

@Suite struct GraphDescriptionTests {
  private final class Network: Module, Layer {
    let hidden = Linear(3, 4)
    let scale = Parameter(Tensor(2))
    func forward(_ x: Tensor) -> Tensor { hidden(x).relu() * scale }
  }

  @Test func drawsOperationsAndNamedLeaves() {
    let network = Network()
    let text = graphDescription(of: network(Tensor.ones([2, 3])).sum(), in: network)
    #expect(
      text == """
        digraph tape {
          node [shape=box, fontname="Helvetica"];
          n0 [label="sum\\n[]"];
          n1 [label="multiply\\n[2, 4]"];
          n2 [label="relu\\n[2, 4]"];
          n3 [label="scale\\n[]", shape=ellipse, style=filled, fillcolor=lightblue];
          n4 [label="linear\\n[2, 4]"];
          n5 [label="hidden.weight\\n[4, 3]", shape=ellipse, style=filled, fillcolor=lightblue];
          n6 [label="hidden.bias\\n[4]", shape=ellipse, style=filled, fillcolor=lightblue];
          n1 -> n0;
          n2 -> n1;
          n3 -> n1;
          n4 -> n2;
          n5 -> n4;
          n6 -> n4;
        }
        """)
  }

  @Test func leavesWithoutANameAndResultsWithoutARecord() {
    let x = Tensor([1]).float().requiringGrad()
    let text = graphDescription(of: x * x)
    #expect(text.contains("n1 [label=\"leaf\\n[1]\", shape=ellipse"))
    #expect(text.split(separator: "\n").filter { $0.contains("n1 -> n0") }.count == 2)
    #expect(!graphDescription(of: Tensor([1])).contains("n0"))
  }
}
