import Benchmark
import CAllocationCount
import Tapestry

/// What small operations, recording and a training step ask of the machine: time, and how often they take memory from the system.
///
/// Times are for reading. The numbers of allocations do not vary; `make bench-counts` holds them to those in `Thresholds`.
let benchmarks: @Sendable () -> Void = {
  add("add", times: 1000) {
    let (a, b) = (Tensor.ones([4]), Tensor.ones([4]))
    return { noGrad { _ = a + b } }
  }
  add("addRecorded", times: 1000) {
    let (a, b) = (Tensor.ones([4]).requiringGrad(), Tensor.ones([4]))
    return { _ = a + b }
  }
  add("sigmoidRecorded", times: 1000) {
    let a = Tensor.ones([4]).requiringGrad()
    return { _ = a.sigmoid() }
  }
  add("viewRecorded", times: 1000) {
    let a = Tensor.ones([4, 4]).requiringGrad()
    return { _ = a.transposed() }
  }
  add("sum", times: 1000) {
    let a = Tensor.ones([16, 16])
    return { _ = a.sum(axis: 0) }
  }
  add("matmul", times: 1000) {
    let (a, b) = (Tensor.ones([16, 16]), Tensor.ones([16, 16]))
    return { _ = a.matmul(b) }
  }
  add("chainOf100", times: 10) {
    let (start, step) = (Tensor.ones([4]).requiringGrad(), Tensor.ones([4]))
    return {
      var x = start
      for _ in 0..<100 { x = x + step }
      x.sum().backward()
    }
  }
  add("perceptronAnswer", times: 100) {
    let (model, image) = (perceptron(), Tensor.ones([1, 64]))
    model.eval()
    return { noGrad { _ = model(image) } }
  }
  add("perceptronStep", times: 10) {
    let model = perceptron()
    let optimizer = Adam(model.parameters(), learningRate: 1e-3)
    let (images, labels) = (Tensor.ones([32, 64]), Tensor.zeros([32], dtype: .int64))
    return {
      optimizer.zeroGrad()
      crossEntropy(model(images), labels).backward()
      optimizer.step()
    }
  }
}

private func perceptron() -> Sequential {
  Sequential {
    Linear(64, 32)
    ReLU()
    Linear(32, 10)
  }
}

/// Adds a benchmark of `count` calls of what `prepare` returns.
private func add(_ name: String, times count: Int, _ prepare: @escaping @Sendable () -> () -> Void)
{
  let allocations = BenchmarkMetric.custom("Allocations")
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .instructions, allocations], warmupIterations: 0,
    maxDuration: .milliseconds(500), maxIterations: 200)
  Benchmark(name, configuration: configuration) { benchmark in
    let work = prepare()
    // Caches of memory and of what the language looks up once.
    for _ in 0..<2 * count { work() }
    benchmark.startMeasurement()
    let before = allocation_count()
    for _ in 0..<count { work() }
    let taken = allocation_count() - before
    benchmark.stopMeasurement()
    benchmark.measurement(allocations, taken)
  }
}
