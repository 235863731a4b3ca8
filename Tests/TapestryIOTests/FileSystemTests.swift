import Glibc
import IOTestSupport
import TapestryIO
import Testing

@Suite struct FileSystemTests {
  private let folder = TemporaryFolder()

  @Test func tellsFilesFromFolders() throws {
    let path = try folder.write([1, 2], to: "a")
    #expect(FileSystem.kind(of: path) == .file)
    #expect(FileSystem.kind(of: folder.path) == .folder)
    #expect(FileSystem.kind(of: folder.file("b")) == .absent)
    #expect(FileSystem.kind(of: "a\0b") == .absent)
    #expect(FileSystem.size(of: path) == 2)
    #expect(FileSystem.size(of: folder.path) == nil)
  }

  @Test func makesFoldersAllTheWay() throws {
    for _ in 0..<2 { try FileSystem.makeFolder(folder.file("x/y//z")) }
    #expect(FileSystem.kind(of: folder.file("x/y/z")) == .folder)
    let blocked = try folder.write([], to: "file")
    let error = #expect(throws: FileError.self) { try FileSystem.makeFolder(blocked + "/x") }
    #expect(error?.reason == .system(ENOTDIR))
    #expect(error?.file == blocked + "/x")
  }

  @Test func readsTheEnvironment() {
    #expect(FileSystem.environment("PATH")?.contains("/") == true)
    #expect(FileSystem.environment("TAPESTRY_NO_SUCH_VARIABLE") == nil)
  }
}
