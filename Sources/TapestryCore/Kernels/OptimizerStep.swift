import CKernels

/// One step of an optimizer over any number of parameters: they are treated as one long run of numbers, which is cut
/// into pieces for the threads.
///
/// Each array of a parameter, its gradient and its states is read once and written at most once.
package struct OptimizerStep {
  private struct Item {
    /// Where the parameter begins in the long run.
    let start: Int
    let run: UpdateRun
    let rule: any UpdateRule
  }

  private var items: [Item] = []
  private var count = 0
  /// The most arrays that an item's rule goes through.
  private var arrays = 2
  /// What the runs point into.
  private var tensors: [Tensor] = []
  /// Tensors with gaps between their elements or of 16-bit floats, and the copies that stand in for them.
  private var copied: [(tensor: Tensor, copy: Tensor)] = []

  package init(capacity: Int) {
    items.reserveCapacity(capacity)
    // Adam's: the parameter, its gradient and two states.
    tensors.reserveCapacity(4 * capacity)
  }

  /// Adds a parameter, its gradient of the same shape and dtype, and up to three states of the same shape and dtype.
  package mutating func add(
    _ parameter: Tensor, gradient: Tensor, states: (Tensor?, Tensor?, Tensor?) = (nil, nil, nil),
    prelude: UpdatePrelude = UpdatePrelude(), rule: any UpdateRule
  ) {
    let values = working(parameter)
    let gradient = gradient.computable.contiguous()
    precondition(gradient.count == values.count && gradient.dtype == values.dtype)
    tensors.append(values)
    tensors.append(gradient)
    let run = tk_update_run(
      parameter: values.address, gradient: gradient.address,
      first: address(of: states.0, like: values), second: address(of: states.1, like: values),
      third: address(of: states.2, like: values), count: values.count, maximize: prelude.maximize,
      decay: prelude.decay, shrink: prelude.shrink)
    let kept = (run.first == nil ? 0 : 1) + (run.second == nil ? 0 : 1) + (run.third == nil ? 0 : 1)
    arrays = Swift.max(arrays, 2 + kept)
    items.append(Item(start: count, run: UpdateRun(run, dtype: values.dtype), rule: rule))
    // Each parameter begins on a boundary of the cuts, so that every piece of it is aligned as it is.
    count += (values.count + alignment - 1) / alignment * alignment
    parameter.storage.version += 1
  }

  private mutating func address(
    of state: Tensor?, like values: Tensor
  ) -> UnsafeMutableRawPointer? {
    guard let state else { return nil }
    let numbers = working(state)
    precondition(numbers.count == values.count && numbers.dtype == values.dtype)
    state.storage.version += 1
    tensors.append(numbers)
    return numbers.address
  }

  /// A tensor as the rules can change it: without gaps, of float32 or float64. Where that is a copy, it is written back.
  private mutating func working(_ tensor: Tensor) -> Tensor {
    let values = tensor.computable.contiguous()
    if values !== tensor { copied.append((tensor, values)) }
    return values
  }

  /// Updates all parameters.
  package func run() {
    withExtendedLifetime(tensors) {
      parallelFor(count: count, grain: grain, alignment: alignment) { update($0) }
    }
    for (tensor, copy) in copied { Copy.run(copy, into: tensor) }
  }

  /// Updates the stretch of each parameter that lies in `range` of the long run.
  private func update(_ range: Range<Int>) {
    var index = itemIndex(at: range.lowerBound)
    while index < items.count, items[index].start < range.upperBound {
      let (start, count) = (items[index].start, items[index].run.count)
      let (lower, upper) = (
        Swift.max(range.lowerBound - start, 0), Swift.min(range.upperBound - start, count)
      )
      if lower < upper { items[index].rule.update(items[index].run.piece(lower..<upper)) }
      index += 1
    }
  }

  /// The last item that begins at or before a place; those before it end there at the latest.
  private func itemIndex(at place: Int) -> Int {
    var (low, high) = (0, items.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if items[middle].start <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// A piece's arrays take 128 KiB of float32: they stay in one core's cache, and the microseconds that a rule takes for
  /// them are an order above what handing a piece to another thread costs. Rules without states get longer pieces.
  private var grain: Int { (1 << 15) / arrays }

  private var alignment: Int { 64 }
}
