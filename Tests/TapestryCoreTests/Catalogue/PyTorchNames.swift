import TapestryTesting

/// What the library has of PyTorch's catalogue of operators, by PyTorch's names, as the rows of the catalogue say.
enum PyTorchNames {
  static let query = GoldenQuery(file: "operators", expression: "operator_names()", inputs: [])

  struct Entry: Equatable {
    let torch: String
    /// How it is written here; several where several operations cover the name.
    let here: [String]
    /// The files of the operations, from the folder of all.
    let files: [String]
  }

  /// All that is covered, in PyTorch's order.
  static var covered: [Entry] {
    var here: [String: [String]] = [:]
    var files: [String: [String]] = [:]
    for op in Catalogue.complete {
      for (torch, expression) in op.torchNames {
        if here[torch]?.contains(expression) != true { here[torch, default: []].append(expression) }
        if files[torch]?.contains(op.file) != true { files[torch, default: []].append(op.file) }
      }
    }
    return here.keys.sorted().map {
      Entry(torch: $0, here: here[$0]!, files: files[$0] ?? [])
    }
  }
}
