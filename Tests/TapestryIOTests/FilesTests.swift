import Foundation
import IOTestSupport
import TapestryIO
import Testing

@Suite struct FilesTests {
  private let folder = TemporaryFolder()

  @Test func readsWholeFilesAndRanges() throws {
    let path = try folder.write([1, 2, 3, 4], to: "a")
    #expect(try InputFile.contents(of: path, limit: 4) == [1, 2, 3, 4])
    let file = try InputFile(path)
    #expect(file.count == 4)
    #expect(try file.bytes(in: 1..<3) == [2, 3])
    #expect(try file.bytes(in: 4..<4) == [])
    #expect(try InputFile.contents(of: folder.write([], to: "empty"), limit: 0) == [])
  }

  @Test func readingPastTheEndIsAnError() throws {
    let file = try InputFile(folder.write([1, 2, 3, 4], to: "a"))
    var failure: FileError?
    do { _ = try file.bytes(in: 2..<9) } catch { failure = error }
    #expect(failure?.reason == .truncated)
    #expect(failure?.detail == "ends at byte 4, before byte 9")
  }

  @Test func whatCannotBeReadIsAnErrorThatSaysWhy() throws {
    let path = folder.file("absent")
    let absent = #expect(throws: FileError.self) {
      try InputFile.contents(of: path, limit: 1)
    }
    #expect(absent?.reason == .absent)
    #expect(absent?.description == "\(path): cannot open: No such file or directory")

    for (path, reason) in [
      (folder.path, FileError.Reason.notRegular), ("/dev/zero", .notRegular),
      ("", .system(EINVAL)), ("a\0b", .system(EINVAL)),
    ] {
      let error = #expect(throws: FileError.self) {
        try InputFile.contents(of: path, limit: 1)
      }
      #expect(error?.reason == reason)
    }
  }

  @Test(.timeLimit(.minutes(1))) func aPipeDoesNotBlock() throws {
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: FileError.self) { try InputFile.contents(of: path, limit: 1) }
    #expect(error?.reason == .notRegular)
  }

  @Test func theLimitIsKept() throws {
    let path = try folder.write([1, 2, 3], to: "a")
    let error = #expect(throws: FileError.self) { try InputFile.contents(of: path, limit: 2) }
    #expect(error?.reason == .tooLarge)
  }

  @Test func anAtomicFileAppearsWhole() throws {
    let path = try folder.write([9], to: "a", permissions: 0o640)
    let file = try AtomicFile(path)
    try file.write([1, 2])
    #expect(try folder.read("a") == [9])
    try file.write([3])
    try file.commit()
    #expect(try folder.read("a") == [1, 2, 3])
    #expect(try folder.names() == ["a"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func anAbandonedAtomicFileLeavesNothing() throws {
    func abandon() throws {
      let file = try AtomicFile(folder.write([9], to: "a"))
      try file.write([1, 2])
      #expect(try folder.names().count == 2)
      throw CancellationError()
    }
    #expect(throws: CancellationError.self) { try abandon() }
    #expect(try folder.names() == ["a"])
    #expect(try folder.read("a") == [9])
  }

  @Test func aFailedRenameLeavesNothing() throws {
    let file = try AtomicFile(folder.file("a"))
    try FileManager.default.createDirectory(
      atPath: folder.file("a"), withIntermediateDirectories: false)
    var failure: FileError?
    do { try file.commit() } catch { failure = error }
    #expect(failure?.reason == .system(EISDIR))
    #expect(try folder.names() == ["a"])
  }

  @Test func whatCannotBeWrittenIsAnError() throws {
    for (path, reason) in [
      (folder.file("no/such/folder/a"), FileError.Reason.absent),
      (folder.path, .notRegular), ("/dev/null", .notRegular), ("", .system(EINVAL)),
      (folder.file("name/"), .system(EINVAL)), (folder.file("a\0b"), .system(EINVAL)),
    ] {
      var failure: FileError?
      do { _ = try AtomicFile(path) } catch { failure = error }
      #expect(failure?.reason == reason, "\(path)")
      #expect(failure?.file == path)
    }
  }
}
