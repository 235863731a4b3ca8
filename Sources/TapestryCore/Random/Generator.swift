/// A source of random numbers: a key and a place in the stream that the key determines.
///
/// Numbers are those of Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): each is
/// computed from key and place alone, so that the same seed gives the same numbers whatever the number of threads. They are not PyTorch's.
///
/// ```swift
/// let generator = Generator(seed: 7)
/// let saved = generator.state
/// let x = Tensor.randn([3], generator: generator)
/// generator.state = saved                               // the next three are the same again
/// ```
public final class Generator {
  /// What the stream was started from.
  public var seed: UInt64 { state.seed }

  /// Where the generator stands: kept and set again, or given to another generator, the numbers from here on repeat. `torch.Generator.get_state`.
  public var state: State

  /// All there is to know about a generator.
  public struct State: Sendable, Hashable, Codable {
    public let seed: UInt64
    /// How many words of the stream are used up.
    public fileprivate(set) var offset: UInt64

    /// A state that was saved as its two numbers; `offset` is a multiple of 64.
    package init(seed: UInt64, offset: UInt64) {
      precondition(offset.isMultiple(of: 64))
      (self.seed, self.offset) = (seed, offset)
    }
  }

  public init(seed: UInt64) { state = State(seed: seed, offset: 0) }

  /// A generator that goes on from where another stood.
  public init(_ state: State) { self.state = state }

  /// Starts from the system's entropy.
  public convenience init() { self.init(seed: UInt64.random(in: .min ... .max)) }

  /// Starts the stream of another seed from its beginning.
  public func reseed(_ seed: UInt64) { state = State(seed: seed, offset: 0) }

  /// Sets aside `count` words of the stream and returns where they begin: a multiple of 64, so that vector
  /// loops and threads divide any request alike.
  func reserve(_ count: Int) -> UInt64 {
    defer { state.offset += (UInt64(count) + 63) / 64 * 64 }
    return state.offset
  }
}

/// The generator that random operations on this thread draw from unless they are given one.
public var defaultGenerator: Generator { ThreadState.generator }

/// Makes the random numbers that this thread draws from here on those of `seed`.
///
/// `torch.manual_seed`. Each thread has a generator of its own, which starts from the system's entropy.
public func manualSeed(_ seed: UInt64) { ThreadState.generator.reseed(seed) }

/// Runs `body` with the random numbers of `seed`; afterwards the numbers go on as if it had not run.
public func withSeed<Result, Failure: Error>(
  _ seed: UInt64, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let outer = ThreadState.generator
  ThreadState.generator = Generator(seed: seed)
  defer { ThreadState.generator = outer }
  return try body()
}
