import TapestryCore
import TapestryTraining
import Testing

@Suite struct PerplexityTests {
  @Test func wordsThatDoNotCount() {
    let perplexity = Perplexity(ignoreIndex: 0)
    perplexity.update(Tensor.zeros([2, 3, 4]), Tensor([[0, 1, 2], [3, 0, 0]], dtype: .int64))
    #expect(perplexity.totals[1] == 3)
    #expect(abs(perplexity.value - 4) < 1e-6)
    perplexity.update(Tensor.zeros([1, 4]), Tensor([0], dtype: .int64))
    #expect(abs(perplexity.value - 4) < 1e-6)
  }

  @Test func oneHotLabelsAreAMistake() async {
    await #expect(processExitsWith: .failure) {
      Perplexity().update(Tensor.zeros([2, 4]), Tensor.zeros([2, 4]))
    }
  }
}
