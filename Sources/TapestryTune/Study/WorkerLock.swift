import Glibc
import TapestryIO

/// Tells which of the processes that share a study are alive.
///
/// Each holds a lock on one byte of a file beside the database, the byte of its number. The kernel drops the lock when the process ends
/// in whatever way, so that neither clocks nor process numbers, which are used again, come into it.
final class WorkerLock: Sendable {
  let path: String
  private let descriptor: CInt

  init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(path, "cannot open") }
  }

  deinit {
    // To close does not release where a copy of this process, made by `fork`, has the file open still.
    var everything = flock(
      l_type: Int16(F_UNLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
    _ = fcntl(descriptor, WorkerLock.setLock, &everything)
    close(descriptor)
  }

  // Locks that belong to the open file rather than the process: of two studies in one process each has its own. Linux's numbers
  // for them, which Glibc shows to C programs alone.
  private static let getLock: CInt = 36
  private static let setLock: CInt = 37

  /// Takes the lock of a number that nobody else has.
  func hold(_ worker: Int) throws(FileError) {
    var lock = WorkerLock.byte(worker)
    guard fcntl(descriptor, WorkerLock.setLock, &lock) == 0 else {
      throw .system(path, "cannot lock")
    }
  }

  /// Whether another open file holds the lock of a number.
  func isHeld(_ worker: Int) throws(FileError) -> Bool {
    var lock = WorkerLock.byte(worker)
    guard fcntl(descriptor, WorkerLock.getLock, &lock) == 0 else {
      throw .system(path, "cannot look at the locks")
    }
    return lock.l_type != Int16(F_UNLCK)
  }

  private static func byte(_ worker: Int) -> flock {
    flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: off_t(worker), l_len: 1,
      l_pid: 0)
  }
}
