import IOTestSupport
import TapestryIO
import Testing

@Suite struct GrowingFileTests {
  private let folder = TemporaryFolder()

  @Test func eachPieceIsThereAtOnce() throws {
    let file = try GrowingFile(folder.file("log"))
    #expect(try folder.read("log").isEmpty)
    try file.append([1, 2])
    #expect(try folder.read("log") == [1, 2])
    try file.append([])
    try file.append([3])
    #expect(try folder.read("log") == [1, 2, 3])
  }

  @Test func aFileThatIsThereIsLeftAlone() throws {
    try folder.write([7], to: "log")
    let error = #expect(throws: FileError.self) { _ = try GrowingFile(folder.file("log")) }
    #expect(error?.file == folder.file("log"))
    #expect(try folder.read("log") == [7])
  }
}
