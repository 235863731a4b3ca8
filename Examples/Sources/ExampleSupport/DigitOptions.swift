import ArgumentParser
import Tapestry

/// Which digits a program learns from.
public struct DigitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The folder of MNIST's four files, .gz or not. (default: $TAPESTRY_DATA, the cache, a \
      download, or digits that the program draws)
      """, valueName: "folder"))
  public var data: String?

  @Option(
    parsing: .unconditional,
    help:
      "Images in an epoch, drawn anew for each. (default: all; a part where many networks are trained)"
  )
  public var images: Int?

  public init() {}

  public func validate() throws {
    try require(images.map { $0 >= 1 } ?? true, "--images must be 1 or more, not \(images ?? 0)")
  }

  /// The digits to learn from and to be judged by.
  public func load() throws -> (train: LabeledImages, test: LabeledImages) {
    try loadDigits(from: data)
  }

  /// The batches of each epoch, in an order that is new each time.
  ///
  /// - Parameter images: how many there are where the command line does not say; all by default.
  public func batches<Digits: Dataset>(
    of digits: Digits, batchSize: Int, images defaultImages: Int? = nil
  ) -> DataLoader<Digits> {
    let wanted = images ?? defaultImages ?? digits.count
    return DataLoader(
      digits, batchSize: batchSize, sampler: RandomSampler(sampleCount: min(wanted, digits.count)))
  }
}
