/// The steps that a recurrent layer takes through a batch of sequences, in one direction.
///
/// Rows of all steps lie one behind another, first those of the first place in the sequences: sequences that go on longer come first,
/// so that each step's rows belong to the first so many. States lie likewise, in a tensor that has the initial ones as well: before
/// them, or behind them where the direction is reversed. So those before a step are always rows of one run.
struct RecurrentSteps {
  struct Step {
    /// Where its rows begin.
    let first: Int
    let count: Int
    /// Where the states that it makes begin, and those that it starts from.
    let state, stateBefore: Int
  }

  /// In the order in which they are taken.
  let steps: [Step]
  let batch: Int
  /// Of all steps together.
  let rowCount: Int
  let isReversed: Bool
  let isUniform: Bool

  /// - Parameters:
  ///   - batchSizes: how many sequences go on at each place; never rising.
  ///   - batch: how many sequences there are, those without any place included.
  ///   - isReversed: only where they are all equal.
  init(batchSizes: [Int], batch: Int, isReversed: Bool) {
    precondition(!isReversed || batchSizes.allSatisfy { $0 == batch })
    self.batch = batch
    self.isReversed = isReversed
    isUniform = batchSizes.allSatisfy { $0 == batch }
    var first = 0
    var (steps, before) = ([Step](), 0)
    for count in batchSizes {
      let state = isReversed ? first : batch + first
      steps.append(
        Step(
          first: first, count: count, state: state, stateBefore: isReversed ? first + batch : before
        ))
      before = state
      first += count
    }
    rowCount = first
    self.steps = isReversed ? steps.reversed() : steps
  }

  var stateCount: Int { batch + rowCount }

  /// Where the initial states lie among all.
  var initialStates: Int { isReversed ? rowCount : 0 }

  /// Where the states of the first place lie among all.
  var firstState: Int { isReversed ? 0 : batch }

  /// Splits the batch among threads, each of which takes all steps with its sequences: threads need not meet in between.
  func forEachPiece(_ body: (_ index: Int, _ rows: Range<Int>) -> Void) {
    let height = pieceHeight
    parallelFor(count: pieceCount, grain: 1) { range in
      for index in range {
        body(index, index * height..<Swift.min((index + 1) * height, batch))
      }
    }
  }

  /// Where pieces begin depends on the batch alone. Products of fewer rows are slower, but of larger pieces a thread whose core
  /// has other work would be waited for longer.
  var pieceCount: Int {
    let height = Swift.max(16, Swift.min(32, (batch + 1) / 2), (batch + 15) / 16)
    return (batch + height - 1) / height
  }

  /// The sequences of a piece; the last may have fewer.
  var pieceHeight: Int { (batch + pieceCount - 1) / Swift.max(pieceCount, 1) }

  /// The part of a piece of the batch that takes part in a step.
  func rows(_ piece: Range<Int>, in step: Step) -> Range<Int> {
    piece.clamped(to: 0..<step.count)
  }

  /// The row of each sequence's last state among all states.
  var lastStates: [Int] {
    var last = Array(initialStates..<initialStates + batch)
    for step in steps {
      for row in 0..<step.count { last[row] = step.state + row }
    }
    return last
  }

  /// The row that each state was computed from.
  private var statesBefore: [Int] {
    var before = Array(repeating: 0, count: rowCount)
    for step in steps {
      for row in 0..<step.count { before[step.first + row] = step.stateBefore + row }
    }
    return before
  }
}

extension RecurrentSteps {
  /// Room for all states `[stateCount, size]`, of which the initial ones are set.
  func makeStates(from initial: Tensor) -> Tensor {
    let states = Tensor(uninitialized: [stateCount, initial.shape[1]], dtype: initial.dtype)
    Copy.run(initial, into: states.rows(initialStates, batch))
    return states
  }

  /// The states of all places, as a view.
  func outputs(_ states: Tensor) -> Tensor { states.rows(firstState, rowCount) }

  /// The last state of each sequence.
  func last(_ states: Tensor) -> Tensor {
    noGrad {
      guard isUniform, let step = steps.last else { return states.rows(at: lastStates) }
      return states.rows(step.state, batch).clone()
    }
  }

  /// Of each row of all steps the state that it started from.
  func before(_ states: Tensor) -> Tensor {
    isUniform ? states.rows(isReversed ? batch : 0, rowCount) : states.rows(at: statesBefore)
  }
}

extension Tensor {
  /// Rows of a matrix as a tensor without a record that shares its elements.
  fileprivate func rows(_ start: Int, _ count: Int) -> Tensor {
    Tensor(
      viewOf: self, shape: [count, shape[1]], strides: strides, offset: offset + start * strides[0],
      keepsBase: false)
  }

  fileprivate func rows(at places: [Int]) -> Tensor {
    noGrad { indexed(axis: 0, Tensor(places)) }
  }
}
