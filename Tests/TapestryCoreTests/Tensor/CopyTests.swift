import TapestryCore
import TapestryTesting
import Testing

/// Copies of views, against places worked out one by one: rows of many lengths, whole and in pieces, in order and out of it.
@Suite struct CopyTests {
  /// Elements that tell where they stood.
  private static func numbered(_ shape: Shape, _ dtype: DType) -> Tensor {
    let count = shape.reduce(1, *)
    return (Tensor.arange(count) % 251).cast(to: dtype).reshaped(to: shape)
  }

  @Test(arguments: [1, 3, 7, 8, 15, 16, 17, 31, 33, 64, 129, 700])
  func rowsOutOfOrder(length: Int) {
    for dtype in [DType.uint8, .bfloat16, .float32, .float64] {
      let x = Self.numbered([3, 5, 4, length], dtype)
      let copy = x.permuted(0, 2, 1, 3).contiguous()
      let places = (0..<3).flatMap { a in
        (0..<4).flatMap { c in
          (0..<5).flatMap { b in (0..<length).map { ((a * 5 + b) * 4 + c) * length + $0 } }
        }
      }
      #expect(copy.array(as: Double.self) == places.map { Double($0 % 251) })
    }
  }

  /// Matrices one by one or several at a time, whole and in strips of their columns.
  @Test(arguments: [[7, 30, 50], [3, 130, 700], [200, 65, 17], [2, 3, 40_000]])
  func exchangedAxesOfManyMatrices(sizes: [Int]) {
    let (matrices, rows, columns) = (sizes[0], sizes[1], sizes[2])
    let x = Self.numbered(Shape(sizes), .float32)
    let copy = x.permuted(0, 2, 1).contiguous()
    let places = (0..<matrices).flatMap { m in
      (0..<columns).flatMap { c in (0..<rows).map { (m * rows + $0) * columns + c } }
    }
    #expect(copy.array(as: Int.self).elementsEqual(places.map { $0 % 251 }))
  }

  @Test(arguments: [1, 5, 12, 13, 60]) func rowsOfPartsOfRows(start: Int) {
    let x = Self.numbered([40, 1100], .float32)
    let part = x[0..., start..<start + 1021].contiguous()
    for row in [0, 1, 39] {
      let first = row * 1100 + start
      #expect(
        part[row].array(as: Int.self) == (first..<first + 1021).map { $0 % 251 })
    }
    let rolled = x.rolled(start, axis: 1)
    #expect(
      rolled[7].array(as: Int.self)
        == (0..<1100).map {
          (7 * 1100 + ($0 - start + 1100) % 1100) % 251
        })
  }

  @Test func stretchedAndReversedRows() {
    let x = Self.numbered([6, 40], .float32)
    let stretched = x.unsqueezed(1).expanded(to: [6, 3, 40]).contiguous()
    for repeats in 0..<3 { #expect(difference(of: stretched[0..., repeats], from: x) == nil) }
    #expect(
      x.flipped(axes: [1])[2].array(as: Int.self) == x[2].array(as: Int.self).reversed())
  }

  @Test func rowsByPlaces() {
    for size in [1, 5, 8, 33, 300] {
      let table = Self.numbered([50, size], .float32)
      let places = (0..<70).map { $0 * 37 % 50 }
      let rows = table.indexSelect(axis: 0, Tensor(places))
      #expect(
        rows.array(as: Int.self) == places.flatMap { p in (0..<size).map { (p * size + $0) % 251 } }
      )
    }
  }

  /// Large enough to be cut into pieces for several threads.
  @Test func operandsThatStretch() {
    let (row, column) = (Self.numbered([300], .float32), Self.numbered([200, 1], .float32))
    let sums = (row + column).array(as: Int.self)
    #expect(sums == (0..<200).flatMap { c in (0..<300).map { c % 251 + $0 % 251 } })
    let planes = Self.numbered([9, 70, 1, 60], .float32) - Self.numbered([70, 5, 60], .float32)
    #expect(planes.shape == [9, 70, 5, 60])
    for (a, b, c, d) in [(0, 0, 0, 0), (8, 69, 4, 59), (3, 41, 2, 17)] {
      let expected = ((a * 70 + b) * 60 + d) % 251 - ((b * 5 + c) * 60 + d) % 251
      #expect(planes[a, b, c, d].item(as: Int.self) == expected)
    }
  }
}
