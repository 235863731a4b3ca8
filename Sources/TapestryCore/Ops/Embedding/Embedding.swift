/// The rows of a table at the given places: vectors that stand for words or other numbered things.
///
/// - Parameters:
///   - indices: of any shape and integer dtype; each in `0..<rows`, else the program stops and names the index.
///   - weight: `[rows, size]`.
///   - paddingIndex: a row, negative counted from the end, whose gradient is 0.
///   - maxNorm: rows that are read and have a larger norm are shortened to it, in place and without a record.
///   - normType: the p of that norm.
///   - scaleGradByFreq: divides each gradient by how often its row is read.
/// - Returns: the shape of `indices` and `[size]`.
///
/// `torch.nn.functional.embedding`.
public func embedding(
  _ indices: Tensor, _ weight: Tensor, paddingIndex: Int? = nil, maxNorm: Double? = nil,
  normType: Double = 2, scaleGradByFreq: Bool = false, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let places = weight.embeddingPlaces("embedding", indices, file: file, line: line)
  let padding = weight.resolvedPadding("embedding", paddingIndex, file: file, line: line)
  if let maxNorm { weight.shortenRows(at: places, to: maxNorm, p: normType) }
  return weight.embeddingRows(places, padding: padding, scaleGradByFreq: scaleGradByFreq)
}

// What embeddings and bags of them have in common; this tensor is the table.
extension Tensor {
  func embeddingPlaces(
    _ op: StaticString, _ indices: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      rank == 2, "\(op): weight \(shape) must be [rows, size]", file: file, line: line)
    demand(
      indices.dtype.isInteger,
      "\(op): indices of \(indices.dtype); an integer dtype is needed", file: file, line: line)
    let places = noGrad { indices.cast(to: .int64).contiguous() }
    if let wrong = Gather.firstOutside(places, 0..<shape[0]) {
      mistake(
        "\(op): index \(wrong) is not in 0..<\(shape[0]), the rows of weight \(shape)", file: file,
        line: line)
    }
    return places
  }

  func resolvedPadding(
    _ op: StaticString, _ index: Int?, file: StaticString, line: UInt
  ) -> Int? {
    guard let index else { return nil }
    demand(
      index >= -shape[0] && index < shape[0],
      "\(op): paddingIndex \(index) is out of range for weight \(shape)", file: file, line: line)
    return index < 0 ? index + shape[0] : index
  }

  func embeddingRows(_ places: Tensor, padding: Int?, scaleGradByFreq: Bool) -> Tensor {
    if padding == nil && !scaleGradByFreq { return indexed(axis: 0, places) }
    return noGrad { indexed(axis: 0, places) }.recorded(
      self,
      EmbeddingDerivative(
        places: SavedTensor(places), shape: shape, padding: padding,
        isScaled: scaleGradByFreq))
  }

  /// Multiplies rows whose p-norm is above `maxNorm` so that it no longer is.
  func shortenRows(at places: Tensor, to maxNorm: Double, p: Double) {
    noGrad {
      let used = Tensor(Set(places.array(as: Int.self)).sorted())
      if used.count == 0 { return }
      let rows = indexed(axis: 0, used)
      let norms = rows.norm(p, axes: [1], keepDims: true)
      let factors = Tensor.where(norms .> maxNorm, maxNorm / (norms + 1e-7), 1.0)
      self[used] = rows * factors
    }
  }
}

struct EmbeddingDerivative: Derivative {
  static let name = "embedding"
  let places: SavedTensor
  let shape: Shape
  let padding: Int?
  let isScaled: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let places = places.value
    var g = gradient
    if isScaled {
      let ones = Tensor.ones(places.shape, dtype: .int64)
      let counts = Tensor.zeros([shape[0]], dtype: .int64).indexAdded(
        axis: 0, places.reshaped(to: [places.count]), ones.reshaped(to: [places.count]))
      g = g / counts.indexed(axis: 0, places).cast(to: g.dtype).unsqueezed(-1)
    }
    if let padding { g = g.maskedFill((places .== padding).unsqueezed(-1), with: 0.0) }
    inputs.add(0, Tensor.zeros(shape, dtype: g.dtype).indexAdded(axis: 0, places, g))
  }
}
