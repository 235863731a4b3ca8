import TapestryCore
import TapestryIO

/// Pictures of clothes in the format of ``MNIST``, and harder than it.
///
/// Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine
/// learning algorithms", 2017. The equivalent of `torchvision.datasets.FashionMNIST` with `ToTensor`.
public final class FashionMNIST: LabeledImages {
  /// Reads the data set from where ``MNIST/init(split:directory:onDownload:)`` would, but for the names: the
  /// environment variable is `TAPESTRY_FASHION_DATA` and the cache `tapestry/fashion-mnist`, because the files
  /// of the two data sets are called the same.
  ///
  /// - Throws: as there.
  public convenience init(
    split: Split, directory: String? = nil,
    onDownload announce: (_ address: String) -> Void = { _ in }
  ) throws {
    let place = try ImageLocator.standard.locate(
      .fashionMNIST, split, directory: directory, announcing: announce)
    try self.init(place)
  }

  private init(_ place: ImageLocation) throws {
    let names = [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ]
    let (images, labels) = try Self.read(
      images: place.images, labels: place.labels, classCount: names.count)
    super.init(images: images, labels: labels, classNames: names, origin: place.origin)
  }
}

extension ImageArchive {
  static let fashionMNIST = ImageArchive(
    name: "fashion-mnist", variable: "TAPESTRY_FASHION_DATA",
    mirrors: [
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
      "https://fashion-mnist.s3.eu-central-1.amazonaws.com",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets",
    ],
    // What is published are checksums of the compressed files, which all mirrors have alike.
    train: Files(
      images: RemoteFile(
        name: "train-images-idx3-ubyte", count: 47_040_016,
        checksum: .archive("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")),
      labels: RemoteFile(
        name: "train-labels-idx1-ubyte", count: 60_008,
        checksum: .archive("a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"))),
    test: Files(
      images: RemoteFile(
        name: "t10k-images-idx3-ubyte", count: 7_840_016,
        checksum: .archive("346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073")),
      labels: RemoteFile(
        name: "t10k-labels-idx1-ubyte", count: 10_008,
        checksum: .archive("67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))))
}
