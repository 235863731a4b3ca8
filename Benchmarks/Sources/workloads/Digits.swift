import Tapestry

/// MNIST as the workloads use it: pixels from 0 to 1. Read when it is first used, and no more of it turned into fractions than that
/// use takes, so that each workload's peak of memory is its own.
final class Digits {
  private let directory: String
  private let split: Split

  init(_ split: Split, directory: String) {
    self.split = split
    self.directory = directory
  }

  /// All images as bytes, and their labels; batches of it are float32.
  func source() throws -> MNIST { try MNIST(split: split, directory: directory) }

  /// All images, float32 [N, 28, 28], and their labels, int64 [N].
  func all() throws -> (images: Tensor, labels: Tensor) { try first(nil) }

  /// The first ones.
  func first(_ count: Int?) throws -> (images: Tensor, labels: Tensor) {
    let source = try source()
    let end = count ?? source.images.shape[0]
    let images = source.images[..<end].cast(to: .float32)
    images /= 255
    return (images, source.labels[..<end].clone())
  }
}
