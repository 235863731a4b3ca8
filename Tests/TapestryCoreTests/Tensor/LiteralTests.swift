import TapestryCore
import Testing

/// Tensors from numbers written in place and from Swift's arrays.
@Suite struct LiteralTests {
  @Test func nestedLiterals() {
    let x = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(x.shape == [2, 3] && x.dtype == .float32 && x.rank == 2 && x.count == 6)
    #expect(x.array(as: Float.self) == [1, 2, 3, 4, 5, 6])
    #expect(Tensor(3).shape == [] && Tensor(3).item() == 3)
    #expect(Tensor(-2.5).item() == -2.5)
    #expect(Tensor([[[1]], [[2]]]).shape == [2, 1, 1])
    #expect(Tensor([1, 2.5]).array(as: Double.self) == [1, 2.5])
  }

  @Test func dtypes() {
    #expect(Tensor([1, 2], dtype: .int64).dtype == .int64)
    #expect(Tensor([0, 200, 255], dtype: .uint8).array(as: Int.self) == [0, 200, 255])
    #expect(Tensor([1, 0, 2], dtype: .bool).array(as: Bool.self) == [true, false, true])
    #expect(Tensor([true, false]).dtype == .bool)
    #expect(Tensor(true).dtype == .bool && Tensor(true).item(as: Bool.self))
    #expect(Tensor([true, false], dtype: .float32).array(as: Float.self) == [1, 0])
    #expect(Tensor([1.9, -1.9], dtype: .int32).array(as: Int32.self) == [1, -1])
    // Through doubles these would lose digits.
    let large = Tensor([9_007_199_254_740_993, -9_223_372_036_854_775_808], dtype: .int64)
    #expect(large.array(as: Int.self) == [9_007_199_254_740_993, .min])
  }

  @Test func emptyLiterals() {
    #expect(Tensor([] as [Float]).shape == [0])
    #expect(Tensor([[]]).shape == [1, 0])
    #expect(Tensor([[], []]).shape == [2, 0])
    #expect(Tensor([]).dtype == .float32)
  }

  @Test func swiftValues() {
    let doubles: [[Double]] = [[1, 2], [3, 4]]
    #expect(Tensor(doubles).dtype == .float64 && Tensor(doubles).shape == [2, 2])
    let wholes = [1, 2, 3]
    #expect(Tensor(wholes).dtype == .int64)
    #expect(Tensor(wholes.map(Int32.init)).dtype == .int32)
    #expect(Tensor(wholes.map(UInt8.init)).dtype == .uint8)
    #expect(Tensor([wholes.map { $0 > 1 }]).dtype == .bool)
    #expect(Tensor(wholes.map(Float.init), dtype: .float64).dtype == .float64)
    let number: Float = 2.5
    #expect(Tensor(number).item() == 2.5 && Tensor(number).dtype == .float32)
    #expect(Tensor(wholes, shape: [3, 1]).shape == [3, 1])
    #expect(Tensor([Int](), shape: [2, 0]).shape == [2, 0])
  }

  @Test func itemsAndArrays() {
    let x = Tensor([[1.5, -2.5], [0, 3]])
    #expect(x[1, 1].item() == 3)
    #expect(x[0, 1].item(as: Int.self) == -2)
    #expect(x[0, 0].item(as: Bool.self))
    #expect(Tensor([[[7]]]).item() == 7)
    #expect(x.transposed().array(as: Double.self) == [1.5, 0, -2.5, 3])
    #expect(x.array(as: Int.self) == [1, -2, 0, 3])
    #expect(x.array(as: Bool.self) == [true, true, false, true])
    #expect(x[.ellipsis, .stride(2)].array(as: Float.self) == [1.5, 0])
    #expect(Tensor.zeros([0, 3]).array(as: Float.self) == [])
    #expect(Tensor([UInt8(200)]).array(as: Int32.self) == [200])
  }
}
