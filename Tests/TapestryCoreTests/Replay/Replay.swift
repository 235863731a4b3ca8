import Foundation
import TapestryCore
import TapestryTesting

/// How operators of PyTorch's catalogue are called here, and where the two differ on purpose.
enum Replay {
  /// Results for a sample's arguments; nil where what the sample asks for is left out here on purpose.
  typealias Adapter = @Sendable (ReplaySample) -> [Tensor]?

  static let adapters: [String: Adapter] = [
    elementwise, pairs, activations, reductions, shapes, copies, indexing, linearAlgebra, losses,
    networks, convolutions, pooling, resampling, masked, randomness, creation, windows, fourier,
    complex, drawn, below,
  ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }

  /// How an operator is called with complex numbers.
  static let complexAdapters = complex.merging(fourier) { first, _ in first }
    .merging(complexForms) { first, _ in first }

  /// Calls that PyTorch refuses and that mean something here.
  struct Acceptance {
    /// A part of PyTorch's message.
    let refusal: String
    let reason: String

    init(_ refusal: String, _ reason: String) { (self.refusal, self.reason) = (refusal, reason) }
  }

  /// Operators whose second derivative is NaN by PyTorch where it exists.
  static let lacksSecondDerivative: Set<String> = ["masked.logaddexp"]

  static let accepted = acceptedByNetworks.merging(acceptedByOthers) { $0 + $1 }

  static let folder = ProcessInfo.processInfo.environment["TAPESTRY_REPLAY"]

  static let files: [String] = {
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }()
}
