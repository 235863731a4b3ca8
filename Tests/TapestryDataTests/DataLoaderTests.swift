import TapestryCore
import TapestryData
import Testing

@Suite struct DataLoaderTests {
  /// Row i of the inputs is [i, −i], its target i.
  private func rows(_ count: Int) -> TensorDataset {
    TensorDataset(
      Tensor((0..<count).flatMap { [Float($0), -Float($0)] }, shape: [count, 2]),
      Tensor((0..<count).map { Int64($0) }, shape: [count]))
  }

  private func targets(_ loader: DataLoader<TensorDataset>) -> [[Int]] {
    loader.map { $0.1.array(as: Int.self) }
  }

  @Test func goesThroughInOrder() {
    let loader = DataLoader(rows(7), batchSize: 3)
    #expect(targets(loader) == [[0, 1, 2], [3, 4, 5], [6]])
    #expect(targets(loader) == [[0, 1, 2], [3, 4, 5], [6]])
    #expect(loader.count == 3)
    for (inputs, targets) in DataLoader(rows(4), batchSize: 4) {
      #expect(inputs.shape == [4, 2])
      #expect(inputs.dtype == .float32)
      #expect(inputs.array(as: Int.self) == [0, 0, 1, -1, 2, -2, 3, -3])
      #expect(targets.dtype == .int64)
    }
  }

  @Test func dropsAPartialLastBatch() {
    #expect(targets(DataLoader(rows(7), batchSize: 3, dropLast: true)) == [[0, 1, 2], [3, 4, 5]])
    #expect(targets(DataLoader(rows(6), batchSize: 3, dropLast: true)).count == 2)
    #expect(targets(DataLoader(rows(2), batchSize: 3, dropLast: true)) == [])
    #expect(DataLoader(rows(7), batchSize: 3, dropLast: true).count == 2)
  }

  @Test func anEmptyDataSetHasNoBatches() {
    #expect(targets(DataLoader(rows(0), batchSize: 3)) == [])
    #expect(targets(DataLoader(rows(0), batchSize: 3, shuffle: true)) == [])
  }

  @Test func shufflingTakesEachExampleOnceAndPairsStayTogether() {
    let loader = DataLoader(rows(1000), batchSize: 64, shuffle: true, seed: 1)
    var seen: [Int] = []
    for (inputs, targets) in loader {
      let values = targets.array(as: Int.self)
      #expect(inputs.array(as: Int.self) == values.flatMap { [$0, -$0] })
      seen += values
    }
    #expect(seen != Array(0..<1000))
    #expect(seen.sorted() == Array(0..<1000))
  }

