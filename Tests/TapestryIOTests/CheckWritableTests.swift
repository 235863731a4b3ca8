import IOTestSupport
import TapestryIO
import Testing

@Suite struct CheckWritableTests {
  @Test func leavesNoTrace() throws {
    let folder = TemporaryFolder()
    try checkWritable(folder.file("new"))
    #expect(try folder.names() == [])

    try folder.write([1, 2, 3], to: "old")
    try checkWritable(folder.file("old"))
    #expect(try folder.names() == ["old"])
    #expect(try folder.read("old") == [1, 2, 3])
  }

  @Test func refusesWhatCannotBeWritten() throws {
    let folder = TemporaryFolder()
    try folder.write([], to: "file")
    for path in [folder.path, folder.file("absent/x"), folder.file("file/x"), "", "/dev/null"] {
      #expect(throws: FileError.self, "\(path)") { try checkWritable(path) }
    }
  }
}
