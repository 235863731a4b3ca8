import TapestryCore

extension Replay {
  static let indexing: [String: Adapter] = [
    "gather": { s in [s.input.gathered(axis: s.int("dim", 1)!, indices: s.places("index", 2))] },
    "index_select": { s in [s.input.indexSelect(axis: s.int("dim", 1)!, s.places("index", 2))] },
    "index_add": { s in
      [
        s.input.indexAdd(
          axis: s.int("dim", 1)!, s.places("index", 2), source: s.tensor("source", 3)!,
          alpha: s.number("alpha") ?? 1)
      ]
    },
    "index_copy": { s in
      [
        s.input.indexCopy(
          axis: s.int("dim", 1)!, s.places("index", 2), source: s.tensor("source", 3)!)
      ]
    },
    "index_fill": { s in
      let (axis, places) = (s.int("dim", 1)!, s.places("index", 2))
      if let value = s.tensor("value", 3) {
        return [s.input.indexFill(axis: axis, places, with: value)]
      }
      if let value = s.int("value", 3) {
        return [s.input.indexFill(axis: axis, places, with: value)]
      }
      return s.number("value", 3).map { [s.input.indexFill(axis: axis, places, with: $0)] }
    },
    "index_put": { s in
      guard let places = s.tensors("indices", 1), let values = s.tensor("values", 2) else {
        return nil
      }
      return [s.input.indexPut(places, values, accumulate: s.bool("accumulate", 3) ?? false)]
    },
    "index_reduce": { s in
      guard let reduction = s.reduction(4) else { return nil }
      return [
        s.input.indexReduce(
          axis: s.int("dim", 1)!, s.places("index", 2), source: s.tensor("source", 3)!,
          reduce: reduction, includesSelf: s.bool("include_self") ?? true)
      ]
    },
    "scatter": { s in
      let (axis, places) = (s.int("dim", 1)!, s.places("index", 2))
      if let text = s.text("reduce") {
        guard let source = s.tensor("src", 3) else { return nil }
        return [
          s.input.scatterReduce(
            axis: axis, indices: places, source: source, reduce: text == "add" ? .sum : .prod)
        ]
      }
      if let source = s.tensor("src", 3) {
        return [s.input.scatter(axis: axis, indices: places, source: source)]
      }
      if let value = s.int("src", 3) {
        return [s.input.scatter(axis: axis, indices: places, value: value)]
      }
      return s.number("src", 3).map {
        [s.input.scatter(axis: axis, indices: places, value: $0)]
      }
    },
    "scatter_add": { s in
      [
        s.input.scatterAdd(
          axis: s.int("dim", 1)!, indices: s.places("index", 2), source: s.tensor("src", 3)!)
      ]
    },
    "scatter_reduce": { s in
      guard let reduction = s.reduction(4) else { return nil }
      return [
        s.input.scatterReduce(
          axis: s.int("dim", 1)!, indices: s.places("index", 2), source: s.tensor("src", 3)!,
          reduce: reduction, includesSelf: s.bool("include_self") ?? true)
      ]
    },
    "take": { s in [s.input.take(s.places("index", 1))] },
    "put": { s in
      [
        s.input.put(
          s.places("index", 1), s.tensor("source", 2)!, accumulate: s.bool("accumulate", 3) ?? false
        )
      ]
    },
    "take_along_dim": { s in [s.input.takeAlong(s.places("indices", 1), axis: s.int("dim", 2))] },
    "masked_fill": { s in
      let mask = s.tensor("mask", 1)!
      if let value = s.tensor("value", 2) { return [s.input.maskedFill(mask, with: value)] }
      if let value = s.int("value", 2) { return [s.input.maskedFill(mask, with: value)] }
      return s.number("value", 2).map { [s.input.maskedFill(mask, with: $0)] }
    },
    "masked_select": { s in [s.input.maskedSelect(s.tensor("mask", 1)!)] },
    "masked_scatter": { s in
      [s.input.maskedScatter(s.tensor("mask", 1)!, source: s.tensor("source", 2)!)]
    },
    "where": { s in
      // PyTorch's catalogue calls it as a method: the condition comes second.
      guard let condition = s.tensor("condition", 1), let other = s.tensor("other", 2) else {
        return nil
      }
      return [Tensor.where(condition, s.input, other)]
    },
    "nonzero": { s in
      if s.bool("as_tuple") == true { return s.input.nonzeroByAxis() }
      return [s.input.nonzero()]
    },
    "argwhere": unary { $0.nonzero() },
  ]
}

extension ReplaySample {
  /// Places, which PyTorch takes as int64 or int32.
  fileprivate func places(_ name: String, _ position: Int) -> Tensor { tensor(name, position)! }

  fileprivate func reduction(_ position: Int) -> ScatterReduction? {
    switch text("reduce", position) {
    case "sum": .sum
    case "prod": .prod
    case "mean": .mean
    case "amax": .amax
    case "amin": .amin
    default: nil
    }
  }
}
