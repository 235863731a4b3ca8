import IOTestSupport
import TapestryData
import TapestryIO
import Testing

@Suite struct CurlTests {
  private let folder = TemporaryFolder()

  /// A program named curl that does what the script says.
  private func curl(_ script: String) throws -> Curl {
    try folder.writeProgram("#!/bin/sh\n\(script)\n", to: "curl")
    return Curl(searchPath: folder.path)
  }

  private func failure(_ curl: Curl, limit: Int = 100) -> String? {
    do {
      _ = try curl.fetch("https://mirror/x", limit: limit)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func givesWhatCurlWrites() throws {
    #expect(try curl("printf abc").fetch("https://mirror/x", limit: 3) == Array("abc".utf8))
  }

  @Test func speaksHTTPSAlone() throws {
    let arguments = String(
      decoding: try curl("printf '%s ' \"$@\"").fetch("https://mirror/x", limit: 1000),
      as: UTF8.self)
    #expect(arguments.contains("--proto =https --proto-redir =https"))
    #expect(arguments.contains("--fail"))
    #expect(arguments.contains("--max-filesize 1000"))
    #expect(arguments.hasSuffix("-- https://mirror/x "))
  }

  @Test func failuresAreToldInCurlsWords() throws {
    let words = "curl: (6) Could not resolve host: mirror"
    #expect(failure(try curl("echo warning >&2; echo '\(words)' >&2; exit 6")) == words)
    #expect(failure(try curl("exit 22")) == "curl ended with status 22")
    #expect(failure(try curl("kill -9 $$")) == "curl was ended by signal 9")
  }

  @Test func aMissingCurlIsAFailureThatSaysSo() {
    #expect(failure(Curl(searchPath: folder.path)) == "the program curl is not installed")
  }

  @Test func tooMuchIsAFailure() throws {
    #expect(failure(try curl("printf 1234"), limit: 3) == "it is larger than 3 bytes")
  }
}
