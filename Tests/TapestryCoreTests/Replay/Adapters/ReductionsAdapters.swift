import TapestryCore

extension Replay {
  static let reductions: [String: Adapter] = [
    "sum": reduced { $0.sum(axes: $1, keepDims: $2, dtype: $3) },
    "nansum": reduced { $0.nansum(axes: $1, keepDims: $2, dtype: $3) },
    "prod": reduced { $0.prod(axes: $1, keepDims: $2, dtype: $3) },
    "mean": reduced { $0.mean(axes: $1, keepDims: $2, dtype: $3) },
    "nanmean": reduced { $0.nanmean(axes: $1, keepDims: $2, dtype: $3) },
    "amax": reduced { x, axes, keeps, _ in x.amax(axes: axes, keepDims: keeps) },
    "amin": reduced { x, axes, keeps, _ in x.amin(axes: axes, keepDims: keeps) },
    "all": reduced { x, axes, keeps, _ in x.all(axes: axes, keepDims: keeps) },
    "any": reduced { x, axes, keeps, _ in x.any(axes: axes, keepDims: keeps) },
    "logsumexp": reduced { x, axes, keeps, _ in x.logsumexp(axes: axes, keepDims: keeps) },
    "count_nonzero": reduced { x, axes, _, _ in x.countNonzero(axes: axes) },
    "var": moments { [$0.var(axes: $1, correction: $2, keepDims: $3)] },
    "std": moments { [$0.std(axes: $1, correction: $2, keepDims: $3)] },
    "var_mean": moments {
      let both = $0.varMean(axes: $1, correction: $2, keepDims: $3)
      return [both.variance, both.mean]
    },
    "std_mean": moments {
      let both = $0.stdMean(axes: $1, correction: $2, keepDims: $3)
      return [both.deviation, both.mean]
    },
    "argmax": { s in
      [s.input.argmax(axis: s.int("dim", 1), keepDims: s.bool("keepdim", 2) ?? false)]
    },
    "argmin": { s in
      [s.input.argmin(axis: s.int("dim", 1), keepDims: s.bool("keepdim", 2) ?? false)]
    },
    "max": { s in
      guard s.tensor("input", 0) != nil else { return nil }
      if let other = s.tensor("other", 1) { return [s.input.maximum(other)] }
      guard let axis = s.int("dim", 1) else { return [s.input.max()] }
      let both = s.input.max(axis: axis, keepDims: s.bool("keepdim", 2) ?? false)
      return [both.values, both.indices]
    },
    "min": { s in
      guard s.tensor("input", 0) != nil else { return nil }
      if let other = s.tensor("other", 1) { return [s.input.minimum(other)] }
      guard let axis = s.int("dim", 1) else { return [s.input.min()] }
      let both = s.input.min(axis: axis, keepDims: s.bool("keepdim", 2) ?? false)
      return [both.values, both.indices]
    },
    "aminmax": { s in
      let both = s.input.aminmax(axis: s.int("dim"), keepDims: s.bool("keepdim") ?? false)
      return [both.min, both.max]
    },
    "median": placed({ [$0.median()] }) { $0.median(axis: $1, keepDims: $2) },
    "nanmedian": placed({ [$0.nanmedian()] }) { $0.nanmedian(axis: $1, keepDims: $2) },
    "mode": placed({ s in
      let both = s.mode()
      return [both.values, both.indices]
    }) { $0.mode(axis: $1, keepDims: $2) },
    "quantile": { s in quantile(s) },
    "nanquantile": { s in quantile(s, ignoresNaN: true) },
    "cumsum": { s in [s.input.cumsum(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "cumprod": { s in [s.input.cumprod(axis: s.int("dim", 1)!, dtype: s.dtype("dtype"))] },
    "logcumsumexp": { s in [s.input.logcumsumexp(axis: s.int("dim", 1)!)] },
    "cummax": { s in
      let both = s.input.cummax(axis: s.int("dim", 1)!)
      return [both.values, both.indices]
    },
    "cummin": { s in
      let both = s.input.cummin(axis: s.int("dim", 1)!)
      return [both.values, both.indices]
    },
    "diff": { s in
      [
        s.input.diff(
          order: s.int("n", 1) ?? 1, axis: s.int("dim", 2) ?? -1,
          prepend: s.tensor("prepend", 3), append: s.tensor("append", 4))
      ]
    },
    "sort": { s in
      let both = s.input.sort(
        axis: s.int("dim", 1) ?? -1, descending: s.bool("descending", 2) ?? false)
      // PyTorch's places among equals are only those of a stable sort where it was asked for.
      if s.bool("stable") == true { return [both.values, both.indices] }
      return s.located(both, axis: s.int("dim", 1) ?? -1)
    },
    "argsort": { s in
      let axis = s.int("dim", 1) ?? -1
      let places = s.input.argsort(axis: axis, descending: s.bool("descending", 2) ?? false)
      return [s.bool("stable") == true ? places : s.chosen(places, axis: axis)]
    },
    "msort": unary { $0.msort() },
    "topk": { s in
      let axis = s.int("dim", 2) ?? -1
      let both = s.input.topk(
        s.int("k", 1)!, axis: axis, largest: s.bool("largest", 3) ?? true)
      return s.bool("sorted", 4) == false ? nil : s.located(both, axis: axis)
    },
    "kthvalue": { s in
      let axis = s.int("dim", 2) ?? -1
      let both = s.input.kthvalue(
        s.int("k", 1)!, axis: axis, keepDims: s.bool("keepdim", 3) ?? false)
      return s.located(both, axis: axis)
    },
    "searchsorted": { s in
      guard let values = s.tensor("input", 1) else { return nil }
      let isRight = s.bool("right") ?? (s.text("side") == "right")
      return [
        s.tensor("sorted_sequence", 0)!.searchsorted(
          values, side: isRight ? .right : .left, sorter: s.tensor("sorter"),
          dtype: s.bool("out_int32") == true ? .int32 : .int64)
      ]
    },
    "bucketize": { s in
      [
        s.input.bucketize(
          s.tensor("boundaries", 1)!, side: s.bool("right") == true ? .right : .left,
          dtype: s.bool("out_int32") == true ? .int32 : .int64)
      ]
    },
    "isin": { s in
      guard let others = s.tensor("test_elements", 1) else { return nil }
      return [s.input.isin(others)]
    },
    "histc": { s in
      [
        s.input.histc(
          bins: s.int("bins", 1) ?? 100, min: s.number("min", 2) ?? 0, max: s.number("max", 3) ?? 0)
      ]
    },
    "bincount": { s in
      [s.input.bincount(weights: s.tensor("weights", 1), minLength: s.int("minlength", 2) ?? 0)]
    },
    "cov": { s in
      [
        s.input.cov(
          correction: s.number("correction") ?? 1, frequencies: s.tensor("fweights"),
          weights: s.tensor("aweights"))
      ]
    },
    "corrcoef": unary { $0.corrcoef() },
    "dist": { s in [s.input.dist(s.tensor("other", 1)!, p: s.number("p", 2) ?? 2)] },
    "renorm": { s in
      [
        s.input.renorm(
          p: s.number("p", 1)!, axis: s.int("dim", 2)!, maxNorm: s.number("maxnorm", 3)!)
      ]
    },
    "trapezoid": trapezoid({ $0.trapezoid(at: $1, axis: $2) }) {
      $0.trapezoid(spacing: $1, axis: $2)
    },
    "trapz": trapezoid({ $0.trapezoid(at: $1, axis: $2) }) { $0.trapezoid(spacing: $1, axis: $2) },
    "cumulative_trapezoid": trapezoid({ $0.cumulativeTrapezoid(at: $1, axis: $2) }) {
      $0.cumulativeTrapezoid(spacing: $1, axis: $2)
    },
    "sum_to_size": { s in
      let result = s.input.sumToSize(s.shape("size", 1))
      // PyTorch gives int64 where one number is left of integers and bools, and their own dtype elsewhere.
      let isWhole = result.rank == 0 && !result.dtype.isFloatingPoint
      return [isWhole ? result.cast(to: .int64) : result]
    },
    "gradient": { s in
      let (axes, order) = (s.ints("dim"), s.int("edge_order") ?? 1)
      // Complex numbers come with what is refused of any numbers: their real parts stand for them.
      let x = s.complex("input", 0)?.real ?? s.input
      if let places = s.tensors("spacing") {
        return x.gradient(at: places, axes: axes, edgeOrder: order)
      }
      if s.list("spacing") != nil {
        return x.gradient(spacings: s.numbers("spacing")!, axes: axes, edgeOrder: order)
      }
      return x.gradient(spacing: s.number("spacing") ?? 1, axes: axes, edgeOrder: order)
    },
    "histogram": { s in
      let (weight, isDensity) = (s.tensor("weight"), s.bool("density") ?? false)
      let found =
        s.tensor("bins", 1).map {
          s.input.histogram(edges: $0, weight: weight, isDensity: isDensity)
        } ?? s.input.histogram(bins: s.int("bins", 1)!, weight: weight, isDensity: isDensity)
      return [found.histogram, found.edges]
    },
    "histogramdd": { s in
      let (weight, isDensity) = (s.tensor("weight"), s.bool("density") ?? false)
      let found =
        s.tensors("bins", 1).map {
          s.input.histogramdd(edges: $0, weight: weight, isDensity: isDensity)
        } ?? s.input.histogramdd(bins: s.ints("bins", 1)!, weight: weight, isDensity: isDensity)
      return [found.histogram] + found.edges
    },
    "unique": { s in
      let found = s.input.uniqueAll(axis: s.int("dim"))
      return uniqueParts(s, found.values, found.inverse, found.counts)
    },
    "unique_consecutive": { s in
      let found = s.input.uniqueConsecutiveAll(axis: s.int("dim"))
      return uniqueParts(s, found.values, found.inverse, found.counts)
    },
    "norm": { s in
      let (axes, keeps) = (s.ints("dim", 2), s.bool("keepdim", 3) ?? false)
      switch s.text("p", 1) {
      case "nuc":
        let matrix = axes ?? [-2, -1]
        return [
          s.input.matrixNorm(.nuclear, axes: (matrix[0], matrix[1]), keepDims: keeps)
        ]
      default: return [s.input.norm(s.number("p", 1) ?? 2, axes: axes, keepDims: keeps)]
      }
    },
  ]

  private static func reduced(
    _ body: @escaping @Sendable (Tensor, [Int]?, Bool, DType?) -> Tensor
  ) -> Adapter {
    { s in
      // An empty list of axes stands for all of them.
      let axes = s.ints("dim", 1).flatMap { $0.isEmpty ? nil : $0 }
      return [body(s.input, axes, s.bool("keepdim", 2) ?? false, s.dtype("dtype"))]
    }
  }

  private static func moments(
    _ body: @escaping @Sendable (Tensor, [Int]?, Double, Bool) -> [Tensor]
  ) -> Adapter {
    { s in
      var correction = s.number("correction") ?? 1
      if let isUnbiased = s.bool("unbiased") ?? s.bool("unbiased", 2) ?? s.bool("dim", 1) {
        correction = isUnbiased ? 1 : 0
      }
      let axes = s.ints("dim", 1).flatMap { $0.isEmpty ? nil : $0 }
      return body(s.input, axes, correction, s.bool("keepdim") ?? s.bool("keepdim", 3) ?? false)
    }
  }

  private static func placed(
    _ all: @escaping @Sendable (Tensor) -> [Tensor],
    _ along: @escaping @Sendable (Tensor, Int, Bool) -> (values: Tensor, indices: Tensor)
  ) -> Adapter {
    { s in
      guard let axis = s.int("dim", 1) else { return all(s.input) }
      return s.located(along(s.input, axis, s.bool("keepdim", 2) ?? false), axis: axis)
    }
  }

  /// PyTorch gives the inverse and the counts where they are asked for.
  private static func uniqueParts(
    _ s: ReplaySample, _ values: Tensor, _ inverse: Tensor, _ counts: Tensor
  ) -> [Tensor]? {
    // Without an order, PyTorch's is arbitrary.
    var parts = [values]
    if s.bool("return_inverse") == true { parts.append(inverse) }
    if s.bool("return_counts") == true { parts.append(counts) }
    return parts
  }

  private static func trapezoid(
    _ at: @escaping @Sendable (Tensor, Tensor, Int) -> Tensor,
    _ spaced: @escaping @Sendable (Tensor, Double, Int) -> Tensor
  ) -> Adapter {
    { s in
      if let x = s.tensor("x", 1) { return [at(s.input, x, s.int("dim") ?? -1)] }
      return [spaced(s.input, s.number("dx") ?? 1, s.int("dim") ?? -1)]
    }
  }

  private static func quantile(_ s: ReplaySample, ignoresNaN: Bool = false) -> [Tensor]? {
    let names: [String: QuantileInterpolation] = [
      "linear": .linear, "lower": .lower, "higher": .higher, "midpoint": .midpoint,
      "nearest": .nearest,
    ]
    let interpolation = names[s.text("interpolation") ?? "linear"]!
    let (axis, keeps) = (s.int("dim", 2), s.bool("keepdim", 3) ?? false)
    let q = s.tensor("q", 1) ?? Tensor(scalar: s.number("q", 1)!, dtype: s.input.dtype)
    if ignoresNaN {
      return [s.input.nanquantile(q, axis: axis, keepDims: keeps, interpolation: interpolation)]
    }
    return [s.input.quantile(q, axis: axis, keepDims: keeps, interpolation: interpolation)]
  }
}
