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

/// Every place once, in an order that is new in every epoch.
public struct RandomSampler: Sampler {
  private let generator: Generator?

  /// - Parameter seed: determines the orders of all epochs. Without it they are drawn from
  ///   ``defaultGenerator``, which ``manualSeed(_:)`` sets.
  public init(seed: UInt64? = nil) {
    generator = seed.map { Generator(seed: $0) }
  }

  public func order(count: Int) -> [Int] {
    Tensor.randperm(count, generator: generator ?? defaultGenerator).array(as: Int.self)
  }
}
