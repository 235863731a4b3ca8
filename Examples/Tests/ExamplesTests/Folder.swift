import Foundation
import Tapestry

/// A folder for one test, removed with its owner.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("mnist-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  /// An empty file to write to.
  func sink(_ name: String) throws -> FileHandle {
    try Data().write(to: url.appendingPathComponent(name))
    return try FileHandle(forWritingTo: url.appendingPathComponent(name))
  }

  /// The names of what stands in the folder, without hidden files, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Writes MNIST's four files with a few drawn digits into a folder of that name, and gives its path.
  ///
  /// - Parameter label: what stands in place of the first training label.
  func digits(_ name: String, train: Int = 2000, test: Int = 500, label: UInt8? = nil) throws
    -> String
  {
    let folder = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (split, prefix, count) in [(Split.train, "train", train), (.test, "t10k", test)] {
      let digits = DrawnDigits(split: split, count: count)
      var labels = digits.labels.array(as: UInt8.self)
      if let label, split == .train { labels[0] = label }
      let images = idx([count, 28, 28], digits.images.array(as: UInt8.self))
      try images.write(to: folder.appendingPathComponent("\(prefix)-images-idx3-ubyte"))
      try idx([count], labels).write(
        to: folder.appendingPathComponent("\(prefix)-labels-idx1-ubyte"))
    }
    return folder.path
  }

  private func idx(_ shape: [Int], _ bytes: [UInt8]) -> Data {
    var data = Data([0, 0, 8, UInt8(shape.count)])
    for size in shape {
      withUnsafeBytes(of: UInt32(size).bigEndian) { data.append(contentsOf: $0) }
    }
    return data + bytes
  }
}
