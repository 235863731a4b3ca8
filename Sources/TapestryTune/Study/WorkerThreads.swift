import Glibc

/// Calls `body` on several threads at once and waits for all of them.
///
/// They are threads of their own rather than tasks: trials compute for hours, and would leave none of the threads that tasks share.
func runOnThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  var threads: [pthread_t] = []
  for _ in 1..<count {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    // With fewer threads each does more of the trials.
    if status == 0 { threads.append(thread) } else { work.release() }
  }
  body()
  for thread in threads { pthread_join(thread, nil) }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
