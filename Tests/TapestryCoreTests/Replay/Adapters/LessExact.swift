import TapestryCore
import TapestryTesting

extension Replay {
  /// Where PyTorch's own results are less exact than a rounding of the right ones, and by how much.
  static let lessExact: [String: [DType: Tolerance]] = [:]

  /// Operators whose results are drawn at random, so that only shapes and dtypes are compared.
  static let random: Set<String> = []
}
