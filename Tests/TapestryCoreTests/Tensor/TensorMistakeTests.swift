import TapestryCore
import Testing

/// Wrong uses of tensors that are not one operation's.
@Suite struct TensorMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      "Tensor: arrays of one level differ in size (TapestryCoreTests/TensorMistakeTests.swift:"
    ) {
      _ = Tensor([[1, 2], [3]])
    },
    Mistake("Tensor: arrays of one level differ in size (TapestryCoreTests/") {
      _ = Tensor([[Float](), [1]])
    },
    Mistake("Tensor: 3 elements do not fill shape [2, 2] (TapestryCoreTests/") {
      _ = Tensor([1, 2, 3] as [Float], shape: [2, 2])
    },
    Mistake("Tensor: 1 elements do not fill shape [-1, -1] (TapestryCoreTests/") {
      _ = Tensor([1] as [Float], shape: [-1, -1])
    },
    Mistake("Tensor: 1e+30 does not fit in int64 (TapestryCoreTests/") {
      _ = Tensor([1e30], dtype: .int64)
    },
    Mistake("Tensor: 300 does not fit in uint8 (TapestryCoreTests/") {
      _ = Tensor([[1, 300]], dtype: .uint8)
    },
    Mistake("Tensor: nan does not fit in int32 (TapestryCoreTests/") {
      _ = Tensor(TensorLiteral(floatLiteral: .nan), dtype: .int32)
    },
    Mistake("item: a tensor of shape [2] has no single element (TapestryCoreTests/") {
      _ = Tensor([1, 2]).item()
    },
    Mistake("item: a tensor of shape [0] has no single element (TapestryCoreTests/") {
      _ = Tensor.zeros([0]).item(as: Int.self)
    },
    Mistake("shape: more than 8 axes: [1, 1, 1, 1, 1, 1, 1, 1] and one more") {
      _ = Tensor.zeros([1, 1, 1, 1, 1, 1, 1, 1]).unsqueezed(0)
    },
    Mistake("shape: more than 8 axes: [0, 1, 2, 3, 4, 5, 6, 7] and one more") { _ = Shape(0..<9) },
    Mistake("shape: more than 8 axes") { _ = Tensor([[[[[[[[[1]]]]]]]]]) },
    Mistake("shape: more than 8 axes") {
      _ = Tensor.zeros([1, 1, 1, 1, 1, 1, 1, 1])[.newAxis, .ellipsis]
    },
    Mistake("Threads.setCount: 0 is not in 1…1024 (TapestryCoreTests/") { Threads.setCount(0) },
    Mistake("Threads.setCount: 5000 is not in 1…1024 (TapestryCoreTests/") {
      Threads.setCount(5000)
    },
    Mistake("finfo: needs a floating-point dtype, not int8; see iinfo (TapestryCoreTests/") {
      _ = DType.int8.finfo()
    },
    Mistake("iinfo: needs an integer dtype, not bool; see finfo (TapestryCoreTests/") {
      _ = DType.bool.iinfo()
    },
    Mistake("rand: needs a floating-point dtype, not int64 (TapestryCoreTests/") {
      _ = Tensor.rand([2], dtype: .int64)
    },
    Mistake("randn: a size of shape [-2] is negative (TapestryCoreTests/") {
      _ = Tensor.randn([-2])
    },
    Mistake("randint: no numbers in 3..<3 (TapestryCoreTests/") { _ = Tensor.randint(3..<3, [2]) },
    Mistake("randint: uint8 does not hold the numbers 0..<300 (TapestryCoreTests/") {
      _ = Tensor.randint(0..<300, [2], dtype: .uint8)
    },
    Mistake("randperm: -1 numbers (TapestryCoreTests/") { _ = Tensor.randperm(-1) },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      TensorMistakeTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
