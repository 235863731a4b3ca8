import TapestryTraining
import Testing

@Suite struct CRC32CTests {
  /// The check value of the polynomial, and the examples of RFC 3720, appendix B.4.
  @Test func knownValues() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xe306_9283)
    #expect(CRC32C.checksum(Array(repeating: 0, count: 32)) == 0x8a91_36aa)
    #expect(CRC32C.checksum(Array(repeating: 0xff, count: 32)) == 0x62a8_ab43)
    #expect(CRC32C.checksum(Array(0..<32)) == 0x46dd_794e)
    #expect(CRC32C.checksum([]) == 0)
  }
}
