extension Tensor {
  /// Along one axis, the elements at the given places. `torch.gather`.
  ///
  /// - Parameters:
  ///   - axis: may be negative.
  ///   - indices: int64 or int32, of this tensor's rank, beside `axis` nowhere larger; each in `0..<shape[axis]`.
  /// - Returns: the shape of `indices`.
  public func gathered(
    axis: Int, indices: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "gathered", file: file, line: line)
    let places = checkedPlaces("gathered", axis: resolved, indices, file: file, line: line)
    let result = Tensor(uninitialized: indices.shape, dtype: dtype)
    Gather.read(self, axis: resolved, places, into: result)
    return result.recorded(
      self, GatherDerivative(shape: shape, axis: resolved, indices: SavedTensor(places)))
  }

  /// A copy with `source` added at the given places of one axis. `torch.scatter_add`.
  ///
  /// - Parameters:
  ///   - indices: as for ``gathered(axis:indices:file:line:)``; places may repeat.
  ///   - source: of the shape of `indices` and of this dtype.
  public func scatterAdd(
    axis: Int, indices: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "scatterAdd", file: file, line: line)
    let places = checkedPlaces("scatterAdd", axis: resolved, indices, file: file, line: line)
    demand(
      source.shape == indices.shape && source.dtype == dtype,
      "scatterAdd: source \(source.dtype) \(source.shape) for indices \(indices.shape) into \(dtype)",
      file: file, line: line)
    let result = noGrad { clone() }
    Gather.add(source, axis: resolved, places, into: result)
    return result.recorded(
      self, source, ScatterAddDerivative(axis: resolved, indices: SavedTensor(places)))
  }

  private func checkedPlaces(
    _ op: StaticString, axis: Int, _ indices: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      indices.dtype == .int64 || indices.dtype == .int32,
      "\(op): indices of \(indices.dtype); int64 or int32 is needed", file: file, line: line)
    let fits =
      indices.rank == rank
      && shape.indices.allSatisfy { $0 == axis || indices.shape[$0] <= shape[$0] }
    demand(
      fits || indices.count == 0,
      "\(op): indices of shape \(indices.shape) do not fit in \(shape) beside axis \(axis)",
      file: file, line: line)
    let places = noGrad { indices.cast(to: .int64).contiguous() }
    let size = rank == 0 ? 1 : shape[axis]
    if let wrong = Gather.firstOutside(places, 0..<size) {
      mistake(
        "\(op): index \(wrong) is out of range for axis \(axis) of shape \(shape)", file: file,
        line: line)
    }
    return places
  }
}

struct GatherDerivative: Derivative {
  static let name = "gathered"
  let shape: Shape
  let axis: Int
  let indices: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let zeros = Tensor.zeros(shape, dtype: gradient.dtype)
    inputs.add(0, zeros.scatterAdd(axis: axis, indices: indices.value, source: gradient))
  }
}

struct ScatterAddDerivative: Derivative {
  static let name = "scatterAdd"
  let axis: Int
  let indices: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, gradient.gathered(axis: axis, indices: indices.value))
  }
}
