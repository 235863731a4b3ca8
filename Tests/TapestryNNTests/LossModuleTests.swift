import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

/// What losses as modules add to their functions; values are held to PyTorch's elsewhere.
@Suite struct LossModuleTests {
  private let scores = Tensor([[1, 2, 3], [0, -1, 2]])
  private let labels = Tensor([2, 0], dtype: .int64)

  @Test func weightsAreBuffersUnderPyTorchsNames() {
    let loss = BCEWithLogitsLoss(weight: Tensor([1, 2]), posWeight: Tensor([3, 4]))
    #expect(loss.stateDict().keys.sorted() == ["pos_weight", "weight"])
    #expect(loss.parameters().isEmpty)
    #expect(CrossEntropyLoss(weight: Tensor([1, 2, 3])).stateDict().keys.sorted() == ["weight"])
    #expect(CrossEntropyLoss().stateDict().isEmpty)
    #expect(LinearCrossEntropyLoss(4, 3).parameters().map(\.shape) == [[3, 4]])
  }

  @Test func hooksSeePredictionsAndLoss() {
    let loss = CrossEntropyLoss()
    var seen: [Shape] = []
    loss.registerForwardPreHook { _, input in
      seen.append(input.shape)
      return input * 2
    }
    loss.registerForwardHook { _, input, output in
      seen += [input.shape, output.shape]
      return nil
    }
    #expect(loss(scores, labels).item() == crossEntropy(scores * 2, labels).item())
    #expect(seen == [[2, 3], [2, 3], []])
  }

  @Test func hooksOfLossesOfThreeTensorsSeeTheFirst() {
    let loss = MarginRankingLoss()
    loss.registerForwardHook { _, _, output in output + 1 }
    let x = Tensor([1, 2])
    #expect(loss(x, x, Tensor([1, -1])).item() == 1)
  }

  @Test func kerasLossesAgreeWithOneAnother() {
    let oneHot = Tensor([[0, 0, 1], [1, 0, 0]])
    let expected = crossEntropy(scores, labels).item()
    let probabilities = scores.softmax(axis: -1)
    let losses = [
      SparseCategoricalCrossEntropy(fromLogits: true)(scores, labels),
      SparseCategoricalCrossEntropy(fromLogits: false)(probabilities, labels),
      CategoricalCrossEntropy(fromLogits: true)(scores, oneHot),
      CategoricalCrossEntropy(fromLogits: false)(probabilities, oneHot),
    ]
    for loss in losses { #expect(abs(loss.item() - expected) < 1e-6) }
    let binary = [
      BinaryCrossEntropy(fromLogits: true)(scores, oneHot),
      BinaryCrossEntropy(fromLogits: false)(scores.sigmoid(), oneHot),
    ]
    let wanted = binaryCrossEntropyWithLogits(scores, oneHot).item()
    for loss in binary { #expect(abs(loss.item() - wanted) < 1e-6) }
  }

  @Test func logitsOfAnySizeGiveFiniteLosses() {
    let far = Tensor([[1e4, -1e4], [-1e4, 1e4]])
    let labels = Tensor([1, 0], dtype: .int64)
    #expect(SparseCategoricalCrossEntropy(fromLogits: true)(far, labels).item() == 2e4)
    #expect(BinaryCrossEntropy(fromLogits: true)(far, Tensor([[0, 1], [1, 0]])).item() == 1e4)
    // Keras's clip: -log(1e-7).
    let certain = SparseCategoricalCrossEntropy(fromLogits: false)(far.softmax(axis: 1), labels)
    #expect(abs(certain.item() - 16.118095) < 1e-5)
  }

  @Test func kerasLossesTakeHalfPrecision() {
    let loss = SparseCategoricalCrossEntropy(fromLogits: false)
    let half = scores.softmax(axis: -1).cast(to: .float16)
    let value = loss(half, labels)
    #expect(value.dtype == .float16)
    #expect(abs(value.item() - crossEntropy(scores, labels).item()) < 2e-3)
  }

  @Test func aMistakeNamesTheLoss() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = MSELoss()(Tensor.zeros([2]), Tensor.zeros([3]), file: "App/train.swift", line: 4)
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "mseLoss: predictions [2] and targets [3] must have one shape (App/train.swift:4, in MSELoss)\n"
    )
  }

  @Test func adaptiveProbabilitiesAddUpAndAgreeWithTheLoss() {
    let layer = withSeed(6) {
      AdaptiveLogSoftmaxWithLoss(8, 9, cutoffs: [3, 5], divisor: 2, dtype: .float64)
    }
    let x = withSeed(7) { Tensor.randn([4, 8], dtype: .float64) }
    let labels = Tensor([8, 0, 4, 3], dtype: .int64)
    let logs = layer.logProbabilities(x)
    #expect(logs.shape == [4, 9])
    #expect(logs.exp().sum(axis: 1).allClose(to: Tensor.ones([4], dtype: .float64)))
    let picked = logs.gathered(axis: 1, indices: labels.unsqueezed(1)).squeezed(1)
    #expect(layer(x, labels).output.allClose(to: picked))
    #expect(layer.predict(x).array(as: Int.self) == logs.argmax(axis: 1).array(as: Int.self))
  }

  @Test func adaptiveCutoffsMustRise() async {
    await #expect(processExitsWith: .failure) {
      _ = AdaptiveLogSoftmaxWithLoss(8, 9, cutoffs: [5, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = AdaptiveLogSoftmaxWithLoss(8, 9, cutoffs: [9])
    }
  }
}
