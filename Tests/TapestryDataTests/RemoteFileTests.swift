import IOTestSupport
import Synchronization
import TapestryData
import TapestryIO
import Testing

/// Mirrors that answer from a table.
final class TableFetcher: Fetcher {
  private let answers: [String: [UInt8]]
  private let log = Mutex<[String]>([])

  init(_ answers: [String: [UInt8]]) { self.answers = answers }

  /// The addresses that were asked for.
  var asked: [String] { log.withLock { $0 } }

  func fetch(_ address: String, limit: Int) throws(FetchFailure) -> [UInt8] {
    log.withLock { $0.append(address) }
    guard let answer = answers[address] else { throw FetchFailure("not found") }
    return answer
  }
}

@Suite struct RemoteFileTests {
  private let folder = TemporaryFolder()
  private let contents = Array("the right contents".utf8)
  private var file: RemoteFile {
    RemoteFile(
      name: "data", count: contents.count, checksum: .contents(SHA256.hexDigest(of: contents)))
  }

  private func download(_ file: RemoteFile, _ answers: [String: [UInt8]]) -> DownloadError? {
    do {
      try file.download(
        from: ["https://a", "https://b"], into: folder.path, using: TableFetcher(answers),
        announcing: { _ in })
      return nil
    } catch {
      return error
    }
  }

  @Test func theFirstGoodMirrorIsTaken() throws {
    let good = try gzip(contents, in: folder)
    let fetcher = TableFetcher(["https://b/data.gz": good, "https://c/data.gz": good])
    var announced: [String] = []
    try file.download(
      from: ["https://a", "https://b", "https://c"], into: folder.path, using: fetcher
    ) { announced.append($0) }
    #expect(fetcher.asked == ["https://a/data.gz", "https://b/data.gz"])
    #expect(announced == fetcher.asked)
    #expect(try folder.read("data") == contents)
  }

  @Test func aBadFileIsDiscardedAndTheNextMirrorTried() throws {
    let good = try gzip(contents, in: folder)
    var wrong = contents
    wrong[0] ^= 1
    let bad: [([UInt8], String)] = [
      (try gzip(wrong, in: folder), "its checksum is wrong"),
      (Array(good.dropLast(3)), "the compressed data end too early"),
      (Array("<html>".utf8), "not a gzip file"),
      ([], "not a gzip file"),
      (try gzip(contents.dropLast(), in: folder), "it holds 17 bytes instead of 18"),
      (try gzip(contents + [0], in: folder), "uncompressed, it is larger than 18 bytes"),
    ]
    let clutter = try folder.names()
    for (bytes, reason) in bad {
      let error = download(file, ["https://a/data.gz": bytes])
      #expect(
        error?.attempts == ["a: \(reason)", "b: not found"])
      #expect(
        error?.description
          == "data could not be downloaded: a: \(reason); "
          + "b: not found")
      #expect(try folder.names() == clutter, "something was left behind")
      #expect(download(file, ["https://a/data.gz": bytes, "https://b/data.gz": good]) == nil)
      #expect(try folder.read("data") == contents)
      #expect(try folder.names() == (clutter + ["data"]).sorted())
      try folder.remove("data")
    }
  }

  @Test func whereNoMirrorCanHelpNoneIsAsked() {
    var announced = 0
    var failure: DownloadError?
    do {
      try file.download(
        from: ["https://a", "https://b"], into: folder.path, using: Curl(searchPath: ""),
        announcing: { _ in announced += 1 })
    } catch {
      failure = error
    }
    #expect(failure?.attempts == ["a: the program curl is not installed"])
    #expect(announced == 1)
  }

  @Test func aFileBrokenOffByTheProgramsEndIsNotKept() throws {
    let good = try folder.write(gzip(contents, in: folder), to: "good")
    let clutter = try folder.names()
    // The first mirror's connection breaks in the middle, the second is killed, the third works.
    let script = """
      #!/bin/sh
      for address; do :; done
      case "$address" in
        *//a/*) head -c 20 \(good); echo 'curl: (18) transfer closed' >&2; exit 18 ;;
        *//b/*) head -c 20 \(good); kill -9 $$ ;;
        *) cat \(good) ;;
      esac
      """
    let programs = TemporaryFolder()
    try programs.writeProgram(script, to: "curl")
    let curl = Curl(searchPath: "\(programs.path):/bin:/usr/bin")
    var failure: DownloadError?
    do {
      try file.download(
        from: ["https://a", "https://b"], into: folder.path, using: curl, announcing: { _ in })
    } catch {
      failure = error
    }
    #expect(
      failure?.attempts == ["a: curl: (18) transfer closed", "b: curl was ended by signal 9"])
    #expect(try folder.names() == clutter)

    try file.download(
      from: ["https://a", "https://b", "https://c"], into: folder.path, using: curl,
      announcing: { _ in })
    #expect(try folder.read("data") == contents)
  }

  @Test func aCompressedFileCanBeWhatIsVerified() throws {
    let archive = try gzip(contents, in: folder)
    let file = RemoteFile(
      name: "data", count: contents.count, checksum: .archive(SHA256.hexDigest(of: archive)))
    #expect(try file.contents(ofArchive: archive) == contents)
    #expect(throws: FetchFailure("its checksum is wrong")) {
      try file.contents(ofArchive: gzip(contents, in: folder) + [0])
    }
  }

  @Test func aFolderThatCannotBeWrittenIsADownloadError() throws {
    let good = try gzip(contents, in: folder)
    var failure: DownloadError?
    do {
      try file.download(
        from: ["https://a"], into: folder.file("absent"),
        using: TableFetcher(["https://a/data.gz": good]), announcing: { _ in })
    } catch {
      failure = error
    }
    #expect(failure?.attempts.first?.contains("No such file or directory") == true)
  }
}
