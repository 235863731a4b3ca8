import TapestryCore

extension Pixels {
  /// An image's points: `[height, width]` in greys, `[channels, height, width]` or `[height, width, channels]` with 1
  /// or 3 channels.
  ///
  /// - Parameter range: the values that stand for dark and for bright; by default 0 and 255 for an integer tensor, 0
  ///   and 1 for any other. Values beyond are cut, and NaN is dark.
  init(
    _ image: Tensor, range: ClosedRange<Double>?, caller: String, file: StaticString, line: UInt
  ) {
    let channels = [1, 3]
    let (first, last) = image.rank == 3 ? (image.shape[0], image.shape[2]) : (0, 0)
    // Where both could be meant it is the layers' order, channels first, unless only that of files gives colours.
    let isChannelsFirst = channels.contains(first) && !(channels.contains(last) && last > first)
    let isChannelsLast = channels.contains(last) && !isChannelsFirst
    demand(
      image.rank == 2 || isChannelsLast || isChannelsFirst,
      "\(caller): an image \(image.shape); [height, width], or with 1 or 3 channels, is needed",
      file: file, line: line)
    let range = range ?? (image.dtype.isInteger ? 0...255 : 0...1)
    demand(
      range.lowerBound < range.upperBound, "\(caller): the range \(range) is empty", file: file,
      line: line)
    let flat = image.array(as: Double.self)
    let count = image.rank == 2 ? 1 : isChannelsLast ? image.shape[2] : image.shape[0]
    let height = isChannelsFirst ? image.shape[1] : image.shape[0]
    let width = isChannelsFirst ? image.shape[2] : image.shape[1]
    func level(_ point: Int, _ channel: Int) -> UInt8 {
      let channel = min(channel, count - 1)
      let value = flat[isChannelsFirst ? channel * height * width + point : point * count + channel]
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      return share.isNaN ? 0 : UInt8((max(0, min(1, share)) * 255).rounded())
    }
    self.init(
      width: width, height: height,
      colors: (0..<height * width).map { RGB(level($0, 0), level($0, 1), level($0, 2)) })
  }
}
