import TapestryIO

/// The two files of one part of a data set, on this machine.
package struct ImageLocation: Hashable, Sendable {
  package let images: String
  package let labels: String
  package let origin: DataOrigin
}

/// Finds the files of an archive on this machine, or brings them here.
package struct ImageLocator<Source: Fetcher>: Sendable {
  private let environment: @Sendable (String) -> String?
  private let fetcher: Source

  package init(
    environment: @escaping @Sendable (String) -> String?, fetcher: Source
  ) {
    self.environment = environment
    self.fetcher = fetcher
  }

  /// Looks, in this order, in `directory`, in the folder that the archive's environment variable names, and in
  /// the cache, which is filled by a download where it lacks something. A folder that was named is the
  /// only one looked in: if it does not have the files, that is an error.
  ///
  /// - Throws: ``FileError`` if a folder that was named lacks a file, ``DownloadError``.
  package func locate(
    _ archive: ImageArchive, _ split: Split, directory: String?,
    announcing announce: (String) -> Void
  ) throws -> ImageLocation {
    let files = archive.files(of: split)
    if let directory {
      return try look(in: directory, for: files, origin: .directory(directory))
    }
    if let directory = environment(archive.variable), !directory.isEmpty {
      return try look(
        in: directory, for: files,
        origin: .environment(variable: archive.variable, directory: directory))
    }

    let folder = try cacheFolder(for: archive)
    var isComplete = true
    for file in [files.images, files.labels] {
      let path = "\(folder)/\(file.name)"
      // Nothing gets its name here before it is whole and verified; the size is looked at in case
      // someone else put it there.
      if FileSystem.size(of: path) == file.count { continue }
      isComplete = false
      do {
        try FileSystem.makeFolder(folder)
      } catch {
        throw DownloadError(file: file.name, attempts: [error.description])
      }
      try file.download(
        from: archive.mirrors, into: folder, using: fetcher, announcing: announce)
    }
    return ImageLocation(
      images: "\(folder)/\(files.images.name)", labels: "\(folder)/\(files.labels.name)",
      origin: isComplete ? .cache(folder) : .download(folder))
  }

  private func look(
    in directory: String, for files: ImageArchive.Files, origin: DataOrigin
  ) throws(FileError) -> ImageLocation {
    guard FileSystem.kind(of: directory) == .folder else {
      throw FileError(directory, .absent, "there is no such folder")
    }
    return ImageLocation(
      images: try path(of: files.images, in: directory),
      labels: try path(of: files.labels, in: directory), origin: origin)
  }

  private func path(of file: RemoteFile, in directory: String) throws(FileError) -> String {
    for path in ["\(directory)/\(file.name)", "\(directory)/\(file.name).gz"]
    where FileSystem.kind(of: path) != .absent { return path }
    throw FileError(
      directory, .absent, "this folder has neither \(file.name) nor \(file.name).gz")
  }

  /// `$XDG_CACHE_HOME/tapestry/…`; a relative path there is to be ignored, says its specification.
  private func cacheFolder(for archive: ImageArchive) throws(DownloadError) -> String {
    if let cache = environment("XDG_CACHE_HOME"), cache.hasPrefix("/") {
      return "\(cache)/tapestry/\(archive.name)"
    }
    guard let home = environment("HOME"), !home.isEmpty else {
      throw DownloadError(
        file: archive.name,
        attempts: ["there is no folder to keep it in: set HOME or XDG_CACHE_HOME"])
    }
    return "\(home)/.cache/tapestry/\(archive.name)"
  }
}

extension ImageLocator<Curl> {
  /// Looks in this process's environment, and downloads with `curl`.
  static let standard = ImageLocator(
    environment: { FileSystem.environment($0) }, fetcher: Curl())
}
