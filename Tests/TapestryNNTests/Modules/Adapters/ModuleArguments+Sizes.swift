import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleArguments {
  /// One number, or one for each axis.
  func sizes(_ name: String, _ position: Int? = nil) -> PerAxis? {
    if let size = int(name, position) { return PerAxis(size) }
    return ints(name, position).map { PerAxis($0) }
  }

  func scales(_ name: String, _ position: Int? = nil) -> ScalePerAxis? {
    if let scale = number(name, position) { return ScalePerAxis(scale) }
    return numbers(name, position).map { ScalePerAxis($0) }
  }

  /// Sizes of which some may be None.
  func pooledSize(_ name: String, _ position: Int? = nil) -> PooledSize? {
    if let size = int(name, position) { return PooledSize(size) }
    return list(name, position).map { PooledSize($0.map(\.int)) }
  }

  func shape(_ name: String, _ position: Int? = nil) -> Shape? {
    ints(name, position).map { Shape($0) }
  }
}
