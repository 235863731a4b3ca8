extension Tensor {
  /// This tensor, a scalar as one of a single axis. `torch.atleast_1d`.
  public func atleast1d() -> Tensor { rank == 0 ? reshaped(to: [1]) : self }

  /// This tensor, a scalar or vector as a matrix of one row. `torch.atleast_2d`.
  public func atleast2d() -> Tensor { rank < 2 ? reshaped(to: [1, count]) : self }

  /// This tensor, a scalar or vector of n elements as `[1, n, 1]`, a matrix `[m, n]` as `[m, n, 1]`. `torch.atleast_3d`.
  public func atleast3d() -> Tensor {
    rank < 2 ? reshaped(to: [1, count, 1]) : rank == 2 ? unsqueezed(2) : self
  }
}
