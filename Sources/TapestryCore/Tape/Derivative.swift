/// The derivative of an operation: a value that holds what it saved of the forward computation.
///
/// It stands beside the operation's forward. It is written with tensor operations, so that it can be differentiated in turn, and
/// says for each input what share of the result's gradient goes there:
///
/// ```swift
/// struct MultiplyDerivative: Derivative {
///   static let name = "multiply"
///   let left, right: SavedTensor
///
///   func propagate(_ gradient: Tensor, to inputs: InputGradients) {
///     inputs.add(0, gradient * right.value)
///     inputs.add(1, gradient * left.value)
///   }
/// }
/// ```
///
/// A gradient need not be reduced to an input that was stretched by broadcasting, nor cast to its dtype: whoever takes
/// it does both.
package protocol Derivative {
  /// The operation's name, as users write it.
  static var name: String { get }

  /// - Parameter gradient: of the result. One that takes it as `consuming` may write over it, see ``Tensor/replaced(by:)``.
  func propagate(_ gradient: consuming Tensor, to inputs: InputGradients)
}

/// Where a derivative delivers its inputs' gradients.
package struct InputGradients {
  let pass: BackwardPass

  /// The node whose derivative is being computed.
  var node: Node { pass.node! }

  /// Whether input `index` takes part in the record and somebody asks for its gradient.
  package func isWanted(_ index: Int) -> Bool { pass.target(index) != nil }

  /// Sends a gradient to input `index`; it is computed only where that input asks for one.
  @inline(__always)
  package func add(_ index: Int, _ gradient: @autoclosure () -> Tensor) {
    if let target = pass.target(index) { pass.deliver(gradient(), to: target) }
  }

  /// Sends to input `index`, of the given shape, a gradient that is 0 but where `view` looks.
  ///
  /// Many views of one tensor cost no more than their elements: where nothing is recorded, each adds its part in place.
  package func add(
    _ index: Int, _ gradient: Tensor, within shape: Shape, _ view: @escaping (Tensor) -> Tensor
  ) {
    if let target = pass.target(index) {
      pass.deliver(gradient, within: shape, view, to: target)
    }
  }
}

/// A node that holds one operation's derivative.
///
/// Not generic over the derivative: finding a generic class's metadata at run time costs more than all else in recording.
/// A derivative of up to 24 bytes lies in the node itself. It is not optional: an optional of a protocol's type is moved by
/// calls through tables, where this one is a few stores.
final class OperationNode: Node {
  private let operation: any Derivative.Type
  @exclusivity(unchecked) private var derivative: any Derivative

  @inline(__always)
  init(shape: Shape, dtype: DType, _ first: Node?, _ second: Node?, _ derivative: some Derivative) {
    operation = Swift.type(of: derivative)
    self.derivative = derivative
    super.init(shape: shape, dtype: dtype, first, second)
  }

  init(shape: Shape, dtype: DType, edges: [Node?], _ derivative: some Derivative) {
    operation = Swift.type(of: derivative)
    self.derivative = derivative
    super.init(shape: shape, dtype: dtype, edges: edges)
  }

  override var name: String { operation.name }

  override func propagate(_ gradient: consuming Tensor, _ inputs: InputGradients) {
    derivative.propagate(consume gradient, to: inputs)
  }

  override func releaseSaved() { derivative = FreedDerivative() }
}

/// What stands in a node once a backward pass has let go of what its derivative saved.
private struct FreedDerivative: Derivative {
  static let name = "freed"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.node.stopFreed()
  }
}

extension Node {
  /// Says that the tape was freed before.
  func stopFreed() -> Never {
    mistake(
      "backward: the tape of '\(name)' was freed by an earlier backward(); pass retainGraph: true to that one to go through it again"
    )
  }
}

extension Tensor {
  /// Puts an operation of one input on the tape, where it asks for a gradient. Returns `self`, the operation's result.
  @inline(__always)
  package func recorded<D: Derivative>(
    _ input: Tensor, _ derivative: @autoclosure () -> D
  ) -> Tensor {
    let mode = ThreadState.tapeMode
    if input.isRecorded && mode.isRecording {
      node = OperationNode(shape: shape, dtype: dtype, input.node, nil, derivative())
    }
    if mode.isWatched { watched(D.name, [input]) }
    return self
  }

  /// Puts an operation of two inputs on the tape, where one of them asks for a gradient.
  @inline(__always)
  package func recorded<D: Derivative>(
    _ first: Tensor, _ second: Tensor, _ derivative: @autoclosure () -> D
  ) -> Tensor {
    let mode = ThreadState.tapeMode
    if (first.isRecorded || second.isRecorded) && mode.isRecording {
      node = OperationNode(shape: shape, dtype: dtype, first.node, second.node, derivative())
    }
    if mode.isWatched { watched(D.name, [first, second]) }
    return self
  }

  /// Puts an operation of three inputs on the tape, where one of them asks for a gradient.
  @inline(__always)
  package func recorded<D: Derivative>(
    _ first: Tensor, _ second: Tensor, _ third: Tensor, _ derivative: @autoclosure () -> D
  ) -> Tensor {
    let mode = ThreadState.tapeMode
    if (first.isRecorded || second.isRecorded || third.isRecorded) && mode.isRecording {
      node = OperationNode(
        shape: shape, dtype: dtype, edges: [first.node, second.node, third.node], derivative())
    }
    if mode.isWatched { watched(D.name, [first, second, third]) }
    return self
  }

  /// Puts an operation of any number of inputs on the tape, where one of them asks for a gradient.
  package func recorded<D: Derivative>(
    _ inputs: [Tensor], _ derivative: @autoclosure () -> D
  ) -> Tensor {
    let mode = ThreadState.tapeMode
    if mode.isRecording && inputs.contains(where: \.isRecorded) {
      node = OperationNode(
        shape: shape, dtype: dtype, edges: inputs.map(\.node), derivative())
    }
    if mode.isWatched { watched(D.name, inputs) }
    return self
  }

  /// Shows an operation's result, this tensor, to whoever looks at operations.
  @inline(never)
  func watched(_ name: String, _ inputs: [Tensor], isChange: Bool = false) {
    let mode = ThreadState.tapeMode
    if mode.profiles {
      let isView = !isChange && inputs.contains { $0.storage.isSame(as: storage) }
      ThreadState.operationLog?.end(name, self, isView: isView)
    }
    if mode.findsAnomalies && mode.isRecording && node != nil { markOrigin(inputs) }
  }

  /// Tells a profile of an operation that no tape ever holds. Returns `self`, the operation's result.
  @inline(__always)
  func untaped(_ name: @autoclosure () -> String) -> Tensor {
    if ThreadState.tapeMode.profiles { ThreadState.operationLog?.end(name(), self) }
    return self
  }
}
