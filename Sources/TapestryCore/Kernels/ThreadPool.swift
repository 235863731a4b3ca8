import CKernels
import Glibc
import Synchronization

/// The library's threads: one pool, whose size ``Threads/count`` sets.
///
/// A job is a number of independent tasks. The caller works on them too and returns when all are
/// done. One job runs at a time: a call from inside a task, or while another thread's job is running, does its tasks
/// itself, so that several models on several threads share the cores instead of fighting over them.
///
/// Each thread begins with a share of the tasks of its own, always the same part of them, so that it finds in its core's
/// caches what it wrote there in the job before: on cores without a cache in common, elementwise work on 4 MB takes half the time.
/// One that is done takes what is left of the others', from the end.
final class ThreadPool: @unchecked Sendable {
  // Sendable: `ticket`, `unfinished`, `isBusy`, `sleepers` and the shares are atomic. `body` is written only by
  // the thread that holds `isBusy`, before it publishes a ticket, and read only after a task of that ticket was claimed
  // and before it is reported finished, which the writer waits for.

  static let shared = ThreadPool(workerCount: Threads.count - 1)

  /// The job under way: its generation (32 bits) and the number of its shares (32 bits).
  ///
  /// Idle workers read it over and over; it shares its cache line with what a worker needs next, and with nothing else.
  private let ticket = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)
  private var body: UnsafeRawPointer?
  private let padding = InlineArray<16, UInt64>(repeating: 0)

  private let shares = UnsafeMutablePointer<TaskShare>.allocate(capacity: maximumShareCount)
  private let isBusy = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let workerLimit = Atomic<Int>(0)
  private let startedWorkers = Atomic<Int>(0)
  private var generation: UInt64 = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private init(workerCount: Int) {
    for index in 0..<ThreadPool.maximumShareCount { (shares + index).initialize(to: TaskShare()) }
    // Those that it starts as it is loaded would hold the workers' cores for their first tenth of a second.
    OpenBLAS.prepared
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    resize(workerCount: workerCount)
  }

  static let maximumTaskCount = 1 << 12

  /// Threads beyond it have no share of their own.
  private static let maximumShareCount = 64

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
        // That a worker that is just falling asleep may be missed costs time, not tasks: the caller does what nobody else
        // claims.
        let job = publish(taskCount: taskCount)
        if sleepers.load(ordering: .relaxed) > 0 { wakeSleepers() }
        tk_thread().pointee.is_pool_worker = true
        join(job, as: 0)
        tk_thread().pointee.is_pool_worker = false
        while unfinished.load(ordering: .acquiring) > 0 { pause() }
      }
    }
    isBusy.store(false, ordering: .releasing)
  }

  private func publish(taskCount: Int) -> UInt64 {
    let count = Swift.min(
      taskCount, workerLimit.load(ordering: .relaxed) + 1, ThreadPool.maximumShareCount)
    unfinished.store(taskCount, ordering: .relaxed)
    generation = (generation &+ 1) & 0xFFFF_FFFF
    for index in 0..<count {
      shares[index].fill(
        index * taskCount / count..<(index + 1) * taskCount / count, generation: generation)
    }
    let job = generation << 32 | UInt64(count)
    ticket.store(job, ordering: .releasing)
    return job
  }

  /// Runs tasks of a job until none is left: those of a share, then the last ones of others'.
  private func join(_ job: UInt64, as index: Int) {
    let (generation, count) = (job >> 32, Int(job & 0xFFFF_FFFF))
    var finished = 0
    func run(_ task: Int) {
      body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee(task)
      finished += 1
    }
    if index < count { while let task = shares[index].takeFirst(of: generation) { run(task) } }
    for distance in 1...count {
      let other = (index + distance) % count
      while let task = shares[other].takeLast(of: generation) { run(task) }
    }
    if finished > 0 { unfinished.subtract(finished, ordering: .releasing) }
  }

  // MARK: Workers

  /// How often a worker looks for the next job before it sleeps: some 200 microseconds, more than what lies between two jobs of a
  /// training step. To be woken takes it tens of them.
  private static let spins = 400_000

  private func work(as index: Int) {
    tk_thread().pointee.is_pool_worker = true
    var last: UInt64 = 0
    while true {
      var idle = index < workerLimit.load(ordering: .relaxed) ? 0 : ThreadPool.spins
      while idle < ThreadPool.spins {
        let job = ticket.load(ordering: .acquiring)
        if job != last {
          join(job, as: index + 1)
          (last, idle) = (job, 0)
        } else {
          idle += 1
        }
      }
      sleep(index, since: last)
    }
  }

  private func sleep(_ index: Int, since last: UInt64) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while index >= workerLimit.load(ordering: .sequentiallyConsistent)
      || ticket.load(ordering: .sequentiallyConsistent) == last
    {
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

/// The tasks that a thread begins with, on a cache line of their own.
private struct TaskShare: ~Copyable {
  /// The job's generation (32 bits), the first task that is left (16 bits), the one behind the last (16 bits).
  ///
  /// One word, so that claiming a task fails where the job that it was read from has been replaced.
  private let word = Atomic<UInt64>(0)
  private let padding = InlineArray<15, UInt64>(repeating: 0)

  func fill(_ tasks: Range<Int>, generation: UInt64) {
    word.store(
      generation << 32 | UInt64(tasks.lowerBound) << 16 | UInt64(tasks.upperBound),
      ordering: .releasing)
  }

  @inline(__always)
  func takeFirst(of generation: UInt64) -> Int? {
    take(of: generation, leaving: { $0 + 1 << 16 }).map { Int($0 >> 16 & 0xFFFF) }
  }

  @inline(__always)
  func takeLast(of generation: UInt64) -> Int? {
    take(of: generation, leaving: { $0 - 1 }).map { Int($0 & 0xFFFF) - 1 }
  }

  /// The word as it was before a task was claimed; nil where none is left, or the job is over.
  @inline(__always)
  private func take(of generation: UInt64, leaving rest: (UInt64) -> UInt64) -> UInt64? {
    var current = word.load(ordering: .acquiring)
    while current >> 32 == generation, current >> 16 & 0xFFFF < current & 0xFFFF {
      let (claimed, original) = word.weakCompareExchange(
        expected: current, desired: rest(current), ordering: .acquiringAndReleasing)
      if claimed { return current }
      current = original
    }
    return nil
  }
}
