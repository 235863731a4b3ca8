import TapestryCore

/// A module that maps one tensor to one tensor, and is called like a function: `layer(x)`.
public protocol Layer: Module {
  /// The computation itself. Call the layer, not this, so that hooks run and messages name the layer.
  func forward(_ x: Tensor) -> Tensor
}

extension Layer {
  public func callAsFunction(
    _ x: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) {
      if hooks != nil || backwardHooks != nil { return runWithHooks(x) }
      return forward(x)
    }
  }

  private func runWithHooks(_ x: Tensor) -> Tensor {
    let input = hooks?.runBefore(self, x) ?? x
    let body = { (input: Tensor) in
      let output = self.forward(input)
      return self.hooks?.runAfter(self, input, output) ?? output
    }
    // As in PyTorch, backward hooks see the gradients of what forward hooks made of input and output.
    return backwardHooks?.run(self, input, body) ?? body(input)
  }
}
