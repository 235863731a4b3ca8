import Glibc
import Synchronization

/// Ctrl-C, taken as a wish to end soon and well.
///
/// The first one is remembered; the second ends the program, as it would have without this.
package enum Interrupts {
  private struct Watch {
    var count = 0
    var former = sigaction()
  }

  private static let isWished = Atomic(false)
  private static let watch = Mutex(Watch())

  /// Whether there was a Ctrl-C since the first of the bodies that are running now began.
  package static var isPending: Bool { isWished.load(ordering: .relaxed) }

  /// Runs `body`, and remembers a Ctrl-C meanwhile. Bodies may run on several threads at once.
  package static func caught<Result>(_ body: () throws -> Result) rethrows -> Result {
    begin()
    defer { end() }
    return try body()
  }

  private static func begin() {
    watch.withLock { watch in
      watch.count += 1
      guard watch.count == 1 else { return }
      isWished.store(false, ordering: .relaxed)
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        Interrupts.isWished.store(true, ordering: .relaxed)
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(SIGINT, nil, &watch.former)
      // A program that was started to go on without its terminal ignores the signal; so be it.
      if !watch.former.isIgnored { sigaction(SIGINT, &action, nil) }
    }
  }

  private static func end() {
    watch.withLock { watch in
      watch.count -= 1
      guard watch.count == 0 else { return }
      sigaction(SIGINT, &watch.former, nil)
      isWished.store(false, ordering: .relaxed)
    }
  }
}

extension sigaction {
  fileprivate var isIgnored: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
