import Dispatch
import Synchronization

/// Makes a row of numbered batches on background threads, and hands them out in order.
///
/// Dropping it stops the threads, each after the batch that it is at.
final class Prefetcher<Batch, Failure: Error> {
  private let line: AssemblyLine<Batch, Failure>
  private let workerCount: Int

  /// - Parameter make: makes the batch with this number, on any of the threads.
  init(
    count: Int, workers: Int,
    _ make: @escaping @Sendable (Int) throws(Failure) -> sending Batch
  ) {
    let line = AssemblyLine<Batch, Failure>(count: count, room: 2 * workers)
    self.line = line
    workerCount = workers
    let queue = DispatchQueue(label: "tapestry.prefetch", attributes: .concurrent)
    for _ in 0..<workers { queue.async { line.work(make) } }
  }

  deinit { line.stop(workers: workerCount) }

  /// The next batch in order, waiting for it if need be; `nil` after the last, and after an error.
  func next() throws(Failure) -> Batch? { try line.take() }
}

/// What the threads that make batches and the one that takes them share.
private final class AssemblyLine<Batch, Failure: Error>: Sendable {
  private struct State {
    let count: Int
    var nextToMake = 0
    var nextToTake = 0
    /// Batches that are made and not yet taken, and errors, by number.
    var finished: [Int: Result<Parcel<Batch>, Failure>] = [:]
  }

  private let state: Mutex<State>
  // A semaphore must not be released below the value that it was created with, hence 0 for both.
  /// Signalled for every batch that may be begun, so that the threads do not run far ahead.
  private let room = DispatchSemaphore(value: 0)
  private let arrival = DispatchSemaphore(value: 0)

  init(count: Int, room: Int) {
    state = Mutex(State(count: count))
    for _ in 0..<room { self.room.signal() }
  }

  /// Makes batches until there are none left to make.
  func work(_ make: (Int) throws(Failure) -> sending Batch) {
    while true {
      room.wait()
      let claimed: Int? = state.withLock { state in
        guard state.nextToMake < state.count else { return nil }
        defer { state.nextToMake += 1 }
        return state.nextToMake
      }
      guard let number = claimed else { return }
      let result: Result<Parcel<Batch>, Failure>
      do throws(Failure) {
        result = .success(Parcel(try make(number)))
      } catch {
        result = .failure(error)
      }
      state.withLock { state in
        state.finished[number] = result
        // Nothing after an error will be asked for.
        if case .failure = result { state.nextToMake = state.count }
      }
      arrival.signal()
    }
  }

  func take() throws(Failure) -> Batch? {
    while true {
      let (isOver, result) = state.withLock { state in
        let isOver = state.nextToTake >= state.count
        let result = state.finished.removeValue(forKey: state.nextToTake)
        if result != nil { state.nextToTake += 1 }
        if case .failure = result { state.nextToTake = state.count }
        return (isOver, result)
      }
      if let result {
        room.signal()
        return try result.get().open()
      }
      if isOver { return nil }
      arrival.wait()
    }
  }

  func stop(workers: Int) {
    state.withLock { $0.nextToMake = $0.count }
    for _ in 0..<workers { room.signal() }
  }
}

/// A value on its way from the thread that made it to the one that takes it.
private struct Parcel<Value>: @unchecked Sendable {
  // Sendable: the value came in as `sending`, so nothing on the maker's side refers to it, and the one parcel is opened by
  // the one thread that takes it.
  private let value: Value

  init(_ value: sending Value) { self.value = value }

  func open() -> Value { value }
}
