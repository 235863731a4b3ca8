import CZlib

/// The bytes as a gzip file.
public func gzip(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> [UInt8] {
  let name = "gzip-\(UInt64.random(in: .min ... .max)).gz"
  let file = gzopen(folder.file(name), "wb1")
  bytes.withUnsafeBytes { buffer in
    let written = gzwrite(file, buffer.baseAddress, UInt32(buffer.count))
    precondition(Int(written) == buffer.count)
  }
  gzclose(file)
  return try folder.read(name)
}
