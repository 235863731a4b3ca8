import Dispatch
import Glibc
import Tapestry

/// What bounds the workloads on this machine: the rate of its matrix products, that of its memory, and the cost of a block of memory and a
/// function call; and of training steps the time of their matrix products alone. Runs where it is named.
func floors(_ report: Report) {
  if report.asks(for: "floor_gemm") {
    let rates = [512, 1024, 1536].map { n in
      let (a, b) = (Tensor.randn([n, n]), Tensor.randn([n, n]))
      let times = (0..<12).map { _ in seconds { _ = a.matmul(b) } }
      return 2 * Double(n * n * n) / times.min()! / 1e9
    }
    report.emit("floor_gemm", rates.max()!, "GFLOP/s")
  }
  if report.asks(for: "floor_stream") {
    report.emit("floor_stream", streamRate(), "GB/s")
  }
  if report.asks(for: "floor_call") {
    let time = median(of: 30) { for _ in 0..<1000 { blockAndCall() } }
    report.emit("floor_call", time * 1e6, "ns")
  }
  for (work, products) in stepProducts where report.asks(for: "floor_\(work)") {
    let operands = products.map { product in
      (Tensor.randn(product.left), Tensor.randn(product.right), product.count)
    }
    let time = median(of: 20) {
      for (left, right, count) in operands { for _ in 0..<count { _ = left.matmul(right) } }
    }
    report.emit("floor_\(work)", time * 1e3, "ms")
  }
}

/// A product of matrices that a step computes `count` times.
private struct Product {
  let left, right: Shape
  let count: Int

  init(_ rows: Int, _ inner: Int, _ columns: Int, times count: Int = 1, batch: Int? = nil) {
    left = batch.map { [$0, rows, inner] } ?? [rows, inner]
    right = batch.map { [$0, inner, columns] } ?? [inner, columns]
    self.count = count
  }

  /// The product of a layer, and those for the gradients of its weight and, unless it is the first, of its input.
  static func layer(
    _ rows: Int, _ inputs: Int, _ outputs: Int, isFirst: Bool = false, times: Int = 1
  ) -> [Product] {
    let products = [
      Product(rows, inputs, outputs, times: times), Product(outputs, rows, inputs, times: times),
    ]
    return isFirst ? products : products + [Product(rows, outputs, inputs, times: times)]
  }
}

private let stepProducts: [(work: String, products: [Product])] = [
  ("mlp_step", Product.layer(128, 784, 128, isFirst: true) + Product.layer(128, 128, 10)),
  (
    "lstm_step",
    // Time step by time step there and back, and the weights' gradients in one product each.
    Product.layer(128 * 28, 28, 512, isFirst: true) + [
      Product(128, 128, 512, times: 28), Product(128, 512, 128, times: 28),
      Product(512, 128 * 28, 128),
    ] + Product.layer(128, 128, 10)
  ),
  (
    "gpt_step",
    Product.layer(1024, 128, 384, times: 4) + Product.layer(1024, 128, 128, times: 4)
      + Product.layer(1024, 128, 512, times: 4) + Product.layer(1024, 512, 128, times: 4)
      + Product.layer(1024, 128, 65)
      // Of attention two products forward and five backward, which computes the scores again.
      + [Product(64, 32, 64, times: 12, batch: 64), Product(64, 64, 32, times: 16, batch: 64)]
  ),
]

/// Bytes read and written a second by all cores together as they copy memory.
private func streamRate() -> Double {
  let cores = Threads.count
  let size = 64 << 20
  let blocks = (0..<cores).map { _ in
    let from = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    let to = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    memset(from, 1, size)
    memset(to, 2, size)
    return Block(from: from, to: to)
  }
  defer {
    for block in blocks {
      block.from.deallocate()
      block.to.deallocate()
    }
  }
  let times = (0..<10).map { _ in
    seconds {
      DispatchQueue.concurrentPerform(iterations: cores) { core in
        memcpy(blocks[core].to, blocks[core].from, size)
      }
    }
  }
  return 2 * Double(cores * size) / times.min()! / 1e9
}

/// Two places in memory.
private struct Block: @unchecked Sendable {
  // Sendable: each thread copies a block of its own, and all are done before the next begins.
  let from, to: UnsafeMutableRawPointer
}

@inline(never)
private func blockAndCall() {
  let block = malloc(128)
  touched = Int(bitPattern: block)
  free(block)
}

// Written so that the optimiser keeps the block. One thread uses it.
nonisolated(unsafe) private var touched = 0
