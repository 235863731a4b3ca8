import TapestryIO

/// A published set of small labelled images: four IDX files, the mirrors that have them, and where they are kept.
package struct ImageArchive: Sendable {
  /// The name of its folder in the cache.
  package let name: String
  /// The environment variable that names a folder with its files.
  package let variable: String
  /// Folders on the web, https all of them.
  package let mirrors: [String]
  package let train: Files
  package let test: Files

  package struct Files: Sendable {
    package let images: RemoteFile
    package let labels: RemoteFile

    package init(images: RemoteFile, labels: RemoteFile) {
      self.images = images
      self.labels = labels
    }
  }

  package init(name: String, variable: String, mirrors: [String], train: Files, test: Files) {
    self.name = name
    self.variable = variable
    self.mirrors = mirrors
    self.train = train
    self.test = test
  }

  package func files(of split: Split) -> Files {
    switch split {
    case .train: train
    case .test: test
    }
  }
}

/// Which part of a data set: the one to learn from, or the one to be judged by.
public enum Split: String, Sendable, Hashable, CaseIterable {
  case train, test
}
