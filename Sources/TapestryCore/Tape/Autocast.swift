/// What ``autocast(to:isEnabled:file:line:_:)`` does with the operands of operations: the whole list. Those that are not in it, such as
/// `relu` and `+`, compute in the dtypes that come.
enum AutocastOp {
  case matmul, linear, convolution, attention
  case loss, normalization, softmax, reduction, recurrence

  /// Whether operands become 16 bits wide, rather than float32.
  var isNarrow: Bool {
    switch self {
    case .matmul, .linear, .convolution, .attention: true
    case .loss, .normalization, .softmax, .reduction, .recurrence: false
    }
  }
}

/// Runs `body` in mixed precision: products take their operands in 16 bits, and what sums many numbers is done in float32.
///
/// ```swift
/// let loss = autocast { crossEntropy(model(images), labels) }
/// loss.backward()
/// ```
///
/// Inside, float32 operands of `matmul`, `linear`, convolutions and attention are cast to `dtype`, in which their results are too; sums
/// are float32 within. Operands of `dtype` are cast to float32 by losses, normalisations, softmax, recurrent layers, sums, means and the like, whose
/// results are float32. Everything else computes in the dtypes that come. float64 and integers are left alone. The casts are on the tape:
/// parameters stay as they are, and so do the dtypes of their gradients. Call `backward()` outside or inside, it is not
/// cast itself.
///
/// **On a processor this saves no time here**: products of 16-bit numbers are computed in float32, so that casts come on top, and
/// float32 copies are kept for the backward pass. It shows whether a model trains at the precision that it would have on other hardware,
/// and gives the numbers of one that was trained that way. Small gradients vanish in float16: scale its losses.
///
/// - Parameters:
///   - dtype: bfloat16 or float16.
///   - isEnabled: false switches it off inside another such block.
///
/// `torch.autocast("cpu")`, except that softmax, recurrent layers, sums, means and normalisations give float32 here, as they do in `torch.autocast("cuda")`,
/// and that a weight is cast at each use.
public func autocast<Result, Failure: Error>(
  to dtype: DType = .bfloat16, isEnabled: Bool = true, file: StaticString = #fileID,
  line: UInt = #line, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  demand(
    dtype == .bfloat16 || dtype == .float16,
    "autocast: to \(dtype), which is neither bfloat16 nor float16", file: file, line: line)
  return try withAutocast(isEnabled ? dtype : nil, body)
}

/// What products' operands are cast to on this thread; nil outside of ``autocast(to:isEnabled:file:line:_:)``.
/// `torch.get_autocast_dtype` where `torch.is_autocast_enabled`.
public var autocastDType: DType? {
  let mode = ThreadState.tapeMode
  if !mode.autocasts { return nil }
  return mode.contains(.castsToBFloat16) ? .bfloat16 : .float16
}

/// Runs `body` with products' operands cast to a dtype, or none where that is nil.
func withAutocast<Result, Failure: Error>(
  _ dtype: DType?, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let outer = autocastDType
  ThreadState.tapeMode.setAutocast(dtype)
  defer { ThreadState.tapeMode.setAutocast(outer) }
  return try body()
}

extension TapeMode {
  fileprivate mutating func setAutocast(_ dtype: DType?) {
    subtract([.castsToBFloat16, .castsToFloat16])
    if let dtype { insert(dtype == .bfloat16 ? .castsToBFloat16 : .castsToFloat16) }
  }
}

extension AutocastOp {
  /// The operands cast, where any has to be.
  @inline(__always)
  func cast(_ a: Tensor, _ b: Tensor, _ c: Tensor? = nil) -> (Tensor, Tensor, Tensor?)? {
    ThreadState.tapeMode.autocasts ? changed(a, b, c) : nil
  }

  @inline(never)
  private func changed(_ a: Tensor, _ b: Tensor, _ c: Tensor?) -> (Tensor, Tensor, Tensor?)? {
    // One operand that stays in float64 keeps the others from narrowing.
    if [a, b, c].contains(where: { $0?.dtype == .float64 }) { return nil }
    let cast = (a.autocasted(for: self), b.autocasted(for: self), c?.autocasted(for: self))
    return cast.0 === a && cast.1 === b && cast.2 === c ? nil : cast
  }
}

extension Tensor {
  /// This tensor in the dtype that an operation takes it in.
  @inline(__always)
  func autocast(for op: AutocastOp) -> Tensor {
    ThreadState.tapeMode.autocasts ? autocasted(for: op) : self
  }

  @inline(never)
  fileprivate func autocasted(for op: AutocastOp) -> Tensor {
    guard dtype.computeType == .float32, let narrow = autocastDType else { return self }
    return cast(to: op.isNarrow ? narrow : .float32)
  }
}
