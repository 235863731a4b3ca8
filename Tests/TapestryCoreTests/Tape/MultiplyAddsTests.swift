import TapestryCore
import Testing

@Suite struct MultiplyAddsTests {
  private func count(_ body: () -> Tensor) -> Int {
    let before = MultiplyAdds.total
    _ = MultiplyAdds.counting(body)
    return MultiplyAdds.total - before
  }

  @Test func products() {
    let x = Tensor.ones([5, 3])
    #expect(count { x.matmul(Tensor.ones([3, 4])) } == 60)
    #expect(count { x.matmul(Tensor.ones([3])) } == 15)
    #expect(count { Tensor.ones([2, 5, 3]).matmul(Tensor.ones([3, 4])) } == 120)
    #expect(count { Tensor.ones([2, 1, 5, 3]).matmul(Tensor.ones([7, 3, 4])) } == 840)
    #expect(count { linear(x, Tensor.ones([4, 3]), Tensor.ones([4])) } == 60)
    #expect(count { linear(Tensor.ones([2, 5, 3]), Tensor.ones([4, 3])) } == 120)
    #expect(count { linear(x.bfloat16(), Tensor.ones([4, 3], dtype: .bfloat16)) } == 60)
    #expect(count { autocast { linear(x, Tensor.ones([4, 3])) } } == 60)
    #expect(count { x + x } == 0)
  }

  @Test func convolutions() {
    let image = Tensor.ones([2, 4, 6, 6])
    #expect(count { conv2d(image, Tensor.ones([8, 4, 3, 3])) } == 2 * 8 * 16 * 36)
    #expect(count { conv2d(image, Tensor.ones([8, 4, 1, 1])) } == 2 * 8 * 36 * 4)
    #expect(count { conv2d(image, Tensor.ones([4, 1, 3, 3]), groups: 4) } == 2 * 4 * 16 * 9)
    #expect(
      count { convTranspose2d(image, Tensor.ones([4, 5, 2, 2]), stride: 2) }
        == 2 * 4 * 36 * 5 * 4)
  }

  @Test func attention() {
    let (q, k, v) = (Tensor.ones([2, 5, 4]), Tensor.ones([2, 7, 4]), Tensor.ones([2, 7, 3]))
    #expect(count { scaledDotProductAttention(q, k, v) } == 2 * 5 * 7 * (4 + 3))
  }

  @Test func nothingIsCountedUnasked() {
    let before = MultiplyAdds.total
    _ = Tensor.ones([2, 2]).matmul(Tensor.ones([2, 2]))
    #expect(MultiplyAdds.total == before)
  }
}
