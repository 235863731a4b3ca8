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
}

/// One step of an optimizer over any number of parameters: they are treated as one long run of numbers, which is cut
/// into pieces for the threads.
package struct OptimizerStep<Rule: UpdateRule> {
  private struct Item {
    /// Where the parameter begins in the long run.
    let start: Int
    let run: UpdateRun
    let rule: Rule
    let tensors: (parameter: Tensor, gradient: Tensor, states: [Tensor])
    /// Where the result has to be copied to; nil where the run is the parameter itself.
    let target: Tensor?
  }

  private var items: [Item] = []
  private var count = 0

  package init() {}

  /// Adds a parameter, its gradient of the same shape and dtype, and the states, contiguous tensors of the same count and dtype.
  package mutating func add(
    _ parameter: Tensor, gradient: Tensor, states: [Tensor], rule: Rule
  ) {
    let values = parameter.contiguous()
    let gradient = gradient.contiguous()
    var addresses = InlineArray<3, UnsafeMutableRawPointer?>(repeating: nil)
    for (index, state) in states.enumerated() {
      precondition(state.isContiguous && state.count == values.count && state.dtype == values.dtype)
      addresses[index] = state.address
    }
    items.append(
      Item(
        start: count,
        run: UpdateRun(
          parameter: values.address, gradient: gradient.address, states: addresses,
          count: values.count, dtype: values.dtype),
        rule: rule, tensors: (values, gradient, states),
        target: values === parameter ? nil : parameter))
    count += values.count
  }

  /// Updates all parameters.
  package func run() {
    parallelFor(count: count, grain: OptimizerStep.grain, alignment: 64) { update($0) }
    for item in items {
      if let target = item.target { Copy.run(item.tensors.parameter, into: target) }
      (item.target ?? item.tensors.parameter).storage.version += 1
      for state in item.tensors.states { state.storage.version += 1 }
    }
  }

  /// Updates the stretch of each parameter that lies in `range` of the long run.
  private func update(_ range: Range<Int>) {
    for item in items where item.start < range.upperBound {
      let piece = range.clamped(to: item.start..<item.start + item.run.count)
      if piece.isEmpty { continue }
      item.rule.update(
        item.run.piece(piece.lowerBound - item.start..<piece.upperBound - item.start))
    }
  }

  /// A piece's parameters, gradients and states lie in one core's cache.
  private static var grain: Int { 1 << 13 }
}

extension UpdateRun {
  func float(_ address: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Float> {
    address.assumingMemoryBound(to: Float.self)
  }

  func double(_ address: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Double> {
    address.assumingMemoryBound(to: Double.self)
  }
}
