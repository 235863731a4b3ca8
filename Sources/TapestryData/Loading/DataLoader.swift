import TapestryCore

/// Goes through a data set in batches.
///
/// ```swift
/// for (images, labels) in DataLoader(train, batchSize: 128, shuffle: true) { … }
/// ```
///
/// Each `for` loop over a loader is an epoch. A data set whose examples can fail to be read has
/// ``batches()`` instead, whose `next()` throws:
///
/// ```swift
/// var batches = loader.batches()
/// while let (images, labels) = try batches.next() { … }
/// ```
///
/// The equivalent of `torch.utils.data.DataLoader`.
public final class DataLoader<Source: Dataset> {
  public let dataset: Source
  public let batchSize: Int
  /// Whether examples that do not fill a last batch are left out.
  public let dropLast: Bool
  private var sampler: any Sampler
  private let prefetch: Prefetch?

  /// Starts threads that make batches of these places.
  private typealias Prefetch = ([ArraySlice<Int>]) -> Prefetcher<Source.Batch, Source.Failure>

  private init(
    _ dataset: Source, _ batchSize: Int, _ dropLast: Bool, _ sampler: any Sampler,
    _ prefetch: Prefetch?, _ file: StaticString, _ line: UInt
  ) {
    demand(
      batchSize > 0, "DataLoader: batchSize is \(batchSize), at least 1 is needed",
      file: file, line: line)
    self.dataset = dataset
    self.batchSize = batchSize
    self.dropLast = dropLast
    self.sampler = sampler
    self.prefetch = prefetch
  }

  /// The number of batches in an epoch.
  public var count: Int { (exampleCount + batchSize - 1) / batchSize }

  /// The number of examples in all batches of an epoch.
  public var exampleCount: Int {
    let samples = sampler.sampleCount(of: dataset.count)
    return dropLast ? samples / batchSize * batchSize : samples
  }

  /// Passes over an epoch: its random numbers are drawn as if it had been gone through, and no batch is made. A training that goes
  /// on where another ended passes over the epochs of that one.
  public func skipEpoch() {
    _ = sampler.order(count: dataset.count)
    _ = prefetch?([])
  }

  /// Begins an epoch.
  public func batches() -> Batches {
    let order = sampler.order(count: dataset.count)
    let end = dropLast ? order.count / batchSize * batchSize : order.count
    let batches = stride(from: 0, to: end, by: batchSize).map {
      order[$0..<Swift.min($0 + batchSize, end)]
    }
    return Batches(prefetch.map { .prefetched($0(batches)) } ?? .direct(dataset, batches[...]))
  }

  /// The batches of one epoch that are still to come.
  public struct Batches {
    fileprivate enum Supply {
      case direct(Source, ArraySlice<ArraySlice<Int>>)
      case prefetched(Prefetcher<Source.Batch, Source.Failure>)
    }

    private var supply: Supply

    fileprivate init(_ supply: Supply) { self.supply = supply }

    /// The next batch; `nil` after the last, and after an error.
    public mutating func next() throws(Source.Failure) -> Source.Batch? {
      try OperationLog.measure("DataLoader", .data) { () throws(Source.Failure) in
        try nextBatch()
      }
    }

    private mutating func nextBatch() throws(Source.Failure) -> Source.Batch? {
      switch supply {
      case .prefetched(let prefetcher): return try prefetcher.next()
      case .direct(let dataset, let batches):
        guard let indices = batches.first else { return nil }
        supply = .direct(dataset, [])
        let batch = try dataset.batch(indices)
        supply = .direct(dataset, batches.dropFirst())
        return batch
      }
    }
  }
}

extension DataLoader {
  /// - Parameters:
  ///   - batchSize: how many examples a batch has, at least 1.
  ///   - shuffle: whether each epoch takes the examples in a new random order.
  ///   - dropLast: whether examples that do not fill a last batch are left out.
  ///   - seed: determines the orders of all epochs. Without it they are drawn from the thread's
  ///     random numbers, which ``manualSeed(_:)`` sets.
  public convenience init(
    _ dataset: Source, batchSize: Int, shuffle: Bool = false, dropLast: Bool = false,
    seed: UInt64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    let sampler: any Sampler = shuffle ? RandomSampler(seed: seed) : SequentialSampler()
    self.init(dataset, batchSize, dropLast, sampler, nil, file, line)
  }

  /// - Parameter sampler: the order of the examples.
  public convenience init(
    _ dataset: Source, batchSize: Int, dropLast: Bool = false, sampler: any Sampler,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(dataset, batchSize, dropLast, sampler, nil, file, line)
  }
}

extension DataLoader where Source: Sendable {
  /// A loader whose batches are made ahead of time on other threads, for data sets that take time to read.
  ///
  /// The batches come in the same order as without. An error is thrown at the place of its batch. When the
  /// loop is left early, the threads stop after the batch that they are at. Random numbers that the data set draws
  /// from the thread's generator do not depend on the number of workers.
  ///
  /// Data sets that lie in memory as tensors gain nothing from this, and are not `Sendable`.
  ///
  /// - Parameters:
  ///   - workers: the number of threads, at least 1. Each makes up to two batches ahead.
  public convenience init(
    _ dataset: Source, batchSize: Int, shuffle: Bool = false, dropLast: Bool = false,
    seed: UInt64? = nil, workers: Int, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      workers > 0, "DataLoader: workers is \(workers), at least 1 is needed",
      file: file, line: line)
    let sampler: any Sampler = shuffle ? RandomSampler(seed: seed) : SequentialSampler()
    let seeds = seed.map { TapestryCore.Generator(seed: ~$0) }
    let prefetch: Prefetch = { batches in
      let epochSeed = UInt64(
        Tensor.randint(0..<Int.max, [], generator: seeds).item(as: Int.self))
      return Prefetcher(count: batches.count, workers: workers) {
        index throws(Source.Failure) in
        try withSeed(epochSeed &+ UInt64(index)) { () throws(Source.Failure) in
          try dataset.batch(batches[index])
        }
      }
    }
    self.init(dataset, batchSize, dropLast, sampler, prefetch, file, line)
  }
}

extension DataLoader: Sequence where Source.Failure == Never {
  /// Begins an epoch.
  public func makeIterator() -> Iterator { Iterator(batches: batches()) }

  public var underestimatedCount: Int { count }

  // Batches cannot be the iterator itself: Swift 6.3 crashes over `throws(Failure)` as the witness
  // of a requirement that does not throw.
  /// The batches of one epoch that are still to come.
  public struct Iterator: IteratorProtocol {
    fileprivate var batches: Batches

    public mutating func next() -> Source.Batch? { batches.next() }
  }
}
