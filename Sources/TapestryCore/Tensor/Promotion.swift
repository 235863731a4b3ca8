extension DType {
  /// What kind of number a dtype holds, in the order in which kinds win over each other.
  enum Category: Int, Comparable {
    case bool, integer, floatingPoint

    static func < (a: Category, b: Category) -> Bool { a.rawValue < b.rawValue }
  }

  var category: Category {
    isFloatingPoint ? .floatingPoint : self == .bool ? .bool : .integer
  }

  /// The dtype that both operands are converted to; `torch.promote_types`.
  public static func promote(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    if a.category != b.category { return a.category > b.category ? a : b }
    if a.itemSize != b.itemSize { return a.itemSize > b.itemSize ? a : b }
    // Neither float16 and bfloat16 nor int8 and uint8 hold each other's numbers.
    return a.isFloatingPoint ? .float32 : .int16
  }

  /// Whether results of this dtype may be stored as another: not where fractions would be lost, nor numbers in a bool; narrower dtypes
  /// of one kind, and those without a sign, are allowed. `torch.can_cast`.
  public func canCast(to other: DType) -> Bool { category <= other.category }

  /// The dtype of a result that needs fractions: integers and bool become float32.
  var promotedToFloat: DType { isFloatingPoint ? self : .float32 }
}

extension Tensor {
  /// How strongly an operand's dtype counts beside another's of the same kind: an array outweighs
  /// a scalar tensor, which outweighs a plain Swift number.
  private var promotionWeight: Int { isNumber ? 0 : rank == 0 ? 1 : 2 }

  /// The dtype that two operands of an elementwise operation are converted to.
  static func commonType(_ a: Tensor, _ b: Tensor) -> DType {
    let (p, q) = (a.promotionWeight, b.promotionWeight)
    if p == q { return DType.promote(a.dtype, b.dtype) }
    let (strong, weak) = p > q ? (a, b) : (b, a)
    if weak.dtype.category <= strong.dtype.category { return strong.dtype }
    // A plain number of a higher kind brings that kind's default type, not its own width.
    if weak.isNumber && weak.dtype.isFloatingPoint { return .float32 }
    return weak.dtype
  }
}
