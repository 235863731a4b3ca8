import CKernels

/// An elementwise operation of one operand, declared: its kernel, and its derivative in terms of what that saves.
protocol UnaryOp {
  /// The operation's name, as users write it.
  static var name: String { get }
  static var kernel: tk_unary_op { get }
  static var derivative: UnaryDerivative { get }
  /// Whether integers stay integers; otherwise integers and bool are computed as float32.
  static var keepsIntegers: Bool { get }
}

/// How the gradient passes through an elementwise operation, and what has to be saved for that.
enum UnaryDerivative {
  typealias OfSaved = (_ gradient: Tensor, _ saved: Tensor) -> Tensor

  case ofGradient((_ gradient: Tensor) -> Tensor)
  /// Where the backward pass itself is not recorded, a kernel, if there is one, computes what the expression says.
  case ofInput(tk_binary_op? = nil, OfSaved)
  case ofOutput(tk_binary_op? = nil, OfSaved)
}

extension UnaryOp {
  static var keepsIntegers: Bool { false }

  @inline(__always)
  static func apply(
    to x: Tensor, file: StaticString? = nil, line: UInt = 0
  ) -> Tensor {
    if x.dtype == .bool && keepsIntegers && tk_unary(kernel, TK_BOOL) == nil {
      Tensor.stop("\(name): not defined for bool", file, line)
    }
    let input = keepsIntegers ? x : x.cast(to: x.dtype.promotedToFloat)
    let result = Tensor.empty(shapedLike: input, dtype: input.dtype)
    Elementwise.unary(kernel, input, into: result)
    return result.recorded(input, SavedUnary<Self>(input: input, output: result))
  }
}

/// What an elementwise operation leaves on the tape.
struct SavedUnary<Op: UnaryOp>: Derivative {
  static var name: String { Op.name }
  private let saved: SavedTensor?

  @inline(__always)
  init(input: Tensor, output: Tensor) {
    saved =
      switch Op.derivative {
      case .ofGradient: nil
      case .ofInput: SavedTensor(input)
      case .ofOutput: SavedTensor(output: output)
      }
  }

  func propagate(_ gradient: consuming Tensor, to inputs: InputGradients) {
    switch Op.derivative {
    case .ofGradient(let derivative): inputs.add(0, derivative(gradient))
    case .ofInput(let kernel, let derivative), .ofOutput(let kernel, let derivative):
      let saved = saved!.value
      guard let kernel, !isRecording else { return inputs.add(0, derivative(gradient, saved)) }
      guard inputs.isWanted(0) else { return }
      let result = (consume gradient).replaced {
        Elementwise.binary(kernel, $0, saved, into: $1)
      }
      inputs.add(0, result)
    }
  }
}
