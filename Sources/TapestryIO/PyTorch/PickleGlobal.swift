import TapestryCore

/// The names outside a pickle that it may refer to: those of tensors. Nothing is ever looked up or called by name.
enum PickleGlobal {
  case orderedDictionary
  /// In the state of PyTorch's `MultiStepLR`.
  case counter
  case size
  case device
  case tensor
  case parameter
  case parameterWithState
  case storage(DType)
  case dtype(DType)

  /// Nil for all others.
  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("collections", "Counter"): self = .counter
    case ("torch", "Size"): self = .size
    case ("torch", "device"): self = .device
    case ("torch._utils", "_rebuild_tensor_v2"): self = .tensor
    case ("torch._utils", "_rebuild_parameter"): self = .parameter
    case ("torch._utils", "_rebuild_parameter_with_state"): self = .parameterWithState
    case ("torch", _):
      if let dtype = DType.allCases.first(where: { $0.pyTorchStorage == name }) {
        self = .storage(dtype)
      } else if let dtype = DType.allCases.first(where: { $0.description == name }) {
        self = .dtype(dtype)
      } else {
        return nil
      }
    default: return nil
    }
  }
}

extension DType {
  /// The name of PyTorch's class for memory of this dtype.
  var pyTorchStorage: String {
    switch self {
    case .float32: "FloatStorage"
    case .float64: "DoubleStorage"
    case .float16: "HalfStorage"
    case .bfloat16: "BFloat16Storage"
    case .int64: "LongStorage"
    case .int32: "IntStorage"
    case .int16: "ShortStorage"
    case .int8: "CharStorage"
    case .uint8: "ByteStorage"
    case .bool: "BoolStorage"
    }
  }
}
