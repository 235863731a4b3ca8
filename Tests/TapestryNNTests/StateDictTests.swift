import TapestryCore
import TapestryNN
import Testing

@Suite struct StateDictTests {
  private let model = Sequential {
    Linear(3, 2)
    ReLU()
    Linear(2, 1)
  }

  @Test func namesArePyTorchs() {
    #expect(model.stateDict().keys.sorted() == ["0.bias", "0.weight", "2.bias", "2.weight"])
    #expect(model.stateDict().values.allSatisfy { !$0.requiresGrad })
  }

  @Test func loadingCopiesInPlaceAndCasts() throws {
    var state: [String: Tensor] = [:]
    for (name, value) in model.stateDict() {
      state[name] = Tensor.full(value.shape, 0.5, dtype: .float64)
    }
    let weight = model.parameters()[0]
    let result = try model.load(state)
    #expect(result.isEmpty)
    #expect(model.parameters()[0] === weight)
    #expect(weight.dtype == .float32)
    #expect(weight.array(as: Float.self) == Array(repeating: 0.5, count: 6))
    state["0.weight"]! += 1
    #expect(weight.array(as: Float.self) == Array(repeating: 0.5, count: 6))
  }

  @Test func aMismatchListsEverythingAndChangesNothing() {
    let before = model.stateDict().mapValues { $0.array(as: Float.self) }
    var state = model.stateDict().mapValues { $0 * 0 }
    state["0.bias"] = nil
    state["2.weight"] = Tensor.zeros([2, 2])
    state["extra"] = Tensor.zeros([1])
    let error = #expect(throws: StateDictMismatch.self) { try model.load(state) }
    #expect(error?.missing == ["0.bias"])
    #expect(error?.unexpected == ["extra"])
    #expect(error?.misshaped.map(\.name) == ["2.weight"])
    #expect(error?.misshaped.first?.found == [2, 2])
    #expect(error?.misshaped.first?.needed == [1, 2])
    #expect(
      error?.description
        == "state dict for Sequential: missing: 0.bias; unexpected: extra; of another shape: 2.weight ([2, 2], needs [1, 2])"
    )
    #expect(model.stateDict().mapValues { $0.array(as: Float.self) } == before)
  }

  @Test func withoutStrictnessOnlyShapesMatter() throws {
    let result = try model.load(
      ["0.bias": Tensor.ones([2]), "extra": Tensor.ones([1])], strict: false)
    #expect(result.missing == ["0.weight", "2.weight", "2.bias"])
    #expect(result.unexpected == ["extra"])
    #expect(model.stateDict()["0.bias"]?.array(as: Float.self) == [1, 1])
    #expect(throws: StateDictMismatch.self) {
      try model.load(["0.bias": Tensor.ones([3])], strict: false)
    }
  }

  @Test func aPrefixTakesPartOfAStateDict() throws {
    let larger = model.stateDict(prefix: "encoder.").mapValues { $0 * 0 + 3 }
      .merging(["decoder.weight": Tensor.ones([1])]) { first, _ in first }
    #expect(larger.keys.contains("encoder.0.weight"))
    #expect(try model.load(larger, prefix: "encoder.").isEmpty)
    #expect(model.stateDict().values.allSatisfy { $0.array(as: Float.self).allSatisfy { $0 == 3 } })
    let error = #expect(throws: StateDictMismatch.self) { try model.load(larger) }
    #expect(error?.missing.count == 4)
    #expect(error?.unexpected.count == 5)
    #expect(throws: StateDictMismatch.self) { try model.load(larger, prefix: "head.") }
  }

  @Test(arguments: DType.allCases) func theModuleKeepsItsDTypes(dtype: DType) throws {
    let layer = Linear(2, 1, bias: false, dtype: .float16)
    try layer.load(["weight": Tensor([[1, 0]], dtype: dtype)])
    #expect(layer.weight.dtype == .float16)
    #expect(layer.weight.array(as: Float.self) == [1, 0])
  }

  @Test func aLongMismatchStaysOneLine() {
    let deep = Sequential((0..<20).map { _ in Linear(1, 1, bias: false) })
    let error = #expect(throws: StateDictMismatch.self) { try deep.load([:]) }
    #expect(error?.missing.count == 20)
    #expect(
      error?.description
        == "state dict for Sequential: missing: 0.weight, 1.weight, 2.weight, 3.weight, 4.weight, 5.weight and 14 more"
    )
  }

  @Test func changesOfParametersAreSeenByABackwardPassThatSavedThem() async {
    await #expect(processExitsWith: .failure) {
      let layer = Linear(2, 2)
      let loss = layer(layer(Tensor.ones([1, 2]))).sum()
      layer.weight.initialize(.ones)
      loss.backward()
    }
  }
}
