import CKernels

extension BinaryOp {
  /// Writes the operation's result over `a`, whose shape and dtype stay.
  static func applyInPlace(_ a: Tensor, _ b: Tensor) {
    let common = Tensor.resultType(a, b)
    let computed = promotesToFloat ? common.promotedToFloat : common
    if Shape.broadcast(a.shape, b.shape) != a.shape {
      mistake("\(name) in place: \(b.shape) does not stretch to the \(a.shape) that is changed")
    }
    if computed.category > a.dtype.category {
      mistake("\(name) in place: a result of \(computed) does not fit in a tensor of \(a.dtype)")
    }
    if tk_binary(kernel, computed.kernel) == nil {
      mistake("\(name) in place: not defined for \(a.dtype) and \(b.dtype)")
    }
    OperationLog.begin()
    let recording = a.willRecordChange("\(name) in place", with: b)
    let old = recording ? a.beforeChange(isSaved: b.requiresGrad) : a
    let derivative = recording ? Self(old, b, result: a) : nil
    if computed == a.dtype {
      Elementwise.binary(kernel, a, b.cast(to: a.dtype).separated(from: a), into: a)
    } else {
      let result = noGrad { apply(a, b) }
      Copy.run(result, into: a)
    }
    a.storage.version += 1
    if let derivative { a.rerecord(old, b, derivative) } else { a.changed("\(name) in place") }
  }
}

extension Tensor {
  /// Whether a change in place has to go on the tape; a mistake where it cannot.
  func willRecordChange(_ op: @autoclosure () -> String, with source: Tensor) -> Bool {
    if ViewLayout.overlaps(shape, strides) {
      mistake(
        "\(op()): a tensor that was expanded shows some elements several times; change a clone()")
    }
    guard ThreadState.isRecording, requiresGrad || source.requiresGrad || base?.requiresGrad == true
    else { return false }
    if base != nil && !followsBase {
      mistake(
        "\(op()): a view that was made in noGrad { … } cannot be changed in place while recording, its base would not know; make the view outside"
      )
    }
    if let base, base.isLeaf && base.requiresGrad {
      mistake(
        "\(op()): a view of a leaf that asks for a gradient cannot be changed in place while recording; use noGrad { … }"
      )
    }
    if isLeaf && requiresGrad {
      mistake(
        "\(op()): a leaf that asks for a gradient cannot be changed in place while recording; use noGrad { … }"
      )
    }
    return true
  }

  /// This tensor as it stands on the tape before a change in place; with elements of its own where a derivative saves them.
  func beforeChange(isSaved: Bool) -> Tensor {
    let old = isSaved ? noGrad { clone() } : detach()
    old.node = node
    return old
  }

  /// Puts the operation that has just changed this tensor on the tape; the elements' version has been raised.
  func rerecord<D: Derivative>(_ old: Tensor, _ source: Tensor, _ derivative: D) {
    setNodeAfterChange(
      OperationNode(shape: shape, dtype: dtype, old.node, source.node, derivative))
    if ThreadState.tapeMode.isWatched {
      watched("\(D.name) in place", [old, source], isChange: true)
    }
  }

  /// Tells a profile of a change in place that is not on the tape.
  @inline(__always)
  func changed(_ name: @autoclosure () -> String) { _ = untaped(name()) }

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
