extension BinaryOp {
  /// Writes the operation's result over `a`, whose shape and dtype stay.
  static func applyInPlace(_ a: Tensor, _ b: Tensor) {
    let op = "\(name) in place"
    let common = Tensor.resultType(a, b)
    let computed = promotesToFloat ? common.promotedToFloat : common
    if Shape.broadcast(a.shape, b.shape) != a.shape {
      mistake("\(op): \(b.shape) does not stretch to the \(a.shape) that is changed")
    }
    if computed.category > a.dtype.category {
      mistake("\(op): a result of \(computed) does not fit in a tensor of \(a.dtype)")
    }
    let recording = a.willRecordChange(op, with: b)
    let old = recording ? a.aliasForRecord() : a
    let derivative = recording ? Self(old, b, result: a) : nil
    if computed == a.dtype {
      Elementwise.binary(kernel, a, b.cast(to: a.dtype).separated(from: a), into: a)
    } else {
      let result = noGrad { apply(a, b) }
      Copy.run(result, into: a)
    }
    a.storage.version += 1
    if let derivative { a.rerecord(old, b, derivative) }
  }
}

extension Tensor {
  /// Whether a change in place has to go on the tape; a mistake where it cannot.
  func willRecordChange(_ op: String, with source: Tensor) -> Bool {
    guard ThreadState.isRecording, requiresGrad || source.requiresGrad || base?.requiresGrad == true
    else { return false }
    if base != nil {
      mistake(
        "\(op): a view whose base is on the tape cannot be changed in place, its base would not know; change the base, or a clone()"
      )
    }
    if isLeaf && requiresGrad {
      mistake(
        "\(op): a leaf that asks for a gradient cannot be changed in place while recording; use noGrad { … }"
      )
    }
    return true
  }

  /// This tensor as it stands on the tape before a change in place.
  func aliasForRecord() -> Tensor {
    let alias = detach()
    alias.node = node
    return alias
  }

  /// Puts the operation that has just changed this tensor on the tape.
  func rerecord<D: Derivative>(_ old: Tensor, _ source: Tensor, _ derivative: D) {
    node = OperationNode(shape: shape, dtype: dtype, old.node, source.node, derivative)
  }

  /// This tensor, or a copy where it overlaps `target` other than element by element.
  func separated(from target: Tensor) -> Tensor {
    let isSame = offset == target.offset && shape == target.shape && strides == target.strides
    return storage.isSame(as: target.storage) && !isSame ? noGrad { clone() } : self
  }

  /// Adds `other`, of the same shape and dtype, to the elements without a record.
  func accumulate(_ other: Tensor) {
    Elementwise.binary(Add.kernel, self, other, into: self)
    storage.version += 1
  }
}