  @Test(arguments: [(4, 4, 2), (25, 25, 9), (10, 10, 4), (0, 0, 0)])
  func aSamplerMayTakeSomeOrBeginAnew(samples: Int, examples: Int, batches: Int) {
    let loader = DataLoader(
      rows(10), batchSize: 3, sampler: RandomSampler(sampleCount: samples, seed: 1))
    #expect(loader.exampleCount == examples && loader.count == batches)
    let (first, second) = (targets(loader).flatMap { $0 }, targets(loader).flatMap { $0 })
    #expect(first.count == examples)
    for start in stride(from: 0, to: examples, by: 10) {
      let part = first[start..<min(start + 10, examples)]
      #expect(Set(part).count == part.count)
    }
    if examples > 0 { #expect(first != second) }
  }

  @Test func examplesAreThoseOfWholeBatchesWhereTheLastIsDropped() {
    #expect(DataLoader(rows(7), batchSize: 3).exampleCount == 7)
    #expect(DataLoader(rows(7), batchSize: 3, dropLast: true).exampleCount == 6)
    #expect(DataLoader(rows(0), batchSize: 3).exampleCount == 0)
    let none = DataLoader(rows(0), batchSize: 3, sampler: RandomSampler(sampleCount: 5))
    #expect(none.exampleCount == 0 && targets(none) == [])
  }

  @Test func aSeedDeterminesAllEpochs() {
    func epochs(_ seed: UInt64?) -> [[[Int]]] {
      let loader = DataLoader(rows(50), batchSize: 8, shuffle: true, seed: seed)
      return (0..<3).map { _ in targets(loader) }
    }
    let first = epochs(1)
    #expect(first == epochs(1))
    #expect(first != epochs(2))
    #expect(Set(first).count == 3, "each epoch has an order of its own")
    #expect(withSeed(5) { epochs(nil) } == withSeed(5) { epochs(nil) })
    #expect(withSeed(5) { epochs(nil) } != withSeed(6) { epochs(nil) })
  }

  @Test func loadersMadeAnewEachEpochDiffer() {
    let orders = (0..<3).map { _ in
      targets(DataLoader(rows(50), batchSize: 50, shuffle: true))
    }
    #expect(Set(orders).count == 3)
  }

  @Test func aSamplerDecidesTheOrder() {
    struct EveryThird: Sampler {
      func order(count: Int) -> [Int] { Array(stride(from: 0, to: count, by: 3)) }
      func sampleCount(of count: Int) -> Int { (count + 2) / 3 }
    }
    let loader = DataLoader(rows(10), batchSize: 3, sampler: EveryThird())
    #expect(targets(loader) == [[0, 3, 6], [9]])
    #expect(loader.count == 2)
  }

  @Test func batchesDoNotShareMemoryWithTheDataSet() {
    let data = rows(4)
    for (inputs, _) in DataLoader(data, batchSize: 4) { inputs[0...] = Tensor(9) }
    #expect(data.inputs.array(as: Int.self) == [0, 0, 1, -1, 2, -2, 3, -3])
  }

  @Test func examplesAreStacked() {
    struct Squares: Dataset {
      let count = 3
      subscript(index: Int) -> (Tensor, Tensor) {
        (Tensor([Float(index), 1], shape: [2]), Tensor(index * index, dtype: .int64))
      }
    }
    let batches = DataLoader(Squares(), batchSize: 2).map { $0 }
    #expect(batches.count == 2)
    #expect(batches[0].0.shape == [2, 2])
    #expect(batches[0].0.array(as: Int.self) == [0, 1, 1, 1])
    #expect(batches[1].1.shape == [1])
    #expect(batches[1].1.array(as: Int.self) == [4])
  }

  @Test func aDataSetMayMakeBatchesOfAnyKind() {
    struct Words: Dataset {
      let count = 3
      subscript(index: Int) -> String { ["one", "two", "three"][index] }
      func batch(_ indices: ArraySlice<Int>) -> [String] { indices.map { self[$0] } }
    }
    #expect(DataLoader(Words(), batchSize: 2).map { $0 } == [["one", "two"], ["three"]])
  }

  @Test func anErrorEndsTheEpoch() throws {
    var batches = DataLoader(Fragile(count: 10, broken: 5), batchSize: 2).batches()
    var seen = 0
    var failure: Fragile.Broken?
    do throws(Fragile.Broken) {
      while let (inputs, _) = try batches.next() { seen += inputs.count }
    } catch {
      failure = error
    }
    #expect(seen == 4)
    #expect(failure == Fragile.Broken(index: 5))
    #expect(try batches.next() == nil)
  }

  @Test(arguments: [nil, 7] as [UInt64?], [false, true])
  func anEpochThatIsPassedOverLeavesTheNextAsItWas(seed: UInt64?, hasWorkers: Bool) throws {
    func loader() -> DataLoader<Fragile> {
      let data = Fragile(count: 20, broken: nil)
      return hasWorkers
        ? DataLoader(data, batchSize: 3, shuffle: true, seed: seed, workers: 2)
        : DataLoader(data, batchSize: 3, shuffle: true, seed: seed)
    }
    func values(_ loader: DataLoader<Fragile>) throws -> [Float] {
      var (batches, values) = (loader.batches(), [Float]())
      while let (inputs, _) = try batches.next() { values += inputs.array(as: Float.self) }
      return values
    }
    let second = try withSeed(1) {
      let loader = loader()
      _ = try values(loader)
      return try values(loader)
    }
    let afterSkipping = try withSeed(1) {
      let loader = loader()
      loader.skipEpoch()
      return try values(loader)
    }
    #expect(afterSkipping == second)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let x = Tensor([1, 2] as [Float], shape: [2])
      _ = DataLoader(TensorDataset(x, x), batchSize: 0)
    }
    await #expect(processExitsWith: .failure) {
      let x = Tensor([1, 2] as [Float], shape: [2])
      _ = DataLoader(TensorDataset(x, x), batchSize: -1)
    }
    await #expect(processExitsWith: .failure) {
      _ = TensorDataset(
        Tensor([1, 2] as [Float], shape: [2]), Tensor([1] as [Float], shape: [1]))
    }
    await #expect(processExitsWith: .failure) {
      _ = DataLoader(Fragile(count: 1, broken: nil), batchSize: 1, workers: 0)
    }
  }
}

/// Examples of which one may be broken.
struct Fragile: Dataset, Sendable {
  struct Broken: Error, Equatable { let index: Int }
  typealias Failure = Broken

  let count: Int
  let broken: Int?

  subscript(index: Int) -> (Tensor, Tensor) {
    get throws(Broken) {
      if index == broken { throw Broken(index: index) }
      let value = Tensor([Float(index)], shape: [1])
      return (value, value)
    }
  }
}
