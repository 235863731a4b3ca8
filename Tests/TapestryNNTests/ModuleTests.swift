import TapestryCore
import TapestryNN
import Testing

private final class MLP: Module, Layer {
  let hidden = Linear(3, 4)
  let output = Linear(4, 2, bias: false)
  func forward(_ x: Tensor) -> Tensor { output(hidden(x).relu()) }
}

private class Base: Module {
  let scale = Parameter(Tensor.ones([2]))
}

private final class Derived: Base {
  let optional: Linear? = Linear(1, 1, bias: false)
  let absent: Linear? = nil
  let blocks: [Module] = [Identity(), Linear(1, 2, bias: false)]
  let named = ["b": Parameter(Tensor.zeros([3])), "a": Parameter(Tensor.zeros([4]))]
  let pair = (first: Parameter(Tensor.zeros([5])), Linear(1, 1, bias: false))
  lazy var late = Parameter(Tensor.zeros([6]))
  let numbers = Array(repeating: 1.0, count: 100)
  let runningMean = Buffer(Tensor.zeros([2]))
  let scratch = Buffer(Tensor.zeros([2]), isPersistent: false)

  override func key(for path: String) -> String { path == "runningMean" ? "running_mean" : path }
}

private final class Child: Module {
  weak var parent: Module?
  let weight = Parameter(Tensor.zeros([1]))
}

private final class Parent: Module {
  let child = Child()
  let again: Child

  override init() {
    again = child
    super.init()
    child.parent = self
  }
}

private final class Frozen: Module {
  override var isTraining: Bool {
    get { false }
    set {}
  }
}

@Suite struct ModuleTests {
  @Test func propertiesNameParameters() {
    let names = MLP().namedParameters().map(\.name)
    #expect(names == ["hidden.weight", "hidden.bias", "output.weight"])
  }

  @Test func membersAreFoundInSuperclassesAndCollections() {
    let module = Derived()
    #expect(
      module.namedParameters().map(\.name) == [
        "scale", "optional.weight", "blocks.1.weight", "named.a", "named.b", "pair.first",
        "pair.1.weight",
      ])
    _ = module.late
    #expect(module.namedParameters().map(\.name).contains("late"))
    #expect(module.namedBuffers().map(\.name) == ["running_mean", "scratch"])
    #expect(module.stateDict().keys.contains("running_mean"))
    #expect(!module.stateDict().keys.contains("scratch"))
    #expect(module.namedChildren().map(\.name) == ["optional", "blocks.0", "blocks.1", "pair.1"])
  }

  @Test func sharedMembersAreListedOnceAndSavedUnderEveryName() {
    let parent = Parent()
    #expect(parent.namedParameters().map(\.name) == ["child.weight"])
    #expect(parent.modules().count == 2)
    #expect(parent.stateDict().keys.sorted() == ["again.weight", "child.weight"])
  }

  @Test func weightsAreTied() async throws {
    let (embedding, head) = (Embedding(5, 3), Linear(3, 5, bias: false))
    head.weight = embedding.weight
    let model = Sequential([embedding, head])
    #expect(model.namedParameters().map(\.name) == ["0.weight"])
    #expect(model.stateDict().keys.sorted() == ["0.weight", "1.weight"])
    model(Tensor([0, 4], dtype: .int64)).sum().backward()
    let fromBoth = try #require(embedding.weight.grad)
    #expect(fromBoth[1].array(as: Float.self) == fromBoth[2].array(as: Float.self))
    #expect(fromBoth[0].array(as: Float.self) != fromBoth[1].array(as: Float.self))
    try model.load(["0.weight": .ones([5, 3]), "1.weight": .ones([5, 3])])
    #expect(head.weight.sum().item() == 15)
    await #expect(processExitsWith: .failure) {
      Linear(3, 4).weight = Embedding(5, 3).weight
    }
  }

  @Test func aReferenceBackToTheOwnerIsNoMember() {
    let parent = Parent()
    #expect(parent.train(false).child.isTraining == false)
    #expect(parent.description == "Parent(\n  (child): Child()\n)")
    #expect(parent.child.modules().count == 2)
  }

  @Test func trainAndEvalReachEveryModuleButThoseThatRefuse() {
    let model = Sequential([Sequential { Dropout(0.5) }, Identity()])
    #expect(model.modules().allSatisfy { $0.isTraining })
    model.eval()
    #expect(model.modules().allSatisfy { !$0.isTraining })
    model.train()
    #expect(model.modules().allSatisfy { $0.isTraining })
    #expect(!Frozen().train().isTraining)
  }

  @Test func freezingTakesParametersOffTheTape() {
    let model = MLP()
    model.hidden.freeze()
    model(Tensor.ones([1, 3])).sum().backward()
    #expect(model.hidden.weight.grad == nil)
    #expect(model.output.weight.grad != nil)
    model.hidden.unfreeze()
    #expect(model.parameters().allSatisfy { $0.requiresGrad })
    model.zeroGrad()
    #expect(model.parameters().allSatisfy { $0.grad == nil })
  }

  @Test func applyVisitsInnerModulesFirst() {
    var visited: [String] = []
    Sequential { Sequential { ReLU() } }.apply { visited.append("\(type(of: $0))") }
    #expect(visited == ["ReLU", "Sequential", "Sequential"])
  }

  @Test func descriptionIsATree() {
    let model = Sequential {
      Flatten()
      MLP()
      Dropout(0.2)
      GELU(approximate: .tanh)
    }
    #expect(
      model.description == """
        Sequential(
          (0): Flatten(from: 1, to: -1)
          (1): MLP(
            (hidden): Linear(3, 4)
            (output): Linear(4, 2, bias: false)
          )
          (2): Dropout(0.2)
          (3): GELU(approximate: .tanh)
        )
        """)
  }
}
