import IOTestSupport
import TapestryCore
import TapestryData
import TapestryIO
import Testing

@Suite struct MNISTTests {
  private let folder = TemporaryFolder()
  private static let names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]

  /// Writes a small data set; `nil` leaves a file as it is.
  private func write(images: [UInt8]?, labels: [UInt8]?) throws {
    if let images { try folder.write(images, to: Self.names[0]) }
    if let labels { try folder.write(labels, to: Self.names[1]) }
  }

  private func images(_ count: Int) -> [UInt8] {
    IDXFileTests.idx(
      [UInt32(count), 28, 28], (0..<count * 784).map { UInt8(truncatingIfNeeded: $0 * 7) })
  }

  private func labels(_ values: [UInt8]) -> [UInt8] {
    IDXFileTests.idx([UInt32(values.count)], values)
  }

  private func failure() -> FileError? {
    #expect(throws: FileError.self) { try MNIST(split: .train, directory: folder.path) }
  }

  @Test func readsAFolder() throws {
    try write(images: images(3), labels: labels([5, 0, 9]))
    for type in [MNIST.self, FashionMNIST.self] as [LabeledImages.Type] {
      let data: LabeledImages =
        type == MNIST.self
        ? try MNIST(split: .train, directory: folder.path)
        : try FashionMNIST(split: .train, directory: folder.path)
      #expect(data.count == 3)
      #expect(data.images.shape == [3, 28, 28])
      #expect(data.images.dtype == .uint8)
      #expect(data.labels.dtype == .int64)
      #expect(data.labels.array(as: Int.self) == [5, 0, 9])
      #expect(data.origin == .directory(folder.path))
      #expect(data.classNames.count == 10)
    }
  }

  @Test func examplesAndBatchesAreFractions() throws {
    try write(images: images(3), labels: labels([5, 0, 9]))
    let data = try MNIST(split: .train, directory: folder.path)
    let (images, labels) = data.batch([2, 0, 2])
    #expect(images.dtype == .float32)
    #expect(images.shape == [3, 28, 28])
    #expect(labels.array(as: Int.self) == [9, 5, 9])
    let all = data.images.array(as: Float.self).map { $0 / 255 }
    let expected = [2, 0, 2].flatMap { (index: Int) in all[index * 784..<(index + 1) * 784] }
    let isExact = images.array(as: Float.self) == expected
    #expect(isExact)

    let (image, label) = data[1]
    #expect(image.shape == [28, 28])
    let isSame = image.array(as: Float.self) == Array(all[784..<1568])
    #expect(isSame)
    #expect(label.shape == [])
    #expect(label.item(as: Int.self) == 0)
  }

  @Test func damageIsAnErrorThatNamesTheFile() throws {
    try write(images: images(2), labels: labels([1, 10]))
    #expect(failure()?.detail == "label 10 at place 1 is not in 0…9")
    try write(images: nil, labels: labels([1, 2, 3]))
    let path = "\(folder.path)/\(Self.names[0])"
    #expect(failure()?.detail == "holds 3 labels for the 2 images of \(path)")
    try write(images: nil, labels: images(2))
    #expect(failure()?.detail == "holds uint8 [2, 28, 28], labels are uint8 [N]")
    try write(images: labels([1]), labels: nil)
    #expect(failure()?.detail == "holds uint8 [1], images are uint8 [N, 28, 28]")
    try write(images: IDXFileTests.idx([0, 28, 28], []), labels: labels([]))
    #expect(failure()?.detail == "holds no images")
    try write(
      images: IDXFileTests.idx([1, 32, 32], [UInt8](repeating: 0, count: 1024)), labels: nil)
    #expect(failure()?.file == path)
    try write(images: Array("garbage".utf8), labels: nil)
    #expect(failure()?.reason == .wrongMagic)
    try write(images: images(2).dropLast(), labels: nil)
    #expect(failure()?.reason == .truncated)
  }

  @Test func anEmptyFolderIsAnError() {
    #expect(failure()?.reason == .absent)
    #expect(failure()?.file == folder.path)
  }

  @Test(.enabled(if: FileSystem.environment("TAPESTRY_DATA") != nil))
  func theRealDataSet() throws {
    let train = try MNIST(split: .train)
    let test = try MNIST(split: .test)
    #expect(train.images.shape == [60_000, 28, 28])
    #expect(test.images.shape == [10_000, 28, 28])
    #expect(train.labels[0..<8].array(as: Int.self) == [5, 0, 4, 1, 9, 2, 1, 3])
    #expect(test.labels[0..<8].array(as: Int.self) == [7, 2, 1, 0, 4, 1, 4, 9])
    // The mean and standard deviation that everyone normalises with.
    let pixels = train.images.array(as: Float.self)
    let mean = pixels.reduce(0.0) { $0 + Double($1) } / Double(pixels.count) / 255
    #expect(abs(mean - 0.1307) < 5e-5)
  }
}
