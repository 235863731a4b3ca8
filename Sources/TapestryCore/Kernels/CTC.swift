import CKernels

/// Connectionist temporal classification of a batch, one sequence after another, on several threads.
struct CTC {
  /// Contiguous `[times, batch, classes]`, of float64.
  let logProbabilities: Tensor
  /// One after another, and where each sequence's begin.
  let targets: [Int64]
  let starts, targetLengths, inputLengths: [Int]
  let blank: Int

  private var classes: Int { logProbabilities.shape[2] }
  private var batch: Int { logProbabilities.shape[1] }
  private var step: Int { batch * classes }
  private var mostStates: Int { 2 * (targetLengths.max() ?? 0) + 1 }

  /// The loss of each sequence, and the forward probabilities `[batch, times, states]` that the derivative needs.
  func forward() -> (losses: Tensor, alpha: Tensor) {
    let losses = Tensor(uninitialized: [batch], dtype: .float64)
    let alpha = Tensor(
      uninitialized: [batch, logProbabilities.shape[0], mostStates], dtype: .float64)
    let size = logProbabilities.shape[0] * mostStates
    targets.withUnsafeBufferPointer { targets in
      forEachSequence { item in
        let (first, length) = (starts[item], targetLengths[item])
        withPlace(targets, first) { target in
          losses.doubles[item] = tk_ctc(
            alpha.doubles + item * size, logProbabilities.doubles + item * classes, step,
            inputLengths[item], target, length, Int64(blank))
        }
      }
    }
    return (losses, alpha)
  }

  /// The gradient, from the losses and their gradients. Sequences that `zeroInfinity` passes over get zeros.
  func backward(_ gradient: Tensor, losses: Tensor, alpha: Tensor, zeroInfinity: Bool) -> Tensor {
    let result = Tensor.zeros(logProbabilities.shape, dtype: .float64)
    let size = logProbabilities.shape[0] * mostStates
    targets.withUnsafeBufferPointer { targets in
      forEachSequence { item in
        let loss = losses.doubles[item]
        if zeroInfinity && loss == .infinity { return }
        withPlace(targets, starts[item]) { target in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * mostStates + classes) {
            $0.initialize(repeating: 0)
            let beta = $0.baseAddress!
            tk_ctc_backward(
              result.doubles + item * classes, step, beta, beta + 2 * mostStates,
              alpha.doubles + item * size, logProbabilities.doubles + item * classes, step,
              inputLengths[item], classes, target, targetLengths[item], Int64(blank), loss,
              gradient.doubles[item])
          }
        }
      }
    }
    return result
  }

  private func forEachSequence(_ body: (Int) -> Void) {
    let work = logProbabilities.shape[0] * (mostStates * 16 + classes)
    parallelFor(count: batch, grain: Swift.max(1, Grain.elements / Swift.max(work, 1))) {
      for item in $0 { body(item) }
    }
  }

  /// Calls `body` with where a sequence's target begins; with any place where there are no targets at all.
  private func withPlace(
    _ targets: UnsafeBufferPointer<Int64>, _ first: Int, _ body: (UnsafePointer<Int64>) -> Void
  ) {
    if let base = targets.baseAddress { return body(base + first) }
    withUnsafePointer(to: 0) { body($0) }
  }
}
