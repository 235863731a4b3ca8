import TapestryCore
import TapestryTesting
import Testing

/// Sorting, against Swift's own.
@Suite struct SortingTests {
  @Test(arguments: [39, 41, 300, 5000]) func longRowsAreStable(length: Int) {
    for dtype in [DType.int64, .int32, .int16, .float64, .float32, .float16] {
      for descending in [false, true] {
        let x = SampleInput.integers([3, length], in: -90...90, dtype: dtype).tensor
        let (values, places) = x.sort(descending: descending)
        for row in 0..<3 {
          let numbers = x[row].array(as: Int.self)
          let expected = numbers.indices.sorted {
            numbers[$0] == numbers[$1]
              ? $0 < $1 : descending ? numbers[$0] > numbers[$1] : numbers[$0] < numbers[$1]
          }
          #expect(places[row].array(as: Int.self) == expected)
          #expect(values[row].array(as: Int.self) == expected.map { numbers[$0] })
        }
      }
    }
  }

  @Test func wideNumbersAreSorted() {
    let numbers = [Int.min, .max, 0, -1, 1, 1 << 40, -(1 << 40)]
    let x = Tensor(numbers)
    #expect(x.sort().values.array(as: Int.self) == numbers.sorted())
    #expect(x.sort(descending: true).values.array(as: Int.self) == numbers.sorted(by: >))
  }

  /// Such as differ in 32 bits, and such as do not, sort in ways of their own.
  @Test(arguments: [0, 31, 32, 33, 62]) func numbersFarApart(bits: Int) {
    let numbers =
      (0..<100).map { ($0 * 7919 % 101 - 50) << Swift.max(bits - 6, 0) } + [0, 1 << bits]
    let x = Tensor(numbers)
    #expect(x.sort().values.array(as: Int.self) == numbers.sorted())
    #expect(x.sort(descending: true).values.array(as: Int.self) == numbers.sorted(by: >))
  }

  @Test(arguments: [1, 40, 1000]) func theLargestAreThoseOfTheOrder(length: Int) {
    for dtype in [DType.int64, .int32, .uint8, .float64, .float32, .bfloat16] {
      let x = SampleInput.integers([3, length], in: 0...90, dtype: dtype).tensor
      for count in Set([0, 1, length / 5, length - 1, length]) {
        for largest in [false, true] {
          let top = x.topk(count, largest: largest)
          let order = x.argsort(descending: largest)[0..., ..<count]
          #expect(difference(of: top.indices, from: order) == nil)
          #expect(difference(of: top.values, from: x.takeAlong(order, axis: 1)) == nil)
        }
      }
    }
  }

  /// Few are kept as a row is looked through; where too many displace others, all are counted.
  @Test(arguments: [16, 63, 64, 65, 80, 81, 1000, 4099]) func theFewLargest(length: Int) {
    for dtype in [DType.int64, .int32, .float64, .float32] {
      let x = withSeed(11) { Tensor.randn([length]) * 1e3 }
      let rising = Tensor.arange(length)
      let rows = stack([
        x.cast(to: dtype), (x / 400).cast(to: dtype), rising.cast(to: dtype),
        (-rising).cast(to: dtype), (rising / 9).floor().cast(to: dtype),
        Tensor.zeros([length], dtype: dtype),
      ])
      for count in [1, 2, 10, 16, 17, 40] where count <= length {
        for largest in [false, true] {
          let top = rows.topk(count, largest: largest)
          let order = rows.argsort(descending: largest)[0..., ..<count]
          #expect(difference(of: top.indices, from: order) == nil, "\(dtype), \(count), \(largest)")
        }
      }
    }
  }

  @Test func amongTheFewLargestNaNIsFirst() {
    for dtype in [DType.float64, .float32] {
      let x = withSeed(12) { Tensor.randn([300], dtype: dtype) }
      x[70] = Tensor(scalar: Double.nan, dtype: dtype)
      x[200] = Tensor(scalar: Double.nan, dtype: dtype)
      x[5] = Tensor(scalar: Double.infinity, dtype: dtype)
      x[250] = Tensor(scalar: -Double.infinity, dtype: dtype)
      #expect(x.topk(3).indices.array(as: Int.self) == [70, 200, 5])
      #expect(x.topk(1, largest: false).indices.array(as: Int.self) == [250])
    }
  }

  @Test func amongTheLargestNaNIsFirst() {
    let x = Tensor([1, .nan, -.infinity, .infinity, 0, -0.0, .nan], dtype: .float32)
    #expect(x.topk(4).indices.array(as: Int.self) == [1, 6, 3, 0])
    #expect(x.topk(4, largest: false).indices.array(as: Int.self) == [2, 4, 5, 0])
  }

  @Test func numbersThatADtypeLacksAreNotFound() {
    let x = Tensor([0, 44, 255], dtype: .uint8)
    #expect(!x.isin(300).any().item(as: Bool.self))
    #expect(x.searchsorted(300).item(as: Int.self) == 3)
    #expect(x.searchsorted(-1).item(as: Int.self) == 0)
  }

  @Test func quantilesOfEightAxes() {
    let x = SampleInput.reals([1, 2, 1, 1, 2, 1, 2, 3]).tensor
    #expect(x.quantile(0.5, axis: -1).shape == [1, 2, 1, 1, 2, 1, 2])
    #expect(x.quantile(0.5, axis: 1, keepDims: true).shape == [1, 1, 1, 1, 2, 1, 2, 3])
  }
}
