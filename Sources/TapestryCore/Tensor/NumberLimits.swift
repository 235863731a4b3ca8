/// What a floating-point dtype can hold. `torch.finfo`.
public struct FloatLimits: Sendable, Hashable {
  public let dtype: DType
  /// The size of an element in bits.
  public let bits: Int
  /// The distance from 1 to the next larger number.
  public let eps: Double
  public let max: Double
  /// The lowest number, `-max`.
  public let min: Double
  /// The smallest positive number that has the dtype's full precision.
  public let smallestNormal: Double
  /// A power of ten: as many decimal digits are sure to be told apart.
  public let resolution: Double

  /// As ``smallestNormal``.
  public var tiny: Double { smallestNormal }

  fileprivate init<Value: BinaryFloatingPoint>(of dtype: DType, _ type: Value.Type, digits: Double)
  {
    self.dtype = dtype
    bits = 8 * dtype.itemSize
    eps = Double(Value.ulpOfOne)
    max = Double(Value.greatestFiniteMagnitude)
    min = -max
    smallestNormal = Double(Value.leastNormalMagnitude)
    resolution = digits
  }

  fileprivate init(bfloat16: Void) {
    dtype = .bfloat16
    bits = 16
    eps = 0x1p-7
    max = 0x1.fep127
    min = -max
    smallestNormal = 0x1p-126
    resolution = 1e-2
  }
}

/// What an integer dtype can hold. `torch.iinfo`.
public struct IntegerLimits: Sendable, Hashable {
  public let dtype: DType
  /// The size of an element in bits.
  public let bits: Int
  public let min: Int
  public let max: Int

  fileprivate init<Value: FixedWidthInteger>(of dtype: DType, _ type: Value.Type) {
    self.dtype = dtype
    bits = Value.bitWidth
    min = Int(Value.min)
    max = Int(Value.max)
  }
}

extension DType {
  /// The limits of a floating-point dtype; another dtype is a mistake. `torch.finfo`.
  public func finfo(file: StaticString = #fileID, line: UInt = #line) -> FloatLimits {
    switch self {
    case .float16: FloatLimits(of: self, Float16.self, digits: 1e-3)
    case .bfloat16: FloatLimits(bfloat16: ())
    case .float32: FloatLimits(of: self, Float.self, digits: 1e-6)
    case .float64: FloatLimits(of: self, Double.self, digits: 1e-15)
    case .int64, .int32, .int16, .int8, .uint8, .bool:
      mistake("finfo: needs a floating-point dtype, not \(self); see iinfo", file: file, line: line)
    }
  }

  /// The limits of an integer dtype; another dtype, bool included, is a mistake. `torch.iinfo`.
  public func iinfo(file: StaticString = #fileID, line: UInt = #line) -> IntegerLimits {
    switch self {
    case .int64: IntegerLimits(of: self, Int.self)
    case .int32: IntegerLimits(of: self, Int32.self)
    case .int16: IntegerLimits(of: self, Int16.self)
    case .int8: IntegerLimits(of: self, Int8.self)
    case .uint8: IntegerLimits(of: self, UInt8.self)
    case .float16, .bfloat16, .float32, .float64, .bool:
      mistake("iinfo: needs an integer dtype, not \(self); see finfo", file: file, line: line)
    }
  }
}
