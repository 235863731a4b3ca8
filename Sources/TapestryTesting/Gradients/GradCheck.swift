import TapestryCore

/// Compares a function's derivatives from the tape with finite differences, in float64.
///
/// ```swift
/// try gradCheck({ x in [x[0].matmul(x[1]).tanh()] }, inputs: [a, b], order: 2)
/// ```
///
/// Of every element of every float64 input, the derivative of a fixed weighted sum of all results is compared with
/// `(f(x + h) − f(x − h)) / 2h`. The analytic value a and the numeric value n must satisfy `|a − n| ≤ tolerance · max(1, |n|)`.
///
/// - Parameters:
///   - function: the same results for the same inputs: random functions set their seed inside. Results of integer or bool dtype do not count.
///   - inputs: of float64 where the derivative is checked, away from where the function has steps or kinks; other dtypes are passed on.
///   - order: 1 for the derivative, 2 for that and the second derivative (through `createGraph`), and so on. From the second on, the
///     derivative by the incoming gradient is checked too.
///   - step: h. A power of two is added to most numbers without rounding.
public func gradCheck(
  _ function: ([Tensor]) -> [Tensor], inputs: [Tensor], order: Int = 1, step: Double = 0x1p-17,
  tolerance: Double = 1e-6
) throws(GradientMismatch) {
  try GradientCheck(step: step, tolerance: tolerance)
    .run(function, inputs, orders: 1...Swift.max(order, 1))
}

/// As above for a function of one tensor.
public func gradCheck(
  _ function: (Tensor) -> Tensor, input: Tensor, order: Int = 1, step: Double = 0x1p-17,
  tolerance: Double = 1e-6
) throws(GradientMismatch) {
  try gradCheck(
    { [function($0[0])] }, inputs: [input], order: order, step: step, tolerance: tolerance)
}

private struct GradientCheck {
  let step, tolerance: Double

  /// Checks a function's derivative as that of the first of the orders, and the derivative's own as those of the others.
  func run(
    _ function: ([Tensor]) -> [Tensor], _ inputs: [Tensor], orders: ClosedRange<Int>
  ) throws(GradientMismatch) {
    try run(function, inputs, order: orders.lowerBound)
    if orders.count == 1 { return }
    let count = inputs.count
    let seeds = results(of: function, inputs).map { weights(like: $0) }
    try run(
      { all in
        gradients(
          of: function, Array(all[..<count]), seeds: Array(all[count...]), isRecorded: true)
      }, inputs + seeds, orders: orders.lowerBound + 1...orders.upperBound)
  }

  /// The floating-point results, without a record.
  func results(of function: ([Tensor]) -> [Tensor], _ inputs: [Tensor]) -> [Tensor] {
    noGrad { function(inputs).filter(\.dtype.isFloatingPoint) }
  }

  /// Factors of the weighted sum that is differentiated: no two elements of a result count alike.
  func weights(like result: Tensor) -> Tensor {
    SampleInput.reals(Array(result.shape), in: -2...2, seed: 77).tensor
  }

  /// The derivatives of the results, weighted with `seeds`, by the float64 inputs.
  func gradients(
    of function: ([Tensor]) -> [Tensor], _ inputs: [Tensor], seeds: [Tensor], isRecorded: Bool
  ) -> [Tensor] {
    enableGrad {
      // What is on the tape already stays there, for the derivative of this derivative.
      let leaves = inputs.map { input in
        input.dtype != .float64 || input.requiresGrad ? input : input.detach().requiringGrad()
      }
      let wanted = leaves.filter { $0.dtype == .float64 }
      var sums = wanted.map { Tensor.zeros(like: $0) }
      let results = function(leaves).filter(\.dtype.isFloatingPoint)
      for (result, seed) in zip(results, seeds) where result.requiresGrad {
        let shares = grad(
          of: result, with: wanted, gradient: seed, retainGraph: true, createGraph: isRecorded)
        for (index, share) in shares.enumerated() {
          if let share { sums[index] = sums[index] + share }
        }
      }
      return sums
    }
  }

  func run(
    _ function: ([Tensor]) -> [Tensor], _ inputs: [Tensor], order: Int
  ) throws(GradientMismatch) {
    let seeds = results(of: function, inputs).map(weights)
    let analytic = gradients(of: function, inputs, seeds: seeds, isRecorded: false)
    let factors = seeds.map { $0.array(as: Double.self) }
    let checked = inputs.indices.filter { inputs[$0].dtype == .float64 }
    for (input, analytic) in zip(checked, analytic) {
      let values = analytic.array(as: Double.self)
      for element in values.indices {
        let numeric = slope(of: function, inputs, input: input, element: element, factors)
        let distance = (values[element] - numeric).magnitude
        if distance <= tolerance * Swift.max(1, numeric.magnitude) { continue }
        throw GradientMismatch(
          order: order, input: input, place: place(of: element, in: inputs[input].shape),
          analytic: values[element], numeric: numeric)
      }
    }
  }

  /// The numeric derivative of the weighted sum by one element.
  private func slope(
    of function: ([Tensor]) -> [Tensor], _ inputs: [Tensor], input: Int, element: Int,
    _ factors: [[Double]]
  ) -> Double {
    var values = inputs[input].array(as: Double.self)
    let center = values[element]
    func evaluate(_ value: Double) -> [[Double]] {
      values[element] = value
      var moved = inputs
      moved[input] = Tensor(values, shape: inputs[input].shape)
      return results(of: function, moved).map { $0.array(as: Double.self) }
    }
    let (above, below) = (evaluate(center + step), evaluate(center - step))
    let width = (center + step) - (center - step)
    // Result by result: the difference of two large sums would round away what is looked for.
    var total = 0.0
    for (index, factors) in factors.enumerated() {
      for (place, factor) in factors.enumerated() {
        total += factor * ((above[index][place] - below[index][place]) / width)
      }
    }
    return total
  }
}
