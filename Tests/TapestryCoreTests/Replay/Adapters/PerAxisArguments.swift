import TapestryCore

extension ReplaySample {
  /// One number, or one for each axis; an empty list stands for none given.
  func perAxis(_ name: String, _ position: Int? = nil) -> PerAxis? {
    if let one = int(name, position) { return PerAxis(one) }
    return ints(name, position).flatMap { $0.isEmpty ? nil : PerAxis($0) }
  }

  /// A size for each axis, or none for one that stays as it is.
  func pooledSize(_ name: String, _ position: Int? = nil) -> PooledSize? {
    if let one = int(name, position) { return PooledSize(one) }
    return list(name, position).map { PooledSize($0.map(\.int)) }
  }

  func scalePerAxis(_ name: String, _ position: Int? = nil) -> ScalePerAxis? {
    if let one = number(name, position) { return ScalePerAxis(one) }
    return numbers(name, position).map { ScalePerAxis($0) }
  }
}
