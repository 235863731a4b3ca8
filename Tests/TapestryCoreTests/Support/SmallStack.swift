import Glibc
import Synchronization

/// Runs `body` on a thread of its own with a stack of 512 KiB, and returns what it returns.
///
/// What recurses once for each of a million steps needs far more.
func onSmallStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
  let box = Box<Result>()
  let job = Job {
    let result = body()
    box.result.withLock { $0 = result }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  precondition(pthread_attr_setstacksize(&attributes, 512 << 10) == 0)
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(job).toOpaque())
  precondition(status == 0, "no thread")
  pthread_join(thread, nil)
  return box.result.withLock { $0! }
}

private final class Job: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private final class Box<Value: Sendable>: Sendable {
  let result = Mutex<Value?>(nil)
}
