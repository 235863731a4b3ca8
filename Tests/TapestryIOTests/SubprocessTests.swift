import IOTestSupport
import TapestryIO
import Testing

@Suite struct SubprocessTests {
  private func run(_ script: String, limit: Int = 1 << 20) throws -> Subprocess.Result {
    try Subprocess.run("/bin/sh", ["-c", script], outputLimit: limit)
  }

  @Test func collectsOutputErrorsAndStatus() throws {
    let result = try run("printf 'a b'; printf oops >&2; exit 3")
    #expect(result.output == Array("a b".utf8))
    #expect(result.errors == Array("oops".utf8))
    #expect(result.ending == .exit(3))
    #expect(try run("kill -9 $$").ending == .signal(9))
    #expect(try run("cat").output == [])
  }

  @Test(.timeLimit(.minutes(1))) func neitherStreamBlocksTheOther() throws {
    let result = try run("head -c 500000 /dev/zero >&2; head -c 500000 /dev/zero")
    #expect(result.output.count == 500_000)
    #expect(result.errors.count == 4096)
    #expect(result.ending == .exit(0))
  }

  @Test(.timeLimit(.minutes(1))) func endlessOutputIsStopped() throws {
    let result = try Subprocess.run("/bin/cat", ["/dev/zero"], outputLimit: 1000)
    #expect(result.ending == .overLimit)
  }

  @Test func argumentsArriveAsTheyAre() throws {
    let result = try Subprocess.run(
      "/bin/sh", ["-c", "printf '%s|' \"$@\"", "sh", "a b", "$(id)", "ü"], outputLimit: 100)
    #expect(result.output == Array("a b|$(id)|ü|".utf8))
  }

  @Test func whatCannotRunIsAnError() throws {
    let error = #expect(throws: FileError.self) {
      try Subprocess.run("/no/such/program", [], outputLimit: 0)
    }
    #expect(error?.description == "/no/such/program: cannot run: No such file or directory")
  }

  @Test func findsTheFirstExecutable() throws {
    let folder = TemporaryFolder()
    try FileSystem.makeFolder(folder.file("one/two"))
    try FileSystem.makeFolder(folder.file("three/tool"))
    try folder.write([], to: "one/tool", permissions: 0o644)
    let tool = try folder.write([], to: "one/two/tool", permissions: 0o755)
    let path = [folder.file("three"), folder.file("one"), "", folder.file("one/two"), "/bin"]
    #expect(Subprocess.find("tool", in: path.joined(separator: ":")) == tool)
    #expect(Subprocess.find("tool", in: "") == nil)
    #expect(Subprocess.find("tool", in: folder.path) == nil)
  }
}
