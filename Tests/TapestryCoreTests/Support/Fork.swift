import Glibc

/// Runs `body` in a copy of this process and returns how that ended and what it wrote to standard error.
///
/// A copy takes a few milliseconds where a process of its own takes hundreds. Only the calling thread is in it: `body`
/// must not wait for another, and so not compute anything large.
func inFork(_ body: () -> Int32) -> (status: Int32, message: String) {
  // Swift hides `fork`, as a program with locks held by other threads must not go on in the copy. This one's other threads wait.
  typealias Fork = @convention(c) () -> pid_t
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
  var ends: [Int32] = [0, 0]
  precondition(pipe(&ends) == 0)
  fflush(nil)
  let child = fork()
  if child == 0 {
    dup2(ends[1], 2)
    close(ends[0])
    close(ends[1])
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    _exit(body())
  }
  close(ends[1])
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(ends[0], &buffer, buffer.count)
    if count <= 0 { break }
    bytes += buffer[..<count]
  }
  close(ends[0])
  var status: Int32 = 0
  waitpid(child, &status, 0)
  return (status, String(decoding: bytes, as: UTF8.self))
}
