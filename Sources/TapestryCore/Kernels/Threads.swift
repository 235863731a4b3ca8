import CKernels
import Glibc
import Synchronization

/// How many threads the library computes with.
public enum Threads {
  private static let setting = Atomic<Int>(defaultCount)

  /// The number of threads, the caller's among them. It starts as the environment's `TAPESTRY_NUM_THREADS`,
  /// or the number of processors that this process may use.
  ///
  /// Results do not depend on it.
  public static var count: Int { setting.load(ordering: .relaxed) }

  /// Changes ``count``.
  public static func setCount(
    _ count: Int, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      (1...maximum).contains(count), "Threads.setCount: \(count) is not in 1…\(maximum)",
      file: file, line: line)
    setting.store(count, ordering: .relaxed)
    ThreadPool.shared.resize(workerCount: count - 1)
  }

  private static let maximum = 1024

  private static var defaultCount: Int {
    if let text = getenv("TAPESTRY_NUM_THREADS"), let count = Int(String(cString: text)),
      (1...maximum).contains(count)
    {
      return count
    }
    return Swift.max(1, Int(tk_processor_count()))
  }
}

/// Splits the range `0..<count` into pieces of about `grain`, each a multiple of `alignment` but for the last, and
/// calls `body` with each, on the pool's threads where there is more than one.
///
/// Where the pieces begin depends on the arguments alone, never on the number of threads.
@inline(__always)
func parallelFor(
  count: Int, grain: Int, alignment: Int = 1, _ body: (Range<Int>) -> Void
) {
  if count <= grain {
    if count > 0 { body(0..<count) }
    return
  }
  parallelPieces(count: count, grain: grain, alignment: alignment, body)
}

@inline(never)
private func parallelPieces(
  count: Int, grain: Int, alignment: Int, _ body: (Range<Int>) -> Void
) {
  let pieces = Swift.min((count + grain - 1) / grain, ThreadPool.maximumTaskCount)
  let size = ((count + pieces - 1) / pieces + alignment - 1) / alignment * alignment
  ThreadPool.shared.run(taskCount: (count + size - 1) / size) { piece in
    body(piece * size..<Swift.min((piece + 1) * size, count))
  }
}
