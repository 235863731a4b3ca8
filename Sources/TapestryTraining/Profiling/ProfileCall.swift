import TapestryCore
import TapestryIO

/// Runs `body`, notes every operation of the calling thread with its time, memory and module, and prints them as a table.
///
/// ```swift
/// profile {
///   for (images, labels) in loader { step(images, labels) }
/// }
/// ```
/// ```
/// Phase     Operation     Module                    Calls      Time      Mean  Share   Memory
/// backward  linear        0: Linear(784, 128, …)       10   4.91 ms    491 µs  38.2%  3.9 MiB
/// forward   linear        0: Linear(784, 128, …)       10   3.20 ms    320 µs  24.9%  0.6 MiB
/// ```
///
/// Backward stands the derivative of each operation as a whole, with the module that called the operation; so do an optimizer's step and
/// a wait for a `DataLoader`'s next batch. An operation that calls others has what these leave of its time. Work that other threads
/// do on their own, as those of a loader with workers, is not seen; that of the library's own threads counts as the operation's.
///
/// Noting costs some hundred nanoseconds an operation, which lie between operations and not within; run some steps before to have warm
/// caches. Memory grows by some hundred bytes an operation. Outside of such a call nothing is noted.
///
/// `torch.profiler.profile`.
///
/// - Parameter prints: false leaves the table to the caller: `print(profile(prints: false) { … }.table(rowCount: 10))`.
@discardableResult
public func profile<Failure: Error>(
  prints: Bool = true, _ body: () throws(Failure) -> Void
) throws(Failure) -> Profile {
  let result = Profile(try OperationLog.taken(during: body))
  if prints { print(result) }
  return result
}

/// As ``profile(prints:_:)``, and writes the run over time to a file for Perfetto, see ``Profile/write(to:)``.
///
/// - Throws: what `body` throws, and ``FileError`` if the file cannot be written, which is found before `body` runs where it can be.
@discardableResult
public func profile(
  writingTo path: String, prints: Bool = true, _ body: () throws -> Void
) throws -> Profile {
  try checkWritable(path)
  let result = try profile(prints: prints, body)
  try result.write(to: path)
  return result
}
