import Glibc
import Synchronization
import TapestryCore
import TapestryData
import Testing

// The clock also runs while other tests hold the threads that this one waits for.
@Suite(.timeLimit(.minutes(5))) struct PrefetchTests {
  /// Examples that take unequal time to read, and count how many were read.
  private final class Slow: Dataset, Sendable {
    let count: Int
    private let reads = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    var readCount: Int { reads.load(ordering: .relaxed) }

    subscript(index: Int) -> (Tensor, Tensor) {
      reads.add(1, ordering: .relaxed)
      usleep(UInt32.random(in: 0..<500))
      return (Tensor([Float(index)], shape: [1]), Tensor.randint(0..<1_000_000, [1]))
    }
  }

  @Test(arguments: 1...4) func theOrderIsKept(workers: Int) {
    let data = Slow(count: 103)
    let loader = DataLoader(data, batchSize: 4, shuffle: true, seed: 3, workers: workers)
    let plain = DataLoader(data, batchSize: 4, shuffle: true, seed: 3)
    for _ in 0..<3 {
      let expected = plain.map { $0.0.array(as: Int.self) }
      #expect(loader.map { $0.0.array(as: Int.self) } == expected)
    }
  }

  @Test func randomNumbersDoNotDependOnTheNumberOfWorkers() {
    func numbers(_ workers: Int, _ seed: UInt64?) -> [[Int]] {
      let loader = DataLoader(Slow(count: 40), batchSize: 4, seed: seed, workers: workers)
      return (0..<2).flatMap { _ in loader.map { $0.1.array(as: Int.self) } }
    }
    let one = numbers(1, 5)
    #expect(one == numbers(3, 5))
    #expect(one != numbers(3, 6))
    #expect(Set(one).count == 20, "every batch of every epoch has numbers of its own")
    #expect(withSeed(9) { numbers(2, nil) } == withSeed(9) { numbers(3, nil) })
  }

  @Test func workersDoNotRunFarAhead() async throws {
    let data = Slow(count: 1000)
    let loader = DataLoader(data, batchSize: 1, workers: 2)
    var iterator = loader.makeIterator()
    _ = iterator.next()
    try await Task.sleep(for: .milliseconds(100))
    // Four may wait to be taken, and one was.
    #expect(data.readCount <= 5)
    withExtendedLifetime(iterator) {}
  }

  @Test func leavingEarlyStopsTheWorkers() async throws {
    let data = Slow(count: 100_000)
    for (inputs, _) in DataLoader(data, batchSize: 2, workers: 3) where inputs.count == 2 { break }
    var reads = 0
    while reads != data.readCount {
      reads = data.readCount
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(reads < 100)
  }

  @Test(arguments: 1...3) func anErrorComesAtThePlaceOfItsBatch(workers: Int) throws {
    let loader = DataLoader(Fragile(count: 100, broken: 41), batchSize: 2, workers: workers)
    for _ in 0..<2 {
      var batches = loader.batches()
      var seen = 0
      var failure: Fragile.Broken?
      do throws(Fragile.Broken) {
        while let (inputs, _) = try batches.next() { seen += inputs.count }
      } catch {
        failure = error
      }
      #expect(seen == 40)
      #expect(failure == Fragile.Broken(index: 41))
      #expect(try batches.next() == nil)
    }
  }

  @Test func anEmptyDataSetEndsAtOnce() {
    #expect(DataLoader(Slow(count: 0), batchSize: 2, workers: 2).map { $0 }.isEmpty)
  }
}
