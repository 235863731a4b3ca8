import TapestryCore

extension OpCase {
  /// Where derivatives up to `order` differ from finite differences, see ``gradCheck(_:inputs:order:step:tolerance:)``.
  public func gradientFailures(order: Int = 1) -> [OpFailure] {
    forms.flatMap { form in
      form.samples.samples.filter { $0.isSmooth }.compactMap { sample in
        do throws(GradientMismatch) {
          try gradCheck(form.body, inputs: sample.tensors, order: order)
          return nil
        } catch {
          return OpFailure(form, sample, error.description)
        }
      }
    }
  }
}

extension OpForm {
  /// Results and first derivatives for inputs as they lie in memory: the results, then the derivative by each float64 input of the
  /// results' irregularly weighted sum.
  func resultsAndGradients(_ inputs: [Tensor]) -> [Tensor] {
    let leaves = inputs.map {
      $0.dtype.isFloatingPoint ? $0.detach().requiringGrad() : $0
    }
    let results = body(leaves)
    var gradients: [Tensor] = []
    for result in results where result.requiresGrad {
      let seed = SampleInput.reals(Array(result.shape), seed: 78, dtype: result.dtype).tensor
      gradients += grad(
        of: result, with: leaves.filter(\.requiresGrad), gradient: seed, retainGraph: true
      ).compactMap { $0 }
    }
    return results.map { $0.detach() } + gradients
  }
}
