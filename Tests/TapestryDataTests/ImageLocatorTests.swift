import IOTestSupport
import TapestryData
import TapestryIO
import Testing

@Suite struct ImageLocatorTests {
  private let folder = TemporaryFolder()
  private static let images = Array("images".utf8)
  private static let labels = Array("labels".utf8)

  private let archive: ImageArchive = {
    func file(_ name: String, _ bytes: [UInt8]) -> RemoteFile {
      RemoteFile(
        name: name, count: bytes.count, checksum: .contents(SHA256.hexDigest(of: bytes)))
    }
    let files = ImageArchive.Files(
      images: file("images", ImageLocatorTests.images),
      labels: file("labels", ImageLocatorTests.labels))
    return ImageArchive(
      name: "letters", variable: "LETTERS", mirrors: ["https://a"], train: files, test: files)
  }()

  private func locate(
    _ environment: [String: String] = [:], directory: String? = nil,
    _ fetcher: TableFetcher = TableFetcher([:])
  ) throws -> ImageLocation {
    try ImageLocator(environment: { environment[$0] }, fetcher: fetcher)
      .locate(archive, .train, directory: directory, announcing: { _ in })
  }

  private func mirror() throws -> TableFetcher {
    TableFetcher([
      "https://a/images.gz": try gzip(Self.images, in: folder),
      "https://a/labels.gz": try gzip(Self.labels, in: folder),
    ])
  }

  @Test func aNamedFolderComesFirst() throws {
    try FileSystem.makeFolder(folder.file("mine"))
    try FileSystem.makeFolder(folder.file("theirs"))
    for place in ["mine", "theirs"] {
      try folder.write([], to: "\(place)/images")
      try folder.write([], to: "\(place)/images.gz")
      try folder.write([], to: "\(place)/labels.gz")
    }
    let fetcher = TableFetcher([:])
    let (mine, theirs) = (folder.file("mine"), folder.file("theirs"))
    var found = try locate(["LETTERS": theirs], directory: mine, fetcher)
    #expect(found.images == mine + "/images")
    #expect(found.labels == mine + "/labels.gz")
    #expect(found.origin == .directory(mine))

    found = try locate(["LETTERS": theirs, "HOME": folder.path], fetcher)
    #expect(found.images == theirs + "/images")
    #expect(found.origin == .environment(variable: "LETTERS", directory: theirs))
    #expect(fetcher.asked == [])
  }

  @Test func aNamedFolderIsNeverPassedOver() throws {
    let empty = folder.file("empty")
    try FileSystem.makeFolder(empty)
    let fetcher = try mirror()
    let home = ["HOME": folder.path]
    for attempt in [
      { try locate(home, directory: empty, fetcher) },
      { try locate(["LETTERS": empty, "HOME": folder.path], fetcher) },
    ] {
      let error = #expect(throws: FileError.self) { try attempt() }
      #expect(error?.description == "\(empty): this folder has neither images nor images.gz")
    }
    let absent = #expect(throws: FileError.self) {
      try locate(home, directory: folder.file("absent"), fetcher)
    }
    #expect(absent?.detail == "there is no such folder")
    #expect(fetcher.asked == [])
  }

  @Test func theCacheIsFilledOnce() throws {
    let fetcher = try mirror()
    let cache = folder.file("cache/tapestry/letters")
    let environment = ["XDG_CACHE_HOME": folder.file("cache"), "HOME": "/nowhere", "LETTERS": ""]
    var found = try locate(environment, fetcher)
    #expect(found.origin == .download(cache))
    #expect(try folder.names(in: "cache/tapestry/letters") == ["images", "labels"])
    #expect(try folder.read("cache/tapestry/letters/images") == Self.images)

    found = try locate(environment, fetcher)
    #expect(found.origin == .cache(cache))
    #expect(found.images == cache + "/images")
    #expect(fetcher.asked == ["https://a/images.gz", "https://a/labels.gz"])
  }

  @Test func aCachedFileOfTheWrongSizeIsFetchedAgain() throws {
    let environment = ["HOME": folder.path]
    let cache = ".cache/tapestry/letters"
    try FileSystem.makeFolder(folder.file(cache))
    try folder.write([1], to: "\(cache)/images")
    try folder.write(Self.labels, to: "\(cache)/labels")
    let fetcher = try mirror()
    #expect(try locate(environment, fetcher).origin == .download(folder.file(cache)))
    #expect(fetcher.asked == ["https://a/images.gz"])
    #expect(try folder.read("\(cache)/images") == Self.images)
  }

  @Test func offlineIsADownloadErrorAndLeavesNothing() throws {
    let error = #expect(throws: DownloadError.self) { try locate(["HOME": folder.path]) }
    #expect(error?.attempts == ["a: not found"])
    #expect(try folder.names(in: ".cache/tapestry/letters") == [])
  }

  @Test func aCacheThatCannotBeMadeIsADownloadError() throws {
    let blocked = try folder.write([], to: "file")
    #expect(throws: DownloadError.self) { try locate(["HOME": blocked], mirror()) }
    #expect(throws: DownloadError.self) { try locate([:], mirror()) }
    #expect(throws: DownloadError.self) { try locate(["XDG_CACHE_HOME": "relative"], mirror()) }
  }
}
