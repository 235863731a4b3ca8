import TapestryCore

extension Replay {
  static let masked: [String: Adapter] = [
    "masked.sum": reduced { $0.sum(axes: $1, keepDims: $2, dtype: $3) },
    "masked.prod": reduced { $0.prod(axes: $1, keepDims: $2, dtype: $3) },
    "masked.mean": reduced { $0.mean(axes: $1, keepDims: $2, dtype: $3) },
    "masked.amax": reduced { x, axes, keeps, _ in x.amax(axes: axes, keepDims: keeps) },
    "masked.amin": reduced { x, axes, keeps, _ in x.amin(axes: axes, keepDims: keeps) },
    // PyTorch brings logarithms back to integers.
    "masked.logsumexp": { s in
      [s.masked.logsumexp(axes: s.axes, keepDims: s.keepDims).cast(to: s.input.dtype)]
    },
    "masked.argmax": placed { $0.argmax(axis: $1, keepDims: $2) },
    "masked.argmin": placed { $0.argmin(axis: $1, keepDims: $2) },
    "masked.var": { s in
      [s.masked.var(axes: s.axes, correction: s.correction, keepDims: s.keepDims)]
    },
    "masked.std": { s in
      [s.masked.std(axes: s.axes, correction: s.correction, keepDims: s.keepDims)]
    },
    "masked.norm": { s in
      guard let p = s.number("ord", 1) else { return nil }
      return [s.masked.norm(p, axes: s.axes, keepDims: s.keepDims, dtype: s.dtype("dtype"))]
    },
    "masked.normalize": { s in
      [
        s.masked.normalize(
          s.number("ord", 1)!, axis: s.int("dim", 2)!, epsilon: s.number("eps") ?? 1e-12)
      ]
    },
    "masked.median": { s in [s.masked.median(axis: s.int("dim", 1)!, keepDims: s.keepDims)] },
    "masked.cumsum": { s in [s.masked.cumsum(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "masked.cumprod": { s in [s.masked.cumprod(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "masked.softmax": { s in [s.masked.softmax(axis: s.int("dim", 1)!)] },
    "masked.log_softmax": { s in [s.masked.logSoftmax(axis: s.int("dim", 1)!)] },
    "masked.softmin": { s in [s.masked.softmin(axis: s.int("dim", 1)!)] },
    "masked.logaddexp": { s in
      [
        s.masked(s.input, "input_mask").logaddexp(
          s.masked(s.tensor("other", 1)!, "other_mask"))
      ]
    },
  ]

  private static func reduced(
    _ body: @escaping @Sendable (MaskedTensor, [Int]?, Bool, DType?) -> Tensor
  ) -> Adapter {
    { s in [body(s.masked, s.axes, s.keepDims, s.dtype("dtype"))] }
  }

  /// PyTorch gives places in the dtype of the elements.
  private static func placed(
    _ body: @escaping @Sendable (MaskedTensor, Int?, Bool) -> Tensor
  ) -> Adapter {
    { s in [body(s.masked, s.int("dim"), s.keepDims).cast(to: s.input.dtype)] }
  }
}

extension ReplaySample {
  fileprivate var masked: MaskedTensor { masked(input, "mask") }

  fileprivate func masked(_ values: Tensor, _ name: String) -> MaskedTensor {
    values.masked(by: tensor(name) ?? .ones([], dtype: .bool))
  }

  fileprivate var axes: [Int]? { ints("dim") }
  fileprivate var keepDims: Bool { bool("keepdim") ?? false }

  fileprivate var correction: Double {
    bool("unbiased").map { $0 ? 1 : 0 } ?? number("correction") ?? 1
  }
}
