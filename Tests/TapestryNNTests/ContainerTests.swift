import TapestryCore
import TapestryNN
import Testing

private final class Network: Module {
  let blocks = ModuleList((0..<2).map { _ in Linear(2, 2, bias: false) })
  let mixed = ModuleList([Linear(1, 1, bias: false), ReLU()] as [any Layer])
  let heads = ModuleDict(["z": Linear(2, 1, bias: false), "a": Linear(2, 3, bias: false)])
  let scales = ParameterList([Parameter(Tensor.ones([1])), Parameter(Tensor.ones([2]))])
  let tables = ParameterDict(["left": Parameter(Tensor.ones([3]))])
}

@Suite struct ContainerTests {
  @Test func membersAreNamedByIndexAndKeyInOrder() {
    #expect(
      Network().namedParameters().map(\.name) == [
        "blocks.0.weight", "blocks.1.weight", "mixed.0.weight", "heads.z.weight", "heads.a.weight",
        "scales.0", "scales.1", "tables.left",
      ])
  }

  @Test func listsChangeLikeArrays() {
    let list = ModuleList([Linear(1, 1), Linear(2, 2)])
    list.append(Linear(3, 3))
    list.insert(Linear(0, 0), at: 0)
    #expect(list.remove(at: 1).weight.shape == [1, 1])
    list[0] = Linear(5, 5)
    #expect(list.map { $0.weight.shape[0] } == [5, 2, 3])
    #expect(list.parameters().count == 6)
    let parameters = ParameterList()
    parameters.append(contentsOf: [Parameter(Tensor.ones([1]))])
    #expect(parameters.count == 1 && parameters.namedParameters()[0].name == "0")
  }

  @Test func dictionariesKeepTheirOrder() {
    let heads = Network().heads
    #expect(heads.keys == ["z", "a"])
    heads["z"] = Linear(2, 7, bias: false)
    heads["m"] = Linear(2, 5, bias: false)
    heads["a"] = nil
    #expect(heads.map { "\($0.key) \($0.value.weight.shape[0])" } == ["z 7", "m 5"])
    #expect(heads["nothing"] == nil && heads.count == 2)
    #expect(heads.namedParameters().map(\.name) == ["z.weight", "m.weight"])
    #expect(heads["z"]!(Tensor.ones([1, 2])).shape == [1, 7])
  }

  @Test func keysMustNameOneMember() async {
    await #expect(processExitsWith: .failure) { _ = ParameterDict(["a.b": Parameter(.ones([1]))]) }
    await #expect(processExitsWith: .failure) { _ = ModuleDict(["": Linear(1, 1)]) }
    await #expect(processExitsWith: .failure) {
      _ = ModuleDict(["a": Linear(1, 1), "a": Linear(1, 1)])
    }
  }

  @Test func modulesAndParametersAreFoundByPath() {
    let network = Network()
    #expect(network.module(named: "blocks.1") === network.blocks[1])
    #expect(network.module(named: "heads.a") === network.heads["a"])
    #expect(network.module(named: "") === network)
    #expect(network.module(named: "blocks.2") == nil)
    #expect(network.parameter(named: "tables.left") === network.tables["left"])
    #expect(network.parameter(named: "tables.right") == nil)
  }

  @Test func partsFreezeByThemselves() {
    let network = Network()
    network.blocks.freeze()
    #expect(
      network.parameters().map(\.requiresGrad) == [false, false] + Array(repeating: true, count: 6))
  }
}
