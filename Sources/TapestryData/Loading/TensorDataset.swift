import TapestryCore

/// Examples that lie in two tensors, one input and one target to each place of their first axes.
///
/// The equivalent of `torch.utils.data.TensorDataset`.
public final class TensorDataset: Dataset {
  /// `[N, …]`
  public let inputs: Tensor
  /// `[N, …]`
  public let targets: Tensor

  /// The sizes of the first axes must agree; if they do not, that is a programmer's mistake.
  public init(
    _ inputs: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      inputs.rank > 0 && targets.rank > 0 && inputs.shape[0] == targets.shape[0],
      "TensorDataset: inputs \(inputs.shape) and targets \(targets.shape) need the same number of rows",
      file: file, line: line)
    self.inputs = inputs
    self.targets = targets
  }

  public var count: Int { inputs.shape[0] }

  /// One row of each tensor: a view.
  public subscript(index: Int) -> (Tensor, Tensor) { (inputs[index], targets[index]) }

  /// The rows at the given places of each tensor, `[B, …]`, copied once and with their dtypes.
  public func batch(_ indices: ArraySlice<Int>) -> (Tensor, Tensor) {
    let places = Tensor(Array(indices), shape: [indices.count])
    return (inputs.indexSelect(axis: 0, places), targets.indexSelect(axis: 0, places))
  }
}
