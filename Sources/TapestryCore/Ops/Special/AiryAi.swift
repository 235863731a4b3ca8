import CKernels

extension Tensor {
  /// The Airy function Ai of each element; NaN of infinities.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.airy_ai`.
  public func airyAi() -> Tensor { specialValue("airyAi", TK_AIRY_AI) }
}
