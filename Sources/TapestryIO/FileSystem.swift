import Glibc

/// The few questions that the library asks of the file system and the environment.
package enum FileSystem {
  package enum Kind { case absent, file, folder }

  /// What stands under the path; what is neither a regular file nor a folder counts as a file.
  package static func kind(of path: String) -> Kind {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return .absent }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// The size of the file in bytes; `nil` where there is none.
  package static func size(of path: String) -> Int? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return status.st_size
  }

  /// Makes the folder and those above it, where they do not exist.
  ///
  /// - Throws: `.system`.
  package static func makeFolder(_ path: String) throws(FileError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      made += "\(name)/"
      guard mkdir(made, 0o777) == 0 || kind(of: made) == .folder else {
        throw .system(path, "cannot make this folder")
      }
    }
  }

  /// The value of an environment variable; `nil` where it is not set or empty.
  package static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
