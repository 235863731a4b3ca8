import TapestryCore

/// What a file of PyTorch's holds: tensors, and the plain values of Python around them.
///
/// ```swift
/// let checkpoint = try PyTorchFile.contents(of: "checkpoint.pt")
/// if case .integer(let epoch)? = checkpoint["epoch"] { … }
/// ```
public enum PyTorchValue {
  /// Python's `None`.
  case none
  case bool(Bool)
  case integer(Int)
  case number(Double)
  /// A string, or a `torch.device` in words.
  case string(String)
  case bytes([UInt8])
  case dtype(DType)
  case tensor(Tensor)
  /// A list, a tuple or a `torch.Size`.
  case list([PyTorchValue])
  /// A dictionary. Keys that are whole numbers are here their decimal digits.
  case dictionary([String: PyTorchValue])

  /// What a dictionary holds under a key; nil where this is no dictionary, or lacks the key.
  public subscript(key: String) -> PyTorchValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries[key]
  }

  /// What stands at a place of a list; nil where this is no list, or has no such place.
  public subscript(index: Int) -> PyTorchValue? {
    guard case .list(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  public var tensor: Tensor? {
    guard case .tensor(let tensor) = self else { return nil }
    return tensor
  }
}
