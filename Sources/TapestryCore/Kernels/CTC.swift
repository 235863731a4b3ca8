import CKernels

/// Connectionist temporal classification of a batch, one sequence after another, on several threads.
struct CTC {
  /// Contiguous `[times, batch, classes]`, of float32 or float64.
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
    let dtype = logProbabilities.dtype
    let losses = Tensor(uninitialized: [batch], dtype: dtype)
    let alpha = Tensor(
      uninitialized: [batch, logProbabilities.shape[0], mostStates], dtype: dtype)
    let size = logProbabilities.shape[0] * mostStates
    targets.withUnsafeBufferPointer { targets in
      forEachSequence { item in
        let (first, length) = (starts[item], targetLengths[item])
        withPlace(targets, first) { target in
          if dtype == .float64 {
            losses.doubles[item] = tk_ctc_f64(
              alpha.doubles + item * size, logProbabilities.doubles + item * classes, step,
              inputLengths[item], target, length, Int64(blank))
          } else {
            losses.floats[item] = tk_ctc_f32(
              alpha.floats + item * size, logProbabilities.floats + item * classes, step,
              inputLengths[item], target, length, Int64(blank))
          }
        }
      }
    }
    return (losses, alpha)
  }

  /// The gradient, from the losses and their gradients. Sequences that `zeroInfinity` passes over get zeros.
  func backward(_ gradient: Tensor, losses: Tensor, alpha: Tensor, zeroInfinity: Bool) -> Tensor {
    let dtype = logProbabilities.dtype
    let result = Tensor.zeros(logProbabilities.shape, dtype: dtype)
    let size = logProbabilities.shape[0] * mostStates
    func run<T: BinaryFloatingPoint>(
      _ type: T.Type, _ item: Int, _ target: UnsafePointer<Int64>,
      _ kernel: (
        UnsafeMutablePointer<T>, Int, UnsafeMutablePointer<T>, UnsafeMutablePointer<T>,
        UnsafePointer<T>, UnsafePointer<T>, Int, Int, Int, UnsafePointer<Int64>, Int, Int64, T, T
      ) -> Void
    ) {
      func place(_ x: Tensor) -> UnsafeMutablePointer<T> {
        x.address.assumingMemoryBound(to: T.self)
      }
      let loss = place(losses)[item]
      if zeroInfinity && loss == .infinity { return }
      withUnsafeTemporaryAllocation(of: T.self, capacity: 2 * mostStates + classes) { buffer in
        buffer.initialize(repeating: 0)
        let beta = buffer.baseAddress!
        kernel(
          place(result) + item * classes, step, beta, beta + 2 * mostStates,
          place(alpha) + item * size, place(logProbabilities) + item * classes, step,
          inputLengths[item], classes, target, targetLengths[item], Int64(blank), loss,
          place(gradient)[item])
      }
    }
    targets.withUnsafeBufferPointer { targets in
      forEachSequence { item in
        withPlace(targets, starts[item]) { target in
          if dtype == .float64 {
            run(Double.self, item, target, tk_ctc_backward_f64)
          } else {
            run(Float.self, item, target, tk_ctc_backward_f32)
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
