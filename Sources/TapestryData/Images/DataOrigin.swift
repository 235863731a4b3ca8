/// Where the examples of a data set came from.
public enum DataOrigin: Sendable, Hashable, CustomStringConvertible {
  /// A folder that the caller named.
  case directory(String)
  /// The folder that an environment variable names.
  case environment(variable: String, directory: String)
  /// What an earlier download left in this folder.
  case cache(String)
  /// Downloaded just now, into this folder.
  case download(String)
  /// Not collected from people at all: drawn by the program, from this seed.
  case drawn(seed: UInt64)

  public var description: String {
    switch self {
    case .directory(let directory): directory
    case .environment(let variable, let directory): "\(directory) (\(variable))"
    case .cache(let directory): "\(directory) (cache)"
    case .download(let directory): "\(directory) (downloaded)"
    case .drawn(let seed): "drawn by the program (seed \(seed))"
    }
  }
}
