import Foundation

/// The files of PyTorch and NumPy that `Tests/Goldens/files.py` wrote.
public enum GoldenFiles {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Goldens/Files")

  public static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
