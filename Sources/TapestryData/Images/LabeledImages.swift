import TapestryCore
import TapestryIO

/// Small grey images, each with the number of its class: what ``MNIST``, ``FashionMNIST`` and ``DrawnDigits`` have in
/// common.
///
/// Single examples and batches come with pixels as float32 from 0 to 1, which is what networks take, and
/// classes as int64. ``images`` keeps the pixels as they were published.
public class LabeledImages: Dataset {
  /// The pixels, 0 (paper) to 255 (ink): uint8 `[N, 28, 28]`.
  public let images: Tensor

  /// The class of each image: int64 `[N]`.
  public let labels: Tensor

  /// What the classes are called, in their order.
  public let classNames: [String]

  /// Where the images came from.
  public let origin: DataOrigin

  init(images: Tensor, labels: Tensor, classNames: [String], origin: DataOrigin) {
    self.images = images
    self.labels = labels
    self.classNames = classNames
    self.origin = origin
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// One image, float32 `[28, 28]` from 0 to 1, and its class, an int64 scalar.
  public subscript(index: Int) -> (Tensor, Tensor) {
    (images[index].cast(to: .float32) / 255, labels[index].clone())
  }

  /// The images, float32 `[B, 28, 28]` from 0 to 1, and classes, int64 `[B]`, at the given places.
  ///
  /// - Complexity: one pass over the pixels of the batch.
  public func batch(_ indices: ArraySlice<Int>) -> (Tensor, Tensor) {
    let places = Tensor(Array(indices), shape: [indices.count])
    return (images.unitRows(places), labels.indexSelect(axis: 0, places))
  }
}

extension LabeledImages {
  /// Reads an image and a label file that belong together.
  ///
  /// - Throws: ``FileError`` if either is damaged, has the wrong shape or type, labels are not below
  ///   `classCount`, or there are not as many labels as images.
  static func read(
    images imagePath: String, labels labelPath: String, classCount: Int
  ) throws(FileError) -> (images: Tensor, labels: Tensor) {
    let images = try IDXFile.load(imagePath)
    guard images.dtype == .uint8, images.rank == 3, images.shape[1] == 28, images.shape[2] == 28
    else {
      throw FileError(
        imagePath, .malformed,
        "holds \(images.dtype) \(images.shape), images are uint8 [N, 28, 28]")
    }
    guard images.shape[0] > 0 else {
      throw FileError(imagePath, .malformed, "holds no images")
    }
    let labels = try IDXFile.load(labelPath)
    guard labels.dtype == .uint8, labels.rank == 1 else {
      throw FileError(
        labelPath, .malformed, "holds \(labels.dtype) \(labels.shape), labels are uint8 [N]")
    }
    guard labels.count == images.shape[0] else {
      throw FileError(
        labelPath, .malformed,
        "holds \(labels.count) labels for the \(images.shape[0]) images of \(imagePath)")
    }
    let values = labels.array(as: UInt8.self)
    if let index = values.firstIndex(where: { $0 >= classCount }) {
      throw FileError(
        labelPath, .malformed,
        "label \(values[index]) at place \(index) is not in 0…\(classCount - 1)")
    }
    return (images, labels.cast(to: .int64))
  }
}
