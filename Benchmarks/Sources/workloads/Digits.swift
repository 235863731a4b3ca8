import Tapestry

/// MNIST as the workloads use it: pixels from 0 to 1, in memory.
struct Digits {
  let images: Tensor  // float32 [N, 28, 28]
  let labels: Tensor  // int64 [N]

  init(_ split: Split, directory: String) throws {
    let source = try MNIST(split: split, directory: directory)
    images = source.images.cast(to: .float32)
    images /= 255
    labels = source.labels
  }
}
