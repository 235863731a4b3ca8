import TapestryCore
import TapestryIO

/// Handwritten digits: 60,000 to learn from and 10,000 to be judged by.
///
/// ```swift
/// let train = try MNIST(split: .train)
/// for (images, labels) in DataLoader(train, batchSize: 128, shuffle: true) { … }
/// ```
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits". The equivalent of
/// `torchvision.datasets.MNIST` with `ToTensor`.
public final class MNIST: LabeledImages {
  /// Reads the data set from the first of these places:
  ///
  /// 1. `directory`, if it is given,
  /// 2. the folder that the environment variable `TAPESTRY_DATA` names, if it is set,
  /// 3. the cache, `$XDG_CACHE_HOME/tapestry/mnist` (`~/.cache/tapestry/mnist` by default),
  /// 4. public mirrors, by way of the `curl` program; what they give is verified and put into the cache.
  ///
  /// A folder holds the four files under their published names, such as `train-images-idx3-ubyte`, plain or with
  /// `.gz`. A folder that was named, but is empty or broken, is an error; nothing else is looked at then.
  ///
  /// - Parameter announce: called with each address before it is downloaded.
  /// - Throws: ``FileError`` if a file is missing or damaged, its labels are not in 0…9, or there are not as many labels as
  ///   images; ``DownloadError`` if the files are nowhere and could not be downloaded.
  public convenience init(
    split: Split, directory: String? = nil,
    onDownload announce: (_ address: String) -> Void = { _ in }
  ) throws {
    let place = try ImageLocator.standard.locate(
      .mnist, split, directory: directory, announcing: announce)
    try self.init(place)
  }

  private init(_ place: ImageLocation) throws {
    let (images, labels) = try Self.read(
      images: place.images, labels: place.labels, classCount: 10)
    super.init(
      images: images, labels: labels, classNames: (0...9).map(String.init), origin: place.origin)
  }
}

extension ImageArchive {
  static let mnist = ImageArchive(
    name: "mnist", variable: "TAPESTRY_DATA",
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist",
      "https://storage.googleapis.com/cvdf-datasets/mnist",
      "https://raw.githubusercontent.com/fgnt/mnist/master",
      "https://systemds.apache.org/assets/datasets/mnist",
    ],
    train: Files(
      images: RemoteFile(
        name: "train-images-idx3-ubyte", count: 47_040_016,
        checksum: .contents("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")),
      labels: RemoteFile(
        name: "train-labels-idx1-ubyte", count: 60_008,
        checksum: .contents("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"))),
    test: Files(
      images: RemoteFile(
        name: "t10k-images-idx3-ubyte", count: 7_840_016,
        checksum: .contents("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")),
      labels: RemoteFile(
        name: "t10k-labels-idx1-ubyte", count: 10_008,
        checksum: .contents("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"))))
}
