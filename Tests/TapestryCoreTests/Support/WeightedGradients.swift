import TapestryCore
import TapestryTesting

/// The derivatives of some results by some leaves, the results weighted with the numbers that stored values were made with.
func weightedGradients(
  of results: [Tensor], by leaves: [Tensor], seed: Int, createGraph: Bool
) -> [Tensor] {
  var sums = leaves.map { Tensor.zeros(like: $0) }
  for result in results where result.requiresGrad {
    let weights = SampleInput.reals(Array(result.shape), seed: seed, dtype: result.dtype).tensor
    let found = grad(
      of: result, with: leaves, gradient: weights, retainGraph: true, createGraph: createGraph)
    for (index, found) in found.enumerated() {
      if let found { sums[index] = sums[index] + found }
    }
  }
  return sums
}
