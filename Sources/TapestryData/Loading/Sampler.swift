import TapestryCore

/// The order in which a ``DataLoader`` goes through a data set.
public protocol Sampler {
  /// The places of one epoch, each below `count`. They may repeat or be left out.
  ///
  /// Called once at the beginning of every epoch.
  mutating func order(count: Int) -> [Int]

  /// How many places ``order(count:)`` gives. All of them, unless a sampler says otherwise.
  func sampleCount(of count: Int) -> Int
}

extension Sampler {
  public func sampleCount(of count: Int) -> Int { count }
}

/// First to last.
public struct SequentialSampler: Sampler {
  public init() {}

  public func order(count: Int) -> [Int] { Array(0..<count) }
}

/// Every place once, or some of them, in an order that is new in every epoch. `torch.utils.data.RandomSampler`.
public struct RandomSampler: Sampler {
  private let generator: Generator?
  private let sampleCount: Int?

  /// - Parameters:
  ///   - sampleCount: how many places an epoch has, 0 or more. More than there are begin anew, in another order.
  ///   - seed: determines the orders of all epochs. Without it they are drawn from
  ///     ``defaultGenerator``, which ``manualSeed(_:)`` sets.
  public init(
    sampleCount: Int? = nil, seed: UInt64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      sampleCount ?? 0 >= 0, "RandomSampler: a sampleCount of \(sampleCount ?? 0)", file: file,
      line: line)
    self.sampleCount = sampleCount
    generator = seed.map { Generator(seed: $0) }
  }

  public func order(count: Int) -> [Int] {
    let wanted = sampleCount(of: count)
    var places: [Int] = []
    repeat {
      places += Tensor.randperm(count, generator: generator ?? defaultGenerator)
        .array(as: Int.self)
    } while places.count < wanted
    return Array(places.prefix(wanted))
  }

  public func sampleCount(of count: Int) -> Int { count == 0 ? 0 : sampleCount ?? count }
}
