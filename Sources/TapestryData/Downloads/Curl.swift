import TapestryIO

/// Fetches through the `curl` program, which knows about certificates and proxies.
///
/// The bytes come over a pipe, so an interrupted download leaves no file anywhere. Nothing but https is
/// spoken, redirections included.
package struct Curl: Fetcher {
  private let searchPath: String

  /// - Parameter searchPath: where curl is looked for, as in the environment's `PATH`.
  package init(searchPath: String = FileSystem.environment("PATH") ?? "/usr/bin:/bin") {
    self.searchPath = searchPath
  }

  package func fetch(_ address: String, limit: Int) throws(FetchFailure) -> [UInt8] {
    guard let curl = Subprocess.find("curl", in: searchPath) else {
      throw FetchFailure("the program curl is not installed", isFinal: true)
    }
    let result: Subprocess.Result
    do {
      result = try Subprocess.run(
        curl,
        [
          "--proto", "=https", "--proto-redir", "=https", "--location", "--fail",
          "--silent", "--show-error", "--connect-timeout", "10", "--max-time", "600",
          // A connection that has gone quiet is given up long before that.
          "--speed-limit", "1000", "--speed-time", "20",
          "--max-filesize", "\(limit)", "--", address,
        ], outputLimit: limit)
    } catch {
      throw FetchFailure(error.description, isFinal: true)
    }
    switch result.ending {
    case .exit(0): return result.output
    case .exit(let status):
      let message = String(decoding: result.errors, as: UTF8.self)
        .split(whereSeparator: \.isNewline).last
      throw FetchFailure(message.map(String.init) ?? "curl ended with status \(status)")
    case .signal(let signal): throw FetchFailure("curl was ended by signal \(signal)")
    case .overLimit: throw FetchFailure("it is larger than \(limit) bytes")
    }
  }
}
