/// Who called which convolution, and the checks that all of them share.
struct ConvolutionCall {
  let op: String
  /// The number of axes that the kernel slides over.
  let spatial: Int
  let file: StaticString
  let line: UInt

  func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    demand(condition, "\(op): \(message())", file: file, line: line)
  }

  func values(_ numbers: PerAxis, _ name: String, atLeast least: Int) -> [Int] {
    numbers.resolved(op, name, count: spatial, atLeast: least, file: file, line: line)
  }

  func checkOperands(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?, outputs: Int) {
    let dtypes = [input, weight, bias].compactMap { $0?.dtype }
    check(
      dtypes.allSatisfy { $0 == input.dtype } && input.dtype != .bool,
      "input, weight and bias of \(dtypes.map(\.description).joined(separator: ", ")) must be of one dtype, which is not bool"
    )
    check(
      weight.rank == spatial + 2 && (input.rank == spatial + 2 || input.rank == spatial + 1),
      "input \(input.shape) and weight \(weight.shape): a weight of \(spatial + 2) axes is needed, and an input of as many or, without a batch, one less"
    )
    check(
      bias.map { $0.shape == [outputs] } ?? true,
      "bias \(bias?.shape ?? []) for weight \(weight.shape) must be [\(outputs)]")
  }

  /// Calls `body` with an input that has a batch axis, in a dtype that there are kernels for.
  func onBatch(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?,
    _ body: (Tensor, Tensor, Tensor?) -> Tensor
  ) -> Tensor {
    if input.dtype.computeType != input.dtype {
      return input.computed(with: weight, bias) { onBatch($0, $1[0]!, $1[1], body) }
    }
    if input.rank == spatial + 2 { return body(input, weight, bias) }
    return body(input.unsqueezed(0), weight, bias).squeezed(0)
  }
}
