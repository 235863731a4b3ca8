import Glibc

/// The time from the start of a process to the end of its first operation.
///
/// PyTorch's figure is what `import torch` takes in an interpreter that already runs. Here nothing runs before: the clock
/// starts just before the process of a small program is made and is read in it after one addition,
/// so it contains the making of the process, the loading of all libraries, the language's own start and the first operation.
/// Median of several starts.
func startUp(_ report: Report) throws {
  guard report.wants("import") else { return }
  let program = directoryOfThisProgram() + "/first-op"
  let times = try (0..<15).map { _ in
    guard let time = secondsToFirstOp(program) else { throw MissingProgram(path: program) }
    return time
  }
  report.emit("import", median(times), "s")
}

/// A program of this package that is not where its build should have put it.
struct MissingProgram: Error, CustomStringConvertible {
  let path: String

  var description: String { "\(path) cannot be run; build the whole package" }
}

private func secondsToFirstOp(_ program: String) -> Double? {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return nil }
  defer { close(ends[0]) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  posix_spawn_file_actions_addclose(&actions, ends[0])
  defer { posix_spawn_file_actions_destroy(&actions) }
  var child = pid_t()
  let name = strdup(program)
  defer { free(name) }
  var arguments = [name, nil]
  let start = nanoseconds()
  let status = posix_spawn(&child, program, &actions, nil, &arguments, environ)
  close(ends[1])
  guard status == 0 else { return nil }
  let end = readLine(from: ends[0]).flatMap { Int($0) }
  var exitStatus: Int32 = 0
  waitpid(child, &exitStatus, 0)
  guard exitStatus == 0, let end else { return nil }
  return Double(end - start) / 1e9
}

private func nanoseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
}

private func readLine(from descriptor: Int32) -> String? {
  guard let stream = fdopen(dup(descriptor), "r") else { return nil }
  defer { fclose(stream) }
  var line = [CChar](repeating: 0, count: 64)
  guard fgets(&line, Int32(line.count), stream) != nil else { return nil }
  return String(decoding: line.prefix { $0 > 32 }.map(UInt8.init), as: UTF8.self)
}

private func directoryOfThisProgram() -> String {
  var path = [CChar](repeating: 0, count: Int(PATH_MAX))
  let length = readlink("/proc/self/exe", &path, path.count)
  let program = String(decoding: path.prefix(max(length, 0)).map(UInt8.init), as: UTF8.self)
  return String(program.prefix(upTo: program.lastIndex(of: "/") ?? program.startIndex))
}
