import CZlib

/// The bytes deflated, without a wrapper, as zip archives hold them.
func deflate(
  _ bytes: UnsafeRawBufferPointer, file: String
) throws(FileError) -> [UInt8] {
  var stream = z_stream()
  let status = deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    CInt(MemoryLayout<z_stream>.size))
  guard status == Z_OK else {
    throw FileError(file, .unsupported, "zlib does not start (status \(status))")
  }
  defer { deflateEnd(&stream) }
  var output: [UInt8] = []
  var offset = 0
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
    var status = Z_OK
    while status != Z_STREAM_END {
      let available = min(bytes.count - offset, 1 << 30)
      // zlib does not write through next_in; its declaration lacks the const.
      stream.next_in = UnsafeMutablePointer(
        mutating: bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) })
      stream.avail_in = UInt32(available)
      stream.next_out = chunk.baseAddress
      stream.avail_out = UInt32(chunk.count)
      let isLast = offset + available == bytes.count
      status = CZlib.deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      offset += available - Int(stream.avail_in)
      output.append(contentsOf: chunk[..<(chunk.count - Int(stream.avail_out))])
    }
  }
  return output
}
