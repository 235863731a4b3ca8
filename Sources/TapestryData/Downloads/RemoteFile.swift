import TapestryIO

/// A file of a data set as the mirrors have it: compressed, with contents that are known beforehand.
package struct RemoteFile: Sendable {
  /// What the SHA-256 that is known was computed from.
  package enum Checksum: Hashable, Sendable {
    /// The uncompressed contents: mirrors may compress as they like.
    case contents(String)
    /// The compressed file.
    case archive(String)
  }

  /// The name of the uncompressed file; mirrors add `.gz`.
  package let name: String
  /// The size of the uncompressed file in bytes.
  package let count: Int
  package let checksum: Checksum

  package init(name: String, count: Int, checksum: Checksum) {
    self.name = name
    self.count = count
    self.checksum = checksum
  }

  /// The contents out of a compressed file, if they are the right ones.
  package func contents(ofArchive archive: [UInt8]) throws(FetchFailure) -> [UInt8] {
    if case .archive(let expected) = checksum { try verify(archive, expected) }
    let contents: [UInt8]
    do {
      contents = try Gzip.inflate(archive, limit: count, file: name + ".gz")
    } catch {
      throw FetchFailure(error.detail)
    }
    guard contents.count == count else {
      throw FetchFailure("it holds \(contents.count) bytes instead of \(count)")
    }
    if case .contents(let expected) = checksum { try verify(contents, expected) }
    return contents
  }

  private func verify(_ bytes: [UInt8], _ expected: String) throws(FetchFailure) {
    guard SHA256.hexDigest(of: bytes) == expected else {
      throw FetchFailure("its checksum is wrong")
    }
  }

  /// Gets the file from the first mirror that has it right, and writes it, uncompressed, into the folder.
  ///
  /// Whatever goes wrong, and whenever the program is killed, the folder has the whole right file
  /// under this name or none.
  package func download(
    from mirrors: [String], into folder: String, using fetcher: some Fetcher,
    announcing announce: (String) -> Void
  ) throws(DownloadError) {
    var attempts: [String] = []
    for mirror in mirrors {
      let address = "\(mirror)/\(name).gz"
      announce(address)
      do throws(FetchFailure) {
        // What does not compress becomes a little larger.
        let archive = try fetcher.fetch(address, limit: count + count / 1000 + 1024)
        try write(try contents(ofArchive: archive), to: "\(folder)/\(name)")
        return
      } catch {
        attempts.append("\(host(of: address)): \(error.reason)")
        if error.isFinal { break }
      }
    }
    throw DownloadError(file: name, attempts: attempts)
  }

  private func host(of address: String) -> Substring {
    address.split(separator: "/").dropFirst().first ?? address[...]
  }

  private func write(_ contents: [UInt8], to path: String) throws(FetchFailure) {
    do {
      let file = try AtomicFile(path)
      try file.write(contents)
      try file.commit()
    } catch {
      throw FetchFailure(error.description, isFinal: true)
    }
  }
}
