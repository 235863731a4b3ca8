import TapestryCore

extension Safetensors {
  static let indexSuffix = ".index.json"

  /// The tensors of the files that an index names, each of which lies beside it.
  static func loadIndexed(_ path: String) throws(FileError) -> [String: Tensor] {
    let places = try index(path)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    var tensors: [String: Tensor] = [:]
    for (name, entries) in Dictionary(grouping: places, by: \.value) {
      let shard = try load("\(folder)\(name)")
      for (key, _) in entries {
        guard let tensor = shard[key] else {
          throw FileError(path, .malformed, "\(quoted(key)) is not in \(quoted(name))")
        }
        tensors[key] = tensor
      }
    }
    return tensors
  }

  /// Reads `{"metadata": {…}, "weight_map": {"name": "file", …}}`.
  private static func index(_ path: String) throws(FileError) -> [String: String] {
    let bytes = try InputFile.contents(of: path, limit: 100_000_000)
    var json = JSONReader(ByteReader(bytes, file: path))
    var places: [String: String]?
    try json.object { json, key throws(FileError) in
      switch key {
      case "metadata": try json.object { json, _ throws(FileError) in try json.skipScalar() }
      case "weight_map":
        var map: [String: String] = [:]
        try json.object { json, key throws(FileError) in
          let file = try json.string()
          // A name with a folder could reach any file of the machine, an index another index.
          guard !file.contains("/"), file.hasSuffix(".safetensors") else {
            throw FileError(
              path, .malformed,
              "\(quoted(key)) lies in \(quoted(file)), which is no safetensors file beside the index"
            )
          }
          map[key] = file
        }
        places = map
      default: throw json.malformed("the unknown key \(quoted(key))")
      }
    }
    try json.finish()
    guard let places else { throw json.malformed("weight_map is needed") }
    return places
  }
}
