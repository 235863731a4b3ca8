import TapestryCore
import TapestryTesting
import Testing

/// Products small enough for the kernel of our own: every size around its tiles, and every way operands can lie.
@Suite struct SmallProductTests {
  private static let sizes = [1, 2, 5, 6, 7, 8, 15, 16, 17, 31, 33, 97, 130]

  private func operand(_ rows: Int, _ columns: Int, _ seed: UInt64, lies: Int) -> Tensor {
    withSeed(seed) {
      switch lies {
      case 0: Tensor.randn([rows, columns])
      case 1: Tensor.randn([columns, rows]).T
      default: Tensor.randn([rows + 1, columns + 3])[1..., 2..<(columns + 2)]
      }
    }
  }

  @Test(arguments: 0..<3, 0..<3) func equalProductsInDouble(left: Int, right: Int) {
    for m in Self.sizes {
      for n in Self.sizes {
        for k in [1, 9, 64, 300] {
          let a = operand(m, k, 1, lies: left)
          let b = operand(k, n, 2, lies: right)
          let expected = a.cast(to: .float64).matmul(b.cast(to: .float64)).cast(to: .float32)
          let farthest = (a.matmul(b) - expected).abs().max().item()
          #expect(farthest < 1e-6 * Double(k + 30), "[\(m), \(k)] · [\(k), \(n)]")
        }
      }
    }
  }

  @Test func numberOfThreadsChangesNoBit() {
    let (a, b) = (operand(200, 300, 3, lies: 0), operand(300, 190, 4, lies: 1))
    let before = Threads.count
    defer { Threads.setCount(before) }
    let results = [1, 2, 3, 7].map { count in
      Threads.setCount(count)
      return a.matmul(b)
    }
    for result in results {
      #expect(result.array(as: Float.self) == results[0].array(as: Float.self))
    }
  }

  @Test func nansStayInTheirRowsAndColumns() {
    let (a, b) = (Tensor.ones([20, 20]), Tensor.ones([20, 20]))
    a[3, 4] = Tensor(Float.nan)
    b[5, 19] = Tensor(Float.infinity)
    let product = a.matmul(b)
    for row in 0..<20 {
      for column in 0..<20 {
        let value = product[row, column].item()
        if row == 3 {
          #expect(value.isNaN)
        } else {
          #expect(value == (column == 19 ? .infinity : 20))
        }
      }
    }
  }
}
