/// A tensor kept for a derivative, and the check that nobody has changed it since.
package struct SavedTensor {
  private let tensor: Tensor
  private let version: Int
  private let isOutput: Bool

  /// Keeps an operation's input. Its own record stays reachable, so that the derivative can be differentiated.
  @inline(__always)
  package init(_ input: Tensor) {
    tensor = input
    version = input.storage.version
    isOutput = false
  }

  /// Keeps an operation's result: its elements, not the tensor, which will own the node that keeps this.
  package init(output: Tensor) {
    tensor = output.detach()
    version = output.storage.version
    isOutput = true
  }

  /// The tensor, as it was when it was saved.
  package var value: Tensor {
    if tensor.storage.version != version {
      mistake(
        "backward: '\(ThreadState.backwardPass?.node?.name ?? "?")' saved a \(tensor.dtype) tensor of shape \(tensor.shape) that has since been changed in place (version \(tensor.storage.version), saved at \(version)); change a clone() instead"
      )
    }
    guard isOutput, ThreadState.isRecording else { return tensor }
    let alias = tensor.detach()
    alias.node = ThreadState.backwardPass?.node
    return alias
  }
}
