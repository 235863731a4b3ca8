import ArgumentParser
import Tapestry

/// The options that every program has.
public struct MachineOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The seed of weights, shuffling and dropout.")
  public var seed: UInt64 = 0

  @Option(parsing: .unconditional, help: "Threads to compute with (default: one a processor).")
  public var threads: Int?

  public init() {}

  public func validate() throws {
    try require(
      threads.map { (1...1024).contains($0) } ?? true,
      "--threads must be in 1...1024, not \(threads ?? 0)")
  }

  /// Makes the settings the library's.
  public func apply() {
    if let threads { Threads.setCount(threads) }
    manualSeed(seed)
  }
}
