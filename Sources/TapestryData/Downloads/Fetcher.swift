/// Something that gets the bytes behind an address.
package protocol Fetcher: Sendable {
  /// - Parameter limit: the most bytes that are accepted.
  func fetch(_ address: String, limit: Int) throws(FetchFailure) -> [UInt8]
}

/// Why an address gave nothing, in words.
package struct FetchFailure: Error, Hashable, Sendable {
  package let reason: String
  /// Whether no other address would fare better.
  package let isFinal: Bool

  package init(_ reason: String, isFinal: Bool = false) {
    self.reason = reason
    self.isFinal = isFinal
  }
}
