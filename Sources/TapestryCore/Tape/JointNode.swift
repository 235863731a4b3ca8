/// The derivative of an operation with several results, computed once for all of them.
///
/// Otherwise as ``Derivative``.
package protocol JointDerivative {
  /// The operation's name, as users write it.
  static var name: String { get }

  /// - Parameter gradients: by result; nil where none arrived.
  func propagate(_ gradients: [Tensor?], to inputs: InputGradients)
}

/// A node that holds the derivative of several results. Each of these has an ``OutputNode`` of its own, whose only edge
/// leads here.
final class JointNode: Node {
  private let operation: String
  private var derivative: (any JointDerivative)?
  let outputs: [(shape: Shape, dtype: DType)]

  /// The gradients that have arrived so far in the backward pass under way, by result.
  var arrived: [Tensor?]

  init(_ derivative: some JointDerivative, name: String, outputs: [Tensor], edges: [Node?]) {
    operation = name
    self.derivative = derivative
    self.outputs = outputs.map { ($0.shape, $0.dtype) }
    arrived = Array(repeating: nil, count: outputs.count)
    // Its own gradient is only a sign that some have arrived.
    super.init(shape: Shape(), dtype: .float32, edges: edges)
  }

  override var name: String { operation }

  override func propagate(_ gradient: consuming Tensor, _ inputs: InputGradients) {
    let gradients = arrived
    arrived = Array(repeating: nil, count: outputs.count)
    guard let derivative else { stopFreed() }
    derivative.propagate(gradients, to: inputs)
  }

  override func releaseSaved() { derivative = nil }
}

/// One of several results: it hands its gradient on to where those of all come together.
final class OutputNode: Node {
  let index: Int

  init(_ index: Int, of joint: JointNode) {
    self.index = index
    super.init(
      shape: joint.outputs[index].shape, dtype: joint.outputs[index].dtype, joint, nil)
  }

  private var joint: JointNode { unsafeDowncast(edge(0)!, to: JointNode.self) }

  override var name: String { joint.name }

  override func propagate(_ gradient: consuming Tensor, _ inputs: InputGradients) {
    inputs.pass.deliver(consume gradient, output: index, of: joint)
  }
}

extension Tensor {
  /// Puts an operation with several results on the tape, where an input asks for a gradient.
  ///
  /// - Parameters:
  ///   - outputs: fresh tensors; those of integer or bool dtype stay off the tape.
  ///   - name: the derivative's name where nil.
  ///   - isExcluded: which other results stay off the tape.
  package static func record<D: JointDerivative>(
    _ outputs: [Tensor], from inputs: [Tensor], name: String? = nil,
    except isExcluded: (Int) -> Bool = { _ in false }, _ derivative: @autoclosure () -> D
  ) {
    let mode = ThreadState.tapeMode
    defer { if mode.profiles { ThreadState.operationLog?.end(name ?? D.name, outputs[0]) } }
    guard mode.isRecording, inputs.contains(where: { $0.node != nil }) else { return }
    let joint = JointNode(
      derivative(), name: name ?? D.name, outputs: outputs, edges: inputs.map(\.node))
    for (index, output) in outputs.enumerated()
    where output.dtype.isFloatingPoint && !isExcluded(index) {
      output.node = OutputNode(index, of: joint)
      if mode.findsAnomalies { output.markOrigin(inputs) }
    }
    if mode.findsAnomalies, let place = CallFrame.current { joint.madeExtras.origin = place }
  }
}

/// One of an operation's several results, kept for their common derivative.
package struct SavedOutput {
  private let saved: SavedTensor
  private let index: Int

  /// Keeps the elements, not the tensor, which will own the node that keeps this.
  package init(_ output: Tensor, index: Int) {
    saved = SavedTensor(output.detach())
    self.index = index
  }

  /// The result, as it was when it was saved, with a way back to the operation.
  package var value: Tensor {
    let value = saved.value
    guard ThreadState.isRecording, let joint = ThreadState.backwardPass?.node as? JointNode else {
      return value
    }
    let alias = value.detach()
    alias.node = OutputNode(index, of: joint)
    return alias
  }
}
