import TapestryCore

/// Digits that the program draws itself, for where ``MNIST`` cannot be had: the same shapes, types and sizes.
///
/// They come from a stroke font under random distortion, and look like handwriting, but nobody wrote them: what a network
/// scores here says nothing about how well it reads people's digits.
public final class DrawnDigits: LabeledImages {
  /// The numbers of digits in MNIST: 60,000 and 10,000.
  public static func standardCount(of split: Split) -> Int { split == .train ? 60_000 : 10_000 }

  /// Draws digits: the same for the same seed, others for another, and never the same in both splits.
  ///
  /// - Complexity: about 10 µs a digit.
  public init(
    split: Split, count: Int? = nil, seed: UInt64 = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    let count = count ?? Self.standardCount(of: split)
    demand(
      (0...1 << 32).contains(count), "DrawnDigits: \(count) digits", file: file, line: line)
    // The two splits are two stretches of one endless row of digits, which never meet.
    let first = split == .train ? 0 : 1 << 32
    let (pixels, labels) = DigitPress(seed: seed).digits(first..<first + count)
    super.init(
      images: Tensor(pixels, shape: [count, Canvas.side, Canvas.side]),
      labels: Tensor(labels.map(Int64.init), shape: [count]),
      classNames: (0...9).map(String.init), origin: .drawn(seed: seed))
  }
}
