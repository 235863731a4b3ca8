import TapestryCore
import TapestryTesting
import Testing

/// The 16-bit floating-point dtypes: what conversions, copies and kernels do with their bits.
@Suite struct HalfTests {
  private static let patterns = (0...UInt16.max).map(\.self)

  private func float16(_ patterns: [UInt16]) -> Tensor {
    Tensor(patterns.map { Float16(bitPattern: $0) })
  }

  private func bfloat16(_ patterns: [UInt16]) -> Tensor {
    Tensor(patterns.map { BFloat16(bitPattern: $0) })
  }

  /// All numbers of each type, there and back; Swift's own conversions say what they are.
  @Test func everyNumber() {
    let (half, brain) = (float16(Self.patterns), bfloat16(Self.patterns))
    #expect(half.dtype == .float16 && brain.dtype == .bfloat16)
    let (halves, brains) = (half.array(as: Float.self), brain.array(as: Float.self))
    for pattern in Self.patterns {
      let expected = Float(Float16(bitPattern: pattern))
      let value = halves[Int(pattern)]
      #expect(value.bitPattern == expected.bitPattern || (value.isNaN && expected.isNaN))
      #expect(brains[Int(pattern)].bitPattern == UInt32(pattern) << 16)
    }
    #expect(isBitwiseEqual(half.float().half(), half))
    #expect(isBitwiseEqual(half.double().half(), half))
    #expect(isBitwiseEqual(brain.float().bfloat16(), brain))
  }

  /// Numbers between two neighbours go to the nearer one, halves to the even one.
  @Test func rounding() {
    var values: [Float] = []
    for pattern in UInt16(0)..<0x7c00 {
      let (low, high) = (
        Float(Float16(bitPattern: pattern)),
        pattern == 0x7bff ? 65536 : Float(Float16(bitPattern: pattern + 1))
      )
      let middle = (low + high) / 2
      values += [middle.nextDown, middle, middle.nextUp, -middle]
    }
    values += [.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e-30]
    #expect(
      Tensor(values).half().array(as: Float16.self).map(\.bitPattern)
        == values.map { Float16($0).bitPattern })
    #expect(BFloat16(1.00390625 as Float).bitPattern == 0x3f80)
    #expect(BFloat16(1.01171875 as Float).bitPattern == 0x3f82)
    let words = values + values.map { $0 * 1e30 }
    #expect(
      Tensor(words).bfloat16().array(as: BFloat16.self).map(\.bitPattern)
        == words.map { BFloat16($0).bitPattern })
  }

  @Test func copiesOfTwoBytes() {
    let x = float16((0..<100 * 67).map { UInt16($0) }).reshaped(to: [100, 67])
    let flipped = x.transposed().contiguous()
    #expect(isBitwiseEqual(flipped.transposed().contiguous(), x))
    #expect(flipped[5, 7].item() == x[7, 5].item())
    #expect(Tensor.full([33], 1.5, dtype: .bfloat16).sum().item() == 49.5)
    let mask = Tensor([true, false, true])
    let (a, b) = (Tensor([1, 2, 3], dtype: .int16), Tensor([4, 5, 6], dtype: .int16))
    #expect(Tensor.where(mask, a, b).array(as: Int16.self) == [1, 5, 3])
    #expect(a.indexSelect(axis: 0, Tensor([2, 0], dtype: .int64)).array(as: Int.self) == [3, 1])
  }

  /// Sums are carried in float32: in 16 bits adding 1 to 2048, or to 256, changes nothing.
  @Test(arguments: [DType.float16, .bfloat16]) func longSums(dtype: DType) {
    let x = Tensor.ones([5000], dtype: dtype)
    #expect(x.sum().item() == Tensor(5000, dtype: dtype).item())
    #expect(x.mean().item() == 1)
    #expect(x.cumsum(axis: 0)[-1].item() == Tensor(5000, dtype: dtype).item())
    let places = Tensor.zeros([5000], dtype: .int64)
    let sums = Tensor.zeros([1], dtype: dtype).scatterAdd(axis: 0, indices: places, source: x)
    #expect(sums.item() == Tensor(5000, dtype: dtype).item())
    #expect(
      Tensor.full([300, 300], 0.01, dtype: dtype).matmul(.ones([300, 2], dtype: dtype)).dtype
        == dtype)
  }

  @Test(arguments: [DType.float16, .bfloat16]) func derivatives(dtype: DType) {
    let x = Tensor([[0.5, -1], [2, 3]], dtype: dtype).requiringGrad()
    let w = Tensor([[1, 2], [0.25, -0.5]], dtype: dtype).requiringGrad()
    let loss = (linear(x, w).softmax(axis: 1) * x).sum()
    #expect(loss.dtype == dtype)
    loss.backward()
    #expect(x.grad?.dtype == dtype && w.grad?.dtype == dtype)
    let (y, v) = (x.detach().double().requiringGrad(), w.detach().double().requiringGrad())
    (linear(y, v).softmax(axis: 1) * y).sum().backward()
    let tolerance = Tolerance(relative: 2e-2, absolute: 2e-2)
    for (ours, exact) in [(x, y), (w, v)] {
      #expect(
        difference(of: ours.grad!, from: exact.grad!, tolerance: tolerance, checksDType: false)
          == nil)
    }
  }

  @Test func bfloat16Texts() {
    let texts: [(Float, String)] = [
      (0.1, "0.1"), (3.14, "3.14"), (1, "1.0"), (-2.5, "-2.5"), (256, "256.0"), (1e10, "1e+10"),
      (.infinity, "inf"), (0, "0.0"),
    ]
    for (number, text) in texts {
      #expect(Double(BFloat16(number).description) == Double(text), "\(number)")
    }
    #expect(BFloat16.nan.isNaN && !BFloat16.infinity.isFinite)
    #expect(BFloat16(1) < 2 && BFloat16(-0.0 as Float) == 0)
    #expect(
      "\(Tensor([0.1, 3.14, -2], dtype: .bfloat16))"
        == "Tensor([ 0.1 ,  3.14, -2.  ], shape: [3], dtype: bfloat16)")
  }
}
