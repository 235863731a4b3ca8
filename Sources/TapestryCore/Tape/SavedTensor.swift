/// A tensor kept for a derivative, and the check that nobody has changed it since.
package struct SavedTensor {
  private let tensor: Tensor
  private let stamp: SaveStamp

  /// Keeps an operation's input. Its own record stays reachable, so that the derivative can be differentiated.
  @inline(__always)
  package init(_ input: Tensor) {
    tensor = input
    stamp = SaveStamp(input)
  }

  /// Keeps an operation's result: its elements, not the tensor, which will own the node that keeps this.
  package init(output: Tensor) {
    tensor = output.detach()
    stamp = SaveStamp(output, isOutput: true)
  }

  /// The tensor, as it was when it was saved.
  package var value: Tensor { stamp.checked(tensor) }
}

/// Two inputs kept for a derivative, each only where the other's gradient needs it; small enough to lie in the node.
package struct SavedPair {
  private let first, second: Tensor?
  private let firstStamp, secondStamp: SaveStamp

  /// Keeps the factors of a product: each is needed for the gradient of the other.
  @inline(__always)
  package init(factors a: Tensor, _ b: Tensor) {
    first = b.requiresGrad ? a : nil
    second = a.requiresGrad ? b : nil
    firstStamp = SaveStamp(a)
    secondStamp = SaveStamp(b)
  }

  package var left: Tensor { firstStamp.checked(first!) }
  package var right: Tensor { secondStamp.checked(second!) }
}

/// The version that a tensor had when it was saved, and whether it was the operation's own result.
private struct SaveStamp {
  private let bits: UInt32
  private static let outputBit: UInt32 = 1 << 31

  @inline(__always)
  init(_ tensor: Tensor, isOutput: Bool = false) {
    bits = SaveStamp.version(of: tensor) | (isOutput ? SaveStamp.outputBit : 0)
  }

  @inline(__always)
  private static func version(of tensor: Tensor) -> UInt32 {
    UInt32(truncatingIfNeeded: tensor.storage.version) & ~outputBit
  }

  func checked(_ tensor: Tensor) -> Tensor {
    let saved = bits & ~SaveStamp.outputBit
    if SaveStamp.version(of: tensor) != saved {
      mistake(
        "backward: '\(ThreadState.backwardPass?.node?.name ?? "?")' saved a \(tensor.dtype) tensor of shape \(tensor.shape) that has since been changed in place (version \(tensor.storage.version), saved at \(saved)); change a clone() instead"
      )
    }
    guard bits & SaveStamp.outputBit != 0, ThreadState.isRecording else { return tensor }
    let alias = tensor.detach()
    alias.node = ThreadState.backwardPass?.node
    return alias
  }
}
