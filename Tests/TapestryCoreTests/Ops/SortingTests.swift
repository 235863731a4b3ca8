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
