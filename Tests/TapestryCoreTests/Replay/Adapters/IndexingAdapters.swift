import TapestryCore
import TapestryTesting

extension Replay {
  static let indexing: [String: Adapter] = [
    "gather": { s in [s.input.gathered(axis: s.int("dim", 1)!, indices: s.places("index", 2))] },
    "index_select": { s in [s.input.indexSelect(axis: s.int("dim", 1)!, s.places("index", 2))] },
    "index_add": { s in
      let factor: any TensorElement = s.element("alpha") ?? 1
      return [
        s.input.indexAdd(
          axis: s.int("dim", 1)!, s.places("index", 2), source: s.tensor("source", 3)!,
          alpha: factor)
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
        // PyTorch's derivative by the value counts a place twice that is named twice.
        if value.requiresGrad, Set(places.array(as: Int.self)).count < places.count { return nil }
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
    "nonzero_static": { s in
      [s.input.nonzeroStatic(size: s.int("size")!, fillValue: s.int("fill_value") ?? -1)]
    },
    "unravel_index": { s in s.input.unravelIndex(Shape(s.ints("shape", 1)!)) },
    "fill": { s in
      if let value = s.tensor("value", 1) { return [s.input.filled(with: value)] }
      return s.element("value", 1).map { [s.input.filled(with: $0)] }
    },
    "zero_": { s in
      let x = s.input.clone()
      x.zero()
      return [x]
    },
    "__getitem__": { s in
      guard let items = s.subscripts(1) else { return nil }
      return [s.input.selection(items)]
    },
  ]
}

extension ReplaySample {
  /// Places, which PyTorch takes as int64 or int32.
  fileprivate func places(_ name: String, _ position: Int) -> Tensor { tensor(name, position)! }

  /// What stands between brackets in Python; nil where something does that no subscript here has.
  fileprivate func subscripts(_ position: Int) -> [any TensorIndex]? {
    guard let index = value("index", position) else { return nil }
    // A list is a tensor of places where whole numbers are all there is in it, else one item for each axis.
    guard case .list(let items) = index, index.ints == nil else {
      return subscriptItem(index).map { [$0] }
    }
    let found = items.compactMap(subscriptItem)
    return found.count == items.count ? found : nil
  }

  private func subscriptItem(_ value: PythonValue) -> (any TensorIndex)? {
    switch value {
    case .tensor(let number): return tensors[number]
    case .int(let place): return place
    case .bool(let flag): return Tensor(scalar: flag, dtype: .bool)
    case .slice(let parts):
      return TensorIndexItem.slice(from: parts[0].int, to: parts[1].int, by: parts[2].int ?? 1)
    case .text("..."): return TensorIndexItem.rest
    case .none: return TensorIndexItem.added
    case .list: return value.ints
    case .complex, .number, .text: return nil
    }
  }

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
