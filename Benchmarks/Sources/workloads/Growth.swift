import Tapestry

/// How time and memory grow with the size of a problem, one size a line. Runs where it is named.
func growth(_ report: Report) {
  growthWithBatch(report)
  growthWithWidth(report)
  growthWithDepth(report)
  growthWithSequence(report)
  growthWithParameters(report)
  growthWithThreads(report)
}

/// The most memory that a piece of work takes beyond what there was before, in bytes, and its median time in seconds.
private func cost(of count: Int = 7, _ body: () -> Void) -> (time: Double, memory: Int) {
  let memory = peakMemory(during: body)
  return (median(of: count, warmUps: 1, body), memory)
}

extension Report {
  fileprivate func emit(_ work: String, size: Int, _ cost: (time: Double, memory: Int)) {
    emit(work, cost.time * 1e3, "ms", extras: ["x": size, "memory": cost.memory])
  }
}

private func perceptronStep(batch: Int, width: Int) -> () -> Void {
  let model = Sequential {
    Linear(width, width)
    ReLU()
    Linear(width, 10)
  }
  let optimizer = SGD(model.parameters(), learningRate: 1e-3)
  let (inputs, labels) = (Tensor.randn([batch, width]), Tensor.randint(0..<10, [batch]))
  return {
    optimizer.zeroGrad()
    crossEntropy(model(inputs), labels).backward()
    optimizer.step()
  }
}

private func growthWithBatch(_ report: Report) {
  guard report.asks(for: "grow_batch") else { return }
  for batch in [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] {
    report.emit("grow_batch", size: batch, cost(perceptronStep(batch: batch, width: 256)))
  }
}

private func growthWithWidth(_ report: Report) {
  guard report.asks(for: "grow_width") else { return }
  for width in [32, 64, 128, 256, 512, 1024, 2048] {
    report.emit("grow_width", size: width, cost(perceptronStep(batch: 128, width: width)))
  }
}

private func growthWithDepth(_ report: Report) {
  guard report.asks(for: "grow_depth") else { return }
  let (start, step) = (Tensor.ones([4]).requiringGrad(), Tensor.ones([4]))
  for depth in [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000] {
    let cost = cost {
      start.grad = nil
      var x = start
      for _ in 0..<depth { x = x + step }
      x.sum().backward()
    }
    report.emit("grow_depth", size: depth, cost)
  }
}

private func growthWithSequence(_ report: Report) {
  if report.asks(for: "grow_sequence_lstm") {
    let lstm = LSTM(32, 64, batchFirst: true)
    for length in [8, 16, 32, 64, 128, 256, 512] {
      let x = Tensor.randn([16, length, 32])
      let cost = cost {
        for parameter in lstm.parameters() { parameter.grad = nil }
        lstm(x).output.sum().backward()
      }
      report.emit("grow_sequence_lstm", size: length, cost)
    }
  }
  if report.asks(for: "grow_sequence_attention") {
    for length in [64, 128, 256, 512, 1024, 2048, 4096] {
      let parts = (0..<3).map { _ in Tensor.randn([1, 2, length, 32]).requiringGrad() }
      let cost = cost(of: 3) {
        for part in parts { part.grad = nil }
        scaledDotProductAttention(parts[0], parts[1], parts[2], isCausal: true).sum().backward()
      }
      report.emit("grow_sequence_attention", size: length, cost)
    }
  }
}

private func growthWithParameters(_ report: Report) {
  guard report.asks(for: "grow_parameters") else { return }
  for count in [1000, 10_000, 100_000, 1_000_000, 10_000_000, 30_000_000] {
    let parameter = Parameter(Tensor.randn([count]))
    let gradient = Tensor.randn([count])
    let optimizer = Adam([parameter], learningRate: 1e-3)
    let cost = cost {
      parameter.grad = gradient
      optimizer.step()
    }
    report.emit("grow_parameters", size: count, cost)
  }
}

private func growthWithThreads(_ report: Report) {
  guard report.asks(for: "grow_threads") else { return }
  let before = Threads.count
  defer { Threads.setCount(before) }
  let (a, b) = (Tensor.randn([1024, 1024]), Tensor.randn([1024, 1024]))
  let large = Tensor.randn([1 << 23])
  let step = perceptronStep(batch: 512, width: 512)
  for count in [1, 2] where count <= before {
    Threads.setCount(count)
    report.emit("grow_threads_matmul", size: count, cost { _ = a.matmul(b) })
    report.emit("grow_threads_exp", size: count, cost { _ = large.exp() })
    report.emit("grow_threads_step", size: count, cost(step))
  }
}
