/// The multiplications, each with an addition, that products take: a measure of a network's work that no machine's speed is in.
package enum MultiplyAdds {
  /// Those counted on this thread so far; only the difference between two moments means something.
  package static var total: Int { ThreadState.multiplyAdds }

  /// Runs `body`, whose products count: `matmul`, `linear`, convolutions and attention.
  package static func counting<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let wasCounting = ThreadState.tapeMode.countsProducts
    ThreadState.tapeMode.insert(.countsProducts)
    defer { if !wasCounting { ThreadState.tapeMode.remove(.countsProducts) } }
    return try body()
  }

  /// Counts where somebody asked for it.
  @inline(__always)
  static func add(_ count: @autoclosure () -> Int) {
    if ThreadState.tapeMode.countsProducts { ThreadState.multiplyAdds += count() }
  }
}
