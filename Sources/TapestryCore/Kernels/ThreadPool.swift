import CKernels
import Glibc
import Synchronization

/// The library's threads: one pool, whose size ``Threads/count`` sets.
///
/// A job is a number of independent tasks. The caller works on them too and returns when all are
/// done. One job runs at a time: a call from inside a task, or while another thread's job is running, does its tasks
/// itself, so that several models on several threads share the cores instead of fighting over them.
final class ThreadPool: @unchecked Sendable {
  // Sendable: `ticket`, `unfinished`, `isBusy` and `sleepers` are atomic. `body` is written only by
  // the thread that holds `isBusy`, before it publishes a ticket, and read only after a task of that ticket was claimed
  // and before it is reported finished, which the writer waits for.

  static let shared = ThreadPool(workerCount: Threads.count - 1)

  /// The job under way: generation (32 bits), number of tasks (16 bits), next task (16 bits).
  ///
  /// One word, so that claiming a task fails where the job that it was read from has been replaced. Idle workers read it
  /// over and over; it shares its cache line with what a worker needs next, and with nothing else.
  private let ticket = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)
  private var body: UnsafeRawPointer?
  private let padding = InlineArray<16, UInt64>(repeating: 0)

  private let isBusy = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let workerLimit = Atomic<Int>(0)
  private let startedWorkers = Atomic<Int>(0)
  private var generation: UInt64 = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private init(workerCount: Int) {
    // Those that it starts as it is loaded would hold the workers' cores for their first tenth of a second.
    OpenBLAS.useOneThread
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    resize(workerCount: workerCount)
  }

  static let maximumTaskCount = 1 << 12

  /// Workers beyond the limit stay parked; missing ones are started.
  func resize(workerCount: Int) {
    workerLimit.store(workerCount, ordering: .sequentiallyConsistent)
    while startedWorkers.load(ordering: .relaxed) < workerCount {
      let index = startedWorkers.add(1, ordering: .relaxed).oldValue
      start(worker: index)
    }
    wakeSleepers()
  }

  /// Calls `body` with each of `0..<taskCount`, on any thread and in any order, and returns when all calls have.
  func run(taskCount: Int, _ body: (Int) -> Void) {
    precondition(taskCount <= ThreadPool.maximumTaskCount)
    let isAlone =
      taskCount < 2 || workerLimit.load(ordering: .relaxed) == 0
      || tk_thread().pointee.is_pool_worker
      || isBusy.exchange(true, ordering: .acquiring)
    if isAlone {
      for task in 0..<taskCount { body(task) }
      return
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        self.body = UnsafeRawPointer(pointer)
        // The first task is the caller's own. That a worker that is just falling asleep may be missed costs time, not
        // tasks: the caller does what nobody else claims.
        unfinished.store(taskCount - 1, ordering: .relaxed)
        generation = (generation &+ 1) & 0xFFFF_FFFF
        ticket.store(generation << 32 | UInt64(taskCount) << 16 | 1, ordering: .releasing)
        if sleepers.load(ordering: .relaxed) > 0 { wakeSleepers() }
        tk_thread().pointee.is_pool_worker = true
        body(0)
        while claimAndRun() {}
        tk_thread().pointee.is_pool_worker = false
        while unfinished.load(ordering: .acquiring) > 0 { pause() }
      }
    }
    isBusy.store(false, ordering: .releasing)
  }

  /// Runs one task of the job under way; false where none is left.
  @inline(__always)
  private func claimAndRun() -> Bool {
    var current = ticket.load(ordering: .acquiring)
    while true {
      let (task, count) = (Int(current & 0xFFFF), Int(current >> 16 & 0xFFFF))
      if task >= count { return false }
      let (claimed, original) = ticket.weakCompareExchange(
        expected: current, desired: current + 1, ordering: .acquiringAndReleasing)
      if claimed {
        body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee(task)
        unfinished.subtract(1, ordering: .releasing)
        return true
      }
      current = original
    }
  }

  private var hasWork: Bool {
    let current = ticket.load(ordering: .sequentiallyConsistent)
    return current & 0xFFFF < current >> 16 & 0xFFFF
  }

  // MARK: Workers

  /// How often a worker looks for the next job before it sleeps: some tens of microseconds, about what
  /// lies between two jobs of a training step.
  private static let spins = 40_000

  private func work(as index: Int) {
    tk_thread().pointee.is_pool_worker = true
    while true {
      var idle = index < workerLimit.load(ordering: .relaxed) ? 0 : ThreadPool.spins
      while idle < ThreadPool.spins {
        if claimAndRun() {
          idle = 0
        } else {
          idle += 1
        }
      }
      sleep(index)
    }
  }

  private func sleep(_ index: Int) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while index >= workerLimit.load(ordering: .sequentiallyConsistent) || !hasWork {
      pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }

  private func wakeSleepers() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func start(worker index: Int) {
    let work = Unmanaged.passRetained(Worker(pool: self, index: index))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        let worker = Unmanaged<Worker>.fromOpaque(argument!).takeRetainedValue()
        worker.pool.work(as: worker.index)
        return nil
      }, work.toOpaque())
    // With fewer threads the caller does more of the tasks: nothing is lost but time.
    if status == 0 { pthread_detach(thread) } else { work.release() }
  }

  private final class Worker {
    let pool: ThreadPool
    let index: Int

    init(pool: ThreadPool, index: Int) {
      self.pool = pool
      self.index = index
    }
  }

  @inline(__always)
  private func pause() { tk_pause() }
}
