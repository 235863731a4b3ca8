import Glibc

/// Runs another program and collects what it writes.
package enum Subprocess {
  package struct Result: Sendable {
    /// What the program wrote to its standard output.
    package let output: [UInt8]
    /// The beginning of what it wrote to its standard error.
    package let errors: [UInt8]
    package let ending: Ending
  }

  package enum Ending: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)
    /// Its output went over the limit, and it was killed.
    case overLimit
  }

  /// The first executable of this name in the folders of `searchPath`, a list as in `PATH`.
  package static func find(_ name: String, in searchPath: String) -> String? {
    searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }.first {
      FileSystem.kind(of: $0) == .file && access($0, X_OK) == 0
    }
  }

  /// Runs the program at `path` with an empty standard input and this process's environment.
  ///
  /// It is killed as soon as it has written more than `outputLimit` bytes. When this process is killed,
  /// the program ends at its next write.
  ///
  /// - Throws: `.system` where it cannot be started.
  package static func run(
    _ path: String, _ arguments: [String], outputLimit: Int
  ) throws(FileError) -> Result {
    let output = try Pipe(path)
    let errors = try Pipe(path)
    let process = try spawn(path, arguments, output: output.end, errors: errors.end)
    output.closeEnd()
    errors.closeEnd()

    var collected: (output: [UInt8], errors: [UInt8]) = ([], [])
    var isOverLimit = false
    var polls = [
      pollfd(fd: output.start, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.start, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is one that poll passes over.
    while polls.contains(where: { $0.fd >= 0 }) {
      guard poll(&polls, 2, -1) >= 0 || errno == EINTR else { break }
      if polls[0].revents != 0, !drain(polls[0].fd, into: &collected.output) {
        polls[0].fd = -1
      }
      if polls[1].revents != 0, !drain(polls[1].fd, into: &collected.errors) {
        polls[1].fd = -1
      }
      // Whatever a program has to say about its failure, it says first.
      collected.errors.removeLast(max(0, collected.errors.count - 4096))
      if collected.output.count > outputLimit {
        isOverLimit = true
        kill(process, SIGKILL)
        break
      }
    }

    let ending = wait(for: process)
    return Result(
      output: collected.output, errors: collected.errors,
      ending: isOverLimit ? .overLimit : ending)
  }

  private static func wait(for process: pid_t) -> Ending {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
  }

  /// Appends what is there to be read; `false` at the end.
  private static func drain(_ descriptor: CInt, into bytes: inout [UInt8]) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
      let got = read(descriptor, chunk.baseAddress, chunk.count)
      if got > 0 { bytes.append(contentsOf: chunk[..<got]) }
      return got > 0 || (got < 0 && errno == EINTR)
    }
  }

  private static func spawn(
    _ path: String, _ arguments: [String], output: CInt, errors: CInt
  ) throws(FileError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)

    let copies = ([path] + arguments).map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, nil, copies + [nil], environ)
    guard code == 0 else { throw .system(path, "cannot run", code: code) }
    return process
  }
}

/// Two descriptors, closed with their owner; a program that is started does not inherit them.
private final class Pipe {
  let start: CInt
  private(set) var end: CInt

  init(_ path: String) throws(FileError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(path, "cannot run") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    start = ends[0]
    end = ends[1]
  }

  deinit {
    close(start)
    closeEnd()
  }

  func closeEnd() {
    if end >= 0 { close(end) }
    end = -1
  }
}
