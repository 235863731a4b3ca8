import TapestryCore

extension Module {
  /// Runs `body` as a call of this module, hooks included.
  ///
  /// For modules of several inputs: write `callAsFunction` around it. Hooks see, and may replace, the first input and the result.
  @inline(__always)
  public final func called(
    _ input: Tensor, file: StaticString, line: UInt, _ body: (Tensor) -> Tensor
  ) -> Tensor {
    called(file: file, line: line) {
      if hooks != nil || backwardHooks != nil { return runWithHooks(input, body) }
      return body(input)
    }
  }

  /// As above for modules of several results, of which hooks see the first.
  @inline(__always)
  public final func called<Others>(
    _ input: Tensor, file: StaticString, line: UInt, _ body: (Tensor) -> (Tensor, Others)
  ) -> (Tensor, Others) {
    called(file: file, line: line) {
      guard hooks != nil || backwardHooks != nil else { return body(input) }
      var others: Others?
      let first = runWithHooks(input) { input in
        let results = body(input)
        others = results.1
        return results.0
      }
      return (first, others!)
    }
  }

  private func runWithHooks(_ x: Tensor, _ forward: (Tensor) -> Tensor) -> Tensor {
    let input = hooks?.runBefore(self, x) ?? x
    settleSizes(input)
    func body(_ input: Tensor) -> Tensor {
      let output = forward(input)
      return hooks?.runAfter(self, input, output) ?? output
    }
    // As in PyTorch, backward hooks see the gradients of what forward hooks made of input and output.
    return backwardHooks?.run(self, input, body) ?? body(input)
  }
}
