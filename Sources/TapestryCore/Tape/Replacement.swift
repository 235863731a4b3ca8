extension Tensor {
  /// What `write` makes of a gradient, element by element: written over the gradient itself where nobody else holds it, else a new tensor of
  /// its shape and dtype.
  ///
  /// A derivative that takes its gradient as `consuming` and passes it on with `consume` saves memory and a way through it: a
  /// gradient that was made by the operation behind is used by nobody else. Whoever else holds the gradient (a hook, `retainGrad()`, another
  /// operand of the same operation) sees it unchanged.
  ///
  /// - Parameter write: is given the gradient and the contiguous result. They are the same tensor or share no elements.
  consuming func replaced(by write: (_ gradient: Tensor, _ result: Tensor) -> Void) -> Tensor {
    var gradient = consume self
    if Tensor.isSole(&gradient) {
      write(gradient, gradient)
      return gradient
    }
    let result = Tensor(uninitialized: gradient.shape, dtype: gradient.dtype)
    write(gradient, result)
    return result
  }

  /// Whether nobody holds a contiguous tensor and its elements but this variable, so that they may be changed unseen.
  static func isSole(_ tensor: inout Tensor) -> Bool {
    isKnownUniquelyReferenced(&tensor) && tensor.storage.isUnique && tensor.isContiguous
  }
}
