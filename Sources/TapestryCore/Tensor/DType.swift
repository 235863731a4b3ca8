import CKernels

/// The type of a tensor's elements, a value at run time.
///
/// Raw values are those of `tk_dtype`, so that kernels are looked up without a table between.
public enum DType: UInt8, Sendable, Hashable, CaseIterable {
  case float32 = 0
  case float64 = 1
  case int64 = 2
  case int32 = 3
  case uint8 = 4
  case bool = 5
  /// Sixteen bits: 5 of exponent, 10 of significand. From 6·10⁻⁸ to 65,504, to three decimal digits. Arithmetic is done in float32.
  case float16 = 6
  /// The upper half of a float32: its range, to two decimal digits. Arithmetic is done in float32.
  case bfloat16 = 7
  case int16 = 8
  case int8 = 9

  /// The bytes of one element.
  public var itemSize: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  public var isFloatingPoint: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    case .int64, .int32, .int16, .int8, .uint8, .bool: false
    }
  }

  /// Whether elements are whole numbers; bool is not one of them.
  public var isInteger: Bool { !isFloatingPoint && self != .bool }

  /// What arithmetic is done in: float32 for float16 and bfloat16, which only store; for the rest the dtype itself.
  package var computeType: DType { self == .float16 || self == .bfloat16 ? .float32 : self }

  /// Whether this integer dtype has a whole number among its own.
  func holds(_ number: Int) -> Bool {
    switch self {
    case .int32: Int32(exactly: number) != nil
    case .int16: Int16(exactly: number) != nil
    case .int8: Int8(exactly: number) != nil
    case .uint8: UInt8(exactly: number) != nil
    default: true
    }
  }

  /// Whether a number, less its fraction, can be one of this dtype's. Floating-point dtypes and bool take all.
  func holds(_ number: some TensorElement) -> Bool {
    if !isInteger { return true }
    let value = Tensor(scalar: number, dtype: .float64).item()
    guard let whole = Int(exactly: value.rounded(.towardZero)) else {
      // The largest integers round up to 2⁶³, which none is.
      return Swift.type(of: number).dtype == .int64 && self == .int64
    }
    return holds(whole)
  }

  /// Whether a number, less its fraction, can be a factor: one of this dtype's, or of unsigned ones the negative of such, as results wrap.
  func takesFactor(_ number: some TensorElement) -> Bool {
    if self != .uint8 { return holds(number) }
    return holds(Tensor(scalar: number, dtype: .float64).item().magnitude)
  }

  package var kernel: tk_dtype { tk_dtype(UInt32(rawValue)) }
}

extension DType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .int64: "int64"
    case .int32: "int32"
    case .int16: "int16"
    case .int8: "int8"
    case .uint8: "uint8"
    case .bool: "bool"
    }
  }
}
