import TapestryCore
import Testing

/// Shapes and strides: inline collections of up to eight numbers.
@Suite struct ShapeTests {
  @Test func isACollection() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.count == 3 && shape.first == 2 && shape.last == 4)
    #expect(Array(shape) == [2, 3, 4])
    #expect(shape.reduce(1, *) == 24)
    #expect(shape.map { $0 * 2 } == [4, 6, 8])
    #expect(Array(shape[1...]) == [3, 4])
    #expect(Array(shape.reversed()) == [4, 3, 2])
    #expect(shape.firstIndex(of: 3) == 1)
    #expect(Shape(1...8).count == 8)
  }

  @Test func equalityAndHash() {
    #expect(Shape([2, 3]) == [2, 3])
    #expect(Shape([2, 3]) != [2, 3, 1])
    #expect(Shape() == [])
    var shortened: Shape = [2, 3, 4]
    shortened.remove(at: 2)
    #expect(shortened == [2, 3])
    #expect(Set([shortened, [2, 3], [3, 2]]).count == 2)
  }

  @Test func changes() {
    var shape: Shape = [2, 3]
    shape.append(4)
    shape.insert(7, at: 0)
    #expect(shape == [7, 2, 3, 4])
    #expect(shape.remove(at: 1) == 2)
    shape[2] = 9
    shape.swapAt(0, 1)
    #expect(shape == [3, 7, 9])
  }

  @Test func description() {
    #expect("\(Shape([2, 3]))" == "[2, 3]")
    #expect("\(Shape())" == "[]")
  }

  @Test func stridesOfAFreshTensor() {
    #expect(Tensor.zeros([2, 3, 4]).strides == [12, 4, 1])
    #expect(Tensor.zeros([2, 0, 4]).strides == [4, 4, 1])
    #expect(Tensor(3).strides == [])
  }

  @Test func eightAxes() {
    let shape: Shape = [2, 1, 2, 1, 2, 1, 2, 2]
    let x = Tensor.arange(32, dtype: .float32).reshaped(to: shape)
    #expect(x.rank == 8)
    let y = x.permuted([7, 6, 5, 4, 3, 2, 1, 0]) * 2
    #expect(y.shape == [2, 2, 1, 2, 1, 2, 1, 2])
    #expect(y.sum(axes: [0, 2, 4, 6]).shape == [2, 2, 2, 2])
    #expect(y.sum().item() == 992)
    #expect((x + Tensor.ones([2, 2])).shape == shape)
    #expect(x[0, .ellipsis, 1].shape == [1, 2, 1, 2, 1, 2])
  }
}
