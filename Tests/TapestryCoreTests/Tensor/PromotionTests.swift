import TapestryCore
import TapestryTesting
import Testing

/// The dtype of a result, against PyTorch's tables.
@Suite struct PromotionTests {
  static let queries = [
    GoldenQuery(file: "promotion", expression: "promoted_types()", inputs: []),
    GoldenQuery(file: "promotion", expression: "result_types()", inputs: []),
    GoldenQuery(file: "promotion", expression: "casts()", inputs: []),
    GoldenQuery(file: "promotion", expression: "limits()", inputs: []),
  ]

  private func lines(_ index: Int) throws -> [[Substring]] {
    let text = try Goldens.answer(Self.queries[index], in: Goldens.load("promotion")).text ?? ""
    return text.split(separator: "\n").map { $0.split(separator: " ") }
  }

  private func dtype(_ word: Substring) throws -> DType {
    try #require(DType.allCases.first { $0.description == word })
  }

  @Test func casts() throws {
    let rows = try lines(2)
    #expect(rows.count == 100)
    for row in rows {
      #expect(try dtype(row[0]).canCast(to: dtype(row[1])) == (row[2] == "True"), "\(row)")
    }
  }

  @Test func limits() throws {
    let rows = try lines(3)
    #expect(rows.count == 9)
    for row in rows {
      let dtype = try dtype(row[0])
      if dtype.isFloatingPoint {
        let limits = dtype.finfo()
        let numbers = [
          limits.eps, limits.max, limits.min, limits.smallestNormal, limits.tiny, limits.resolution,
        ]
        #expect(Int(row[1]) == limits.bits && row.dropFirst(2).map { Double($0) } == numbers)
        #expect(limits.dtype == dtype)
      } else {
        let limits = dtype.iinfo()
        #expect(row.dropFirst().map { Int($0) } == [limits.bits, limits.min, limits.max])
        #expect(limits.dtype == dtype)
      }
    }
  }

  private func table(_ index: Int) throws -> [[DType]] {
    let text = try Goldens.answer(Self.queries[index], in: Goldens.load("promotion")).text ?? ""
    return text.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { word in
        DType.allCases.first { $0.description == word }
      }
    }
  }

  @Test func pairsOfDTypes() throws {
    let rows = try table(0)
    #expect(rows.count == 100)
    for row in rows { #expect(DType.promote(row[0], row[1]) == row[2], "\(row)") }
  }

  /// Arrays, scalar tensors and plain numbers beside each other.
  @Test func resultsOfOperations() throws {
    let rows = try table(1)
    #expect(rows.count == 100)
    for row in rows {
      let (a, b) = (row[0], row[1])
      let operands: [(Tensor, Tensor)] = [
        (.ones([2], dtype: a), .ones([2], dtype: b)), (.ones([2], dtype: a), .ones([], dtype: b)),
        (.ones([], dtype: a), .ones([2], dtype: b)), (.ones([], dtype: a), .ones([], dtype: b)),
      ]
      for (index, operands) in operands.enumerated() {
        let (x, y) = operands
        #expect(Tensor.resultType(x, y) == row[2 + index], "\(row), \(index)")
        #expect((x + y).dtype == row[2 + index], "\(row), \(index)")
        #expect((x * y).dtype == row[2 + index], "\(row), \(index)")
        #expect(x.maximum(y).dtype == row[2 + index], "\(row), \(index)")
      }
      for (index, shape) in [[2], []].enumerated() {
        let x = Tensor.ones(Shape(shape), dtype: a)
        let numbers = [(x + 2).dtype, (x + 2.5).dtype, (x + true).dtype]
        let mirrored = [(2 + x).dtype, (2.5 + x).dtype, (true + x).dtype]
        let expected = Array(row[(6 + 3 * index)..<(9 + 3 * index)])
        #expect(numbers == expected, "\(a) \(shape)")
        #expect(mirrored == expected, "\(a) \(shape)")
        let types = [
          Tensor.resultType(x, 2), Tensor.resultType(x, 2.5), Tensor.resultType(x, true),
        ]
        #expect(types == expected, "\(a) \(shape)")
      }
    }
  }

  /// A number takes the tensor's dtype before it is used: it does not wrap on the way, nor lose its fraction.
  @Test func valuesOfNumbers() {
    #expect((Tensor([UInt8(3)]) * 2.5).item() == 7.5)
    #expect((Tensor([0.1], dtype: .float64) + 0.2).item() == 0.1 + 0.2)
    #expect((Tensor.arange(3) + 5_000_000_000)[2].item(as: Int.self) == 5_000_000_002)
    #expect((Tensor([true]) + 1).item(as: Int.self) == 2)
    #expect((Tensor([UInt8(250)]) + 10).item(as: Int.self) == 4)
    #expect((Tensor([Int32.max]) + 1).item(as: Int.self) == Int(Int32.min))
  }
}
