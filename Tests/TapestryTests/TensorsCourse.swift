import Tapestry
import Testing

@Suite struct TensorsCourse {
  @Test func makingAndReading() {
    // shown
    let x = Tensor([[1, 2, 3], [4, 5, 6]])
    print(x)  // [[1., 2., 3.], [4., 5., 6.]], and its shape and dtype
    print(x.shape, x.dtype, x.rank, x.count)  // [2, 3] float32 2 6

    let zeros = Tensor.zeros([2, 3])
    let noise = withSeed(7) { Tensor.randn([2, 3]) }
    let steps = Tensor.arange(6)
    // end
    #expect(x.shape == [2, 3] && x.dtype == .float32)
    #expect(zeros.sum().item() == 0 && noise.shape == [2, 3] && steps.count == 6)

    // shown
    let sum = x + 10 * zeros
    let product = x.matmul(x.transposed())  // [2, 2]
    let columnMeans = x.mean(axis: 0)  // [2.5, 3.5, 4.5]
    let scaled = x / x.max()
    // end
    #expect(sum.array(as: Float.self) == x.array(as: Float.self))
    #expect(product.array(as: Float.self) == [14, 32, 32, 77])
    #expect(columnMeans.array(as: Float.self) == [2.5, 3.5, 4.5])
    #expect(scaled.max().item() == 1)

    // shown
    let firstRow = x[0]  // [1, 2, 3]
    let lastColumn = x[0..., -1]  // [3, 6]
    let large = x[x > 2]  // [3, 4, 5, 6]
    let tall = x.reshaped(to: [3, 2])
    // end
    #expect(firstRow.array(as: Float.self) == [1, 2, 3])
    #expect(lastColumn.array(as: Float.self) == [3, 6])
    #expect(large.array(as: Float.self) == [3, 4, 5, 6])
    #expect(tall.shape == [3, 2])

    // shown
    let copy = x.clone()
    copy[0] = Tensor([7, 8, 9])  // x stays as it is
    x[1, 0...].update { $0 * 0 }  // a part of x: x is [[1, 2, 3], [0, 0, 0]] now
    // end
    #expect(copy.array(as: Float.self) == [7, 8, 9, 4, 5, 6])
    #expect(x.array(as: Float.self) == [1, 2, 3, 0, 0, 0])

    // shown
    let numbers = x.array(as: Float.self)  // a Swift array, row by row
    let whole = x.cast(to: .int64)
    let one = x[0, 2].item()  // a Double: 3.0
    // end
    #expect(numbers == [1, 2, 3, 0, 0, 0] && whole.dtype == .int64 && one == 3)
  }
}
