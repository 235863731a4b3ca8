import TapestryCore
import Testing

/// The allocator. Its numbers are the whole process's, so that each test has a process of its own.
@Suite struct MemoryTests {
  @Test func freedMemoryIsUsedAgain() async {
    await #expect(processExitsWith: .success) {
      func address(_ x: Tensor) -> Int { x.withBytes { Int(bitPattern: $0.baseAddress) } }
      for size in [1, 100, 10_000, 200_000, 5_000_000] {
        let first = address(.zeros([size]))
        let reserved = Memory.reservedBytes
        precondition(address(.zeros([size])) == first, "\(size) elements are elsewhere")
        precondition(Memory.reservedBytes == reserved)
        precondition(first % 64 == 0)
      }
    }
  }

  @Test func emptyCacheGivesMemoryBack() async {
    await #expect(processExitsWith: .success) {
      let kept = Tensor.ones([1000])
      for _ in 0..<3 { _ = (0..<10).map { Tensor.ones([10_000 * ($0 + 1)]) } }
      precondition(Memory.cachedBytes > 2_000_000)
      precondition(Memory.reservedBytes >= Memory.cachedBytes + 4000)
      Memory.emptyCache()
      precondition(Memory.cachedBytes == 0)
      precondition(Memory.reservedBytes < 100_000)
      precondition(kept.sum().item() == 1000)
    }
  }

  @Test func otherSizesGoBackBeforeMoreIsTaken() async {
    await #expect(processExitsWith: .success) {
      func use(_ size: Int) { _ = (0..<4).map { _ in Tensor.ones([size]) } }
      use(4_000_000)
      let most = Memory.reservedBytes
      for size in [3_000_000, 1_500_000, 500_000] {
        use(size)
        precondition(Memory.reservedBytes <= most, "\(size): \(Memory.reservedBytes) for \(most)")
      }
    }
  }

  /// A loop that needs its sizes one after another keeps blocks for each of them, after it has missed some.
  @Test func aLoopFindsAllItsSizes() async {
    await #expect(processExitsWith: .success) {
      func round() { for size in 1...9 { _ = Tensor.ones([1_000_000 + 300_000 * size]) } }
      for _ in 0..<10 { round() }
      let addresses = {
        (0..<2).map { _ in Tensor.ones([1_300_000]).withBytes { Int(bitPattern: $0.baseAddress) } }
      }
      let (reserved, first) = (Memory.reservedBytes, addresses())
      for _ in 0..<3 { round() }
      precondition(Memory.reservedBytes == reserved)
      precondition(addresses() == first)
    }
  }

  /// What one thread makes and another releases is reused as well.
  @Test func memoryCrossesThreads() async {
    await #expect(processExitsWith: .success) {
      struct Handed: @unchecked Sendable {
        // Sendable: one thread fills it, and hands it over before it ends.
        let tensors: [Tensor]
      }
      func round() {
        let handed = onSmallStack { Handed(tensors: (0..<50).map { _ in Tensor.ones([20_000]) }) }
        precondition(handed.tensors.allSatisfy { $0[0].item() == 1 })
      }
      for _ in 0..<3 { round() }
      let reserved = Memory.reservedBytes
      for _ in 0..<20 { round() }
      precondition(Memory.reservedBytes <= reserved + 50 * 100_000)
    }
  }

  @Test func threadsThatEndLeaveTheirMemoryToOthers() async {
    await #expect(processExitsWith: .success) {
      func round() { onSmallStack { _ = (0..<20).map { Tensor.ones([1 << ($0 % 16)]) } } }
      for _ in 0..<5 { round() }
      let reserved = Memory.reservedBytes
      for _ in 0..<200 { round() }
      precondition(Memory.reservedBytes == reserved)
    }
  }

  /// Blocks of every size class hold what is asked for: neighbours do not overlap.
  @Test func blocksDoNotOverlap() {
    let counts = (0..<400).map { 1 + $0 * $0 / 3 } + (0..<24).map { 65_536 + $0 * $0 * 1001 }
    let tensors = counts.enumerated().map { Tensor.full([$1], Double($0), dtype: .float64) }
    for (index, tensor) in tensors.enumerated() {
      #expect(tensor.amin().item() == Double(index) && tensor.amax().item() == Double(index))
    }
  }

  @Test func threadsCount() async {
    await #expect(processExitsWith: .success) {
      for count in [1, 4, 2, 7, 1, 3] {
        Threads.setCount(count)
        precondition(Threads.count == count)
        precondition(Tensor.ones([3_000_000]).sum().item() == 3_000_000)
      }
    }
  }

  /// Several threads give the pool work at a time.
  @Test func poolIsShared() async {
    let sums = await withTaskGroup(of: Double.self) { group in
      for task in 1...6 {
        group.addTask {
          (0..<20).reduce(0.0) { sum, _ in
            sum + (Tensor.full([300_000], Double(task)) * 2).sum().item()
          }
        }
      }
      return await group.reduce(into: [Double]()) { $0.append($1) }.sorted()
    }
    let expected = (1...6).map { (task: Int) in Double(task * 12_000_000) }
    #expect(sums == expected)
  }
}
