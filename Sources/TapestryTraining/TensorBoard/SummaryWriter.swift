import Glibc
import TapestryCore
import TapestryIO

/// Writes numbers, histograms, pictures and texts to an event file, which [TensorBoard](https://www.tensorflow.org/tensorboard)
/// shows: `tensorboard --logdir runs`.
///
/// ```swift
/// let writer = try SummaryWriter("runs/first")
/// try writer.addScalar("loss", loss.item(), step: step)
/// try writer.addImage("mistakes", picture, step: step)
/// ```
///
/// Each call puts one record into the file at once, so that what a program wrote before it was ended is there. A tag is the name under
/// which values belong together; a slash in it makes groups. ``TensorBoard`` writes by itself in a training.
/// `torch.utils.tensorboard.SummaryWriter`.
public final class SummaryWriter {
  /// The event file, of a name that no other writer has.
  public let path: String
  private let records: RecordFile

  /// Makes the folder where there is none, and a file in it.
  ///
  /// - Throws: ``FileError``.
  public init(_ folder: String) throws(FileError) {
    try FileSystem.makeFolder(folder)
    let unique = String(UInt32.random(in: .min ... .max), radix: 36)
    path = "\(folder)/events.out.tfevents.\(Int(currentTime())).\(getpid()).\(unique)"
    records = try RecordFile(path)
    try add { $0.write(3, "brain.Event:2") }
  }

  /// Adds a number; it is kept in float32.
  public func addScalar(_ tag: String, _ value: Double, step: Int) throws(FileError) {
    try add(.scalar(tag, value), step: step)
  }

  /// Adds how a tensor's elements are distributed; those that are infinite or NaN are left out.
  ///
  /// - Parameter bins: into how many even parts the range from the least to the greatest is divided, at least 1. Nil has bins that
  ///   grow from 0 to both sides by a tenth, as TensorBoard's and `torch.utils.tensorboard`'s own.
  public func addHistogram(
    _ tag: String, _ values: Tensor, step: Int, bins: Int? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(FileError) {
    demand(bins ?? 1 > 0, "addHistogram: \(bins ?? 0) bins", file: file, line: line)
    try add(.histogram(tag, values, bins: bins), step: step)
  }

  /// Adds a picture.
  ///
  /// - Parameter picture: as for ``PNG``: uint8 `[height, width]`, or `[height, width, channels]` with 1 to 4 channels.
  public func addImage(
    _ tag: String, _ picture: Tensor, step: Int, file: StaticString = #fileID, line: UInt = #line
  ) throws(FileError) {
    try add(.image(tag, picture, file: file, line: line), step: step)
  }

  /// Adds a text, which is shown as Markdown.
  public func addText(_ tag: String, _ text: String, step: Int) throws(FileError) {
    try add(.text(tag, text), step: step)
  }

  private func add(_ summary: EventSummary, step: Int) throws(FileError) {
    try add { event in
      event.write(2, step)
      event.write(5) { $0.write(1, summary.bytes) }
    }
  }

  private func add(_ write: (inout ProtobufWriter) -> Void) throws(FileError) {
    var event = ProtobufWriter()
    event.write(1, currentTime())
    write(&event)
    try records.append(event.bytes)
  }
}
