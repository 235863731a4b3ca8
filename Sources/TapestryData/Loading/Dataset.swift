import TapestryCore

/// A collection of examples that a ``DataLoader`` can take batches from.
///
/// One writes `count` and the subscript:
///
/// ```swift
/// struct Squares: Dataset {
///   let count = 1000
///   subscript(index: Int) -> (Tensor, Tensor) {
///     let x = Float(index) / 1000
///     return (Tensor([x]), Tensor([x * x]))
///   }
/// }
/// ```
///
/// Where an example is a pair of tensors, that is all: batches are made by stacking. Other
/// examples need a ``batch(_:)`` of their own, and so do data sets that can make a batch faster than one by one.
/// Reading an example may throw, if `Failure` says so.
public protocol Dataset<Example> {
  /// What stands at one place.
  associatedtype Example
  /// What a loader gives out.
  associatedtype Batch = Example
  /// What can go wrong when an example is read; `Never` if nothing can.
  associatedtype Failure: Error = Never

  /// The number of examples.
  var count: Int { get }

  /// The example at a place from 0 to `count` − 1.
  subscript(index: Int) -> Example { get throws(Failure) }

  /// The examples at the given places as one batch, in their order.
  func batch(_ indices: ArraySlice<Int>) throws(Failure) -> Batch
}

extension Dataset where Example == (Tensor, Tensor) {
  /// Stacks inputs and targets, each along a new first axis.
  public func batch(_ indices: ArraySlice<Int>) throws(Failure) -> (Tensor, Tensor) {
    var inputs: [Tensor] = []
    var targets: [Tensor] = []
    for index in indices {
      let (input, target) = try self[index]
      inputs.append(input)
      targets.append(target)
    }
    return (stack(inputs), stack(targets))
  }
}
