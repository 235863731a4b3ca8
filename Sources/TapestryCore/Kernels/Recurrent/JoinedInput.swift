/// A recurrent layer's input that its steps take along: the rows of hidden states and input lie side by side, a one behind them for
/// the bias, and one product with the weights of both gives what goes into a step's gates.
///
/// A thread works on what it has just written. Of products for all steps at once, half would come from another core's cache: what
/// they save in reading weights is less as long as these fit beside the rest in a core's own.
struct JoinedInput {
  /// `[rows, inputs]`, contiguous.
  let rows: Tensor
  /// `[gates, inputs]`.
  let weight: Tensor
  /// `[gates]`, or nil.
  let bias: Tensor?
  /// The size of hidden states.
  let outputs: Int

  private static let mostWeightBytes = 512 << 10

  /// Whether joining pays; depends on shapes alone. A single piece of a batch leaves its products to one thread.
  static func pays(_ steps: RecurrentSteps, inputs: Int, hiddenWeight: Tensor) -> Bool {
    let columns = hiddenWeight.shape[1] + inputs
    let bytes = hiddenWeight.shape[0] * columns * hiddenWeight.dtype.itemSize
    return steps.pieceCount > 1 && bytes <= mostWeightBytes
  }

  private var inputs: Int { rows.shape[1] }

  var gates: Int { weight.shape[0] }
  var columns: Int { outputs + inputs + (bias == nil ? 0 : 1) }

  /// The weights of both, and the bias, transposed for products of every step: `[columns, gates]`.
  func weights(beside hiddenWeight: Tensor) -> Tensor {
    noGrad {
      let parts = [hiddenWeight.matrixTransposed, weight.matrixTransposed]
      let bias = bias.map { [$0.reshaped(to: [1, $0.count])] } ?? []
      return concatenate(parts + bias).spacedRows()
    }
  }

  /// Writes rows of hidden states and the input's rows from `first` on side by side.
  func join<T: RecurrentElement>(
    _ hidden: T.Numbers, first: Int, count: Int, to target: T.Numbers
  ) {
    let source = rows.elements(of: T.self)
    for row in 0..<count {
      let to = target + row * columns
      to.update(from: hidden + row * outputs, count: outputs)
      (to + outputs).update(from: source + (first + row) * inputs, count: inputs)
      if bias != nil { to[columns - 1] = 1 }
    }
  }

  /// The gradients of what was joined.
  struct Gradients {
    let hiddenWeight, weight: Tensor
    let bias: Tensor?
  }

  /// - Parameter sums: one for each piece of the batch, `[pieces, gates, columns]`.
  func gradients(_ sums: Tensor) -> Gradients {
    noGrad {
      let sum = sums.sum(axis: 0)
      func columns(_ start: Int, _ length: Int) -> Tensor {
        sum.narrowed(axis: 1, start: start, length: length).contiguous()
      }
      return Gradients(
        hiddenWeight: columns(0, outputs), weight: columns(outputs, inputs),
        bias: bias.map { columns(outputs + inputs, 1).reshaped(to: $0.shape) })
    }
  }
}

/// The gradient of joined weights for one piece of a batch: rows of several steps are gathered until their product pays.
struct JoinedWeightSum<T: RecurrentElement> {
  private let input: JoinedInput
  private let capacity: Int
  private let gateRows, joinedRows: Tensor
  private let sum: T.Numbers
  private var filled = 0
  private var isEmpty = true

  /// - Parameters:
  ///   - height: the most rows of a step.
  ///   - sum: `[gates, columns]`; overwritten.
  init(_ input: JoinedInput, height: Int, sum: T.Numbers) {
    self.input = input
    self.sum = sum
    capacity = Swift.max(JoinedWeightSum.rowsAtOnce, height)
    let dtype = input.rows.dtype
    gateRows = Tensor(uninitialized: [capacity, input.gates], dtype: dtype)
    joinedRows = Tensor(uninitialized: [capacity, input.columns], dtype: dtype)
  }

  /// Enough for the sums to be read and written seldom, few enough for the second cache.
  private static var rowsAtOnce: Int { 128 }

  /// Room for the gradient of a step's gates `[count, gates]`.
  mutating func room(for count: Int) -> T.Numbers {
    if filled + count > capacity { addProduct() }
    return gateRows.elements(of: T.self) + filled * input.gates
  }

  /// Takes what was written there, and the rows that it belongs to.
  mutating func take(_ hidden: T.Numbers, first: Int, count: Int) {
    input.join(
      hidden, first: first, count: count,
      to: joinedRows.elements(of: T.self) + filled * input.columns)
    filled += count
  }

  mutating func finish() {
    if filled > 0 || isEmpty { addProduct() }
  }

  private mutating func addProduct() {
    let (gates, columns) = (input.gates, input.columns)
    if filled == 0 {
      sum.update(repeating: 0, count: gates * columns)
    } else {
      T.multiply(
        gateRows.elements(of: T.self), true, gates, joinedRows.elements(of: T.self), false, columns,
        sum, columns, gates, columns, filled, 1, isEmpty ? 0 : 1)
    }
    (filled, isEmpty) = (0, false)
  }
}
