import Tapestry

/// The digits to learn from and to be judged by: people's handwriting, or, where that cannot be had, digits
/// that the program draws.
///
/// - Parameter folder: where MNIST's files are; without it they are looked for, and downloaded.
public func loadDigits(from folder: String?) throws -> (train: LabeledImages, test: LabeledImages) {
  do {
    let train = try MNIST(split: .train, directory: folder) { print("downloading \($0)") }
    let test = try MNIST(split: .test, directory: folder) { print("downloading \($0)") }
    return (train, test)
  } catch let error as DownloadError {
    print(
      """

      ╭──────────────────────────────────────────────────────────────────────────────╮
      │  This is not MNIST: it is not on this machine and could not be downloaded.   │
      │  The digits below are drawn by this program; what the network scores here    │
      │  says nothing about people's handwriting. For real data: --data FOLDER.      │
      ╰──────────────────────────────────────────────────────────────────────────────╯
      """)
    for attempt in error.attempts { print("  \(attempt)") }
    print("\ndrawing 70,000 digits …")
    return (DrawnDigits(split: .train), DrawnDigits(split: .test))
  }
}
