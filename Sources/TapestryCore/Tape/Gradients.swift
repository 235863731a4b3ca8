extension Tensor {
  /// Whether this tensor takes part in the record: results of operations on it can be differentiated.
  ///
  /// Settable on leaves of a floating-point dtype only.
  public var requiresGrad: Bool {
    @inline(__always) get { isRecorded }
    set { setRequiresGrad(newValue, file: #fileID, line: #line) }
  }

  /// Asks for a gradient, or no longer, and returns `self`.
  ///
  /// `torch.Tensor.requires_grad_`.
  @discardableResult
  public func requiringGrad(
    _ isRequired: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> Self {
    setRequiresGrad(isRequired, file: file, line: line)
    return self
  }

  func setRequiresGrad(_ isRequired: Bool, file: StaticString, line: UInt) {
    demand(
      isLeaf, "requiresGrad: only leaves can be set; this is a result, detach() it first",
      file: file, line: line)
    if isRequired {
      demand(
        dtype.isFloatingPoint,
        "requiresGrad: a gradient needs a floating-point dtype, not \(dtype)", file: file,
        line: line)
      if node == nil { node = LeafNode(leafOf: shape, dtype: dtype) }
    } else {
      node = nil
    }
  }

  /// Whether this tensor was made by the user rather than by a recorded operation.
  public var isLeaf: Bool { node == nil || node!.asLeaf != nil }

  /// The gradient that backward passes have added up so far: of a leaf that asks for one, or of a result after
  /// ``retainGrad(file:line:)``.
  public var grad: Tensor? {
    get {
      guard let node else { return nil }
      return node.asLeaf?.gradient ?? node.extras?.retainedGradient
    }
    set {
      guard let leaf = node?.asLeaf else {
        if newValue == nil {
          node?.extras?.retainedGradient = nil
          return
        }
        mistake("grad: only a leaf that asks for a gradient can be given one")
      }
      if let newValue, newValue.shape != shape || newValue.dtype != dtype {
        mistake(
          "grad: \(newValue.dtype) \(newValue.shape) given to a tensor of \(dtype) \(shape)")
      }
      leaf.gradient = newValue
    }
  }

  /// Adds to the ``grad`` of every leaf that this result was computed from the derivative of this result.
  ///
  /// - Parameters:
  ///   - gradient: the derivative of what one is after by this tensor; needed where it is no scalar. Same shape.
  ///   - retainGraph: keeps what the tape saved, for another pass. It is freed by default, unless `createGraph` is set.
  ///   - createGraph: records the pass itself, so that gradients can be differentiated again.
  ///
  /// `torch.Tensor.backward`.
  public func backward(
    gradient: Tensor? = nil, retainGraph: Bool? = nil, createGraph: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    let (root, seed) = backwardSeed("backward", gradient, file: file, line: line)
    BackwardPass.run(
      from: [(root, seed)], keepsGraph: retainGraph ?? createGraph, recordsItself: createGraph)
  }

  fileprivate func backwardSeed(
    _ op: StaticString, _ gradient: Tensor?, file: StaticString, line: UInt
  ) -> (root: Node, seed: Tensor) {
    guard let node else {
      mistake(
        "\(op): this tensor asks for no gradient and was not computed from one that does",
        file: file,
        line: line)
    }
    guard let gradient else {
      demand(
        count == 1, "\(op): a result of shape \(shape) needs gradient:, only a scalar does not",
        file: file, line: line)
      return (node, .ones(shape, dtype: dtype))
    }
    demand(
      gradient.shape == shape,
      "\(op): gradient of shape \(gradient.shape) for a result of \(shape)",
      file: file, line: line)
    return (node, gradient)
  }
}

/// The derivatives of `output` by each of `inputs`, without touching the ``Tensor/grad`` of any leaf.
///
/// - Parameters:
///   - output: a scalar, or any shape with `gradient`.
///   - inputs: leaves or results that ask for gradients.
///   - gradient: as in ``Tensor/backward(gradient:retainGraph:createGraph:file:line:)``.
/// - Returns: for each input a tensor of its shape and dtype, or nil where `output` does not depend on it.
///
/// Only the part of the tape that lies between `output` and `inputs` is gone through, and freed unless it is kept.
///
/// `torch.autograd.grad` with `allow_unused=True`.
public func grad(
  of output: Tensor, with inputs: [Tensor], gradient: Tensor? = nil, retainGraph: Bool? = nil,
  createGraph: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> [Tensor?] {
  let (root, seed) = output.backwardSeed("grad", gradient, file: file, line: line)
  let targets = inputs.enumerated().map { index, input in
    guard let node = input.node else {
      mistake("grad: input \(index) asks for no gradient", file: file, line: line)
    }
    return node
  }
  return BackwardPass.run(
    from: [(root, seed)], keepsGraph: retainGraph ?? createGraph, recordsItself: createGraph,
    route: BackwardRoute(from: [root], to: targets))
}
