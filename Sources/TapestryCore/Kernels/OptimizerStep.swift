import CKernels

/// An optimizer's update rule over a flat run of numbers.
package protocol UpdateRule {
  func update(_ run: UpdateRun)
}

/// A stretch of one parameter, its gradient and what the rule keeps of earlier steps, all of one floating-point dtype.
package struct UpdateRun {
  static let maximumStates = 3

  fileprivate(set) var parameter, gradient: UnsafeMutableRawPointer
  fileprivate(set) var states: InlineArray<3, UnsafeMutableRawPointer?>
  fileprivate(set) var count: Int
  let dtype: DType

  /// The part of this run in `range`.
  fileprivate func piece(_ range: Range<Int>) -> UpdateRun {
    var piece = self
    let start = range.lowerBound * dtype.itemSize
    piece.parameter += start
    piece.gradient += start
    for index in 0..<UpdateRun.maximumStates {
      piece.states[index] = states[index].map { $0 + start }
    }
    piece.count = range.count
    return piece
  }

  func float(_ address: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Float> {
    address.assumingMemoryBound(to: Float.self)
  }

  func double(_ address: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Double> {
    address.assumingMemoryBound(to: Double.self)
  }
}

/// One step of an optimizer over any number of parameters: they are treated as one long run of numbers, which is cut
/// into pieces for the threads.
package struct OptimizerStep {
  private struct Item {
    /// Where the parameter begins in the long run.
    let start: Int
    let run: UpdateRun
    let rule: any UpdateRule
  }

  private var items: [Item] = []
  private var count = 0
  /// What the runs point into.
  private var tensors: [Tensor] = []
  /// Tensors with gaps between their elements or of 16-bit floats, and the copies that stand in for them.
  private var copied: [(tensor: Tensor, copy: Tensor)] = []

  package init(capacity: Int) { items.reserveCapacity(capacity) }

  /// Adds a parameter, its gradient of the same shape and dtype, and up to three states of the same shape and dtype.
  package mutating func add(
    _ parameter: Tensor, gradient: Tensor, states: Tensor?..., rule: any UpdateRule
  ) {
    let values = working(parameter)
    let gradient = gradient.computable.contiguous()
    tensors.append(values)
    tensors.append(gradient)
    var addresses = InlineArray<3, UnsafeMutableRawPointer?>(repeating: nil)
    for (index, state) in states.enumerated() {
      guard let state else { continue }
      let numbers = working(state)
      precondition(numbers.count == values.count && numbers.dtype == values.dtype)
      addresses[index] = numbers.address
      state.storage.version += 1
      tensors.append(numbers)
    }
    items.append(
      Item(
        start: count,
        run: UpdateRun(
          parameter: values.address, gradient: gradient.address, states: addresses,
          count: values.count, dtype: values.dtype),
        rule: rule))
    count += values.count
    parameter.storage.version += 1
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
      parallelFor(count: count, grain: OptimizerStep.grain, alignment: 64) { update($0) }
    }
    for (tensor, copy) in copied { Copy.run(copy, into: tensor) }
  }

  /// Updates the stretch of each parameter that lies in `range` of the long run.
  private func update(_ range: Range<Int>) {
    for index in items.indices {
      let (start, count) = (items[index].start, items[index].run.count)
      let (lower, upper) = (
        Swift.max(range.lowerBound - start, 0), Swift.min(range.upperBound - start, count)
      )
      if lower < upper { items[index].rule.update(items[index].run.piece(lower..<upper)) }
    }
  }

  /// A piece's parameters, gradients and states lie in one core's cache.
  private static let grain = 1 << 13
}
