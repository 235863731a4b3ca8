import Foundation
import TapestryCore

/// How operators of PyTorch's catalogue are called here.
enum Replay {
  /// Results for a sample's arguments; nil where what the sample asks for is left out here on purpose.
  typealias Adapter = @Sendable (ReplaySample) -> [Tensor]?

  static let adapters: [String: Adapter] = [
    elementwise, pairs, activations, reductions, shapes, indexing, linearAlgebra, losses, networks,
    convolutions,
  ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }

  static let folder = ProcessInfo.processInfo.environment["TAPESTRY_REPLAY"]

  static let files: [String] = {
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }()
}
