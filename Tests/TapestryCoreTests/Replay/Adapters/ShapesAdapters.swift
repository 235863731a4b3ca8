import TapestryCore

extension Replay {
  static let shapes: [String: Adapter] = [
    "reshape": { s in [s.input.reshaped(to: s.shape("shape", 1))] },
    "view": { s in s.ints("shape", 1).map { [s.input.reshaped(to: Shape($0))] } },
    "expand": { s in [s.input.expanded(to: s.shape("size", 1))] },
    "broadcast_to": { s in [s.input.expanded(to: s.shape("size", 1))] },
    "permute": { s in [s.input.permuted(s.ints("dims", 1)!)] },
    "transpose": { s in [s.input.transposed(s.int("dim0", 1)!, s.int("dim1", 2)!)] },
    "movedim": { s in
      [s.input.movedAxes(from: s.ints("source", 1)!, to: s.ints("destination", 2)!)]
    },
    "narrow": { s in
      let place = s.tensor("start", 2)
      guard let start = s.int("start", 2) ?? place?.wholeNumber else { return nil }
      return [s.input.narrowed(axis: s.int("dim", 1)!, start: start, length: s.int("length", 3)!)]
    },
    "select": { s in [s.input.selected(axis: s.int("dim", 1)!, index: s.int("index", 2)!)] },
    "squeeze": { s in
      if let axes = s.ints("dim", 1) { return [s.input.squeezed(axes: axes)] }
      return [s.input.squeezed()]
    },
    "unsqueeze": { s in [s.input.unsqueezed(s.int("dim", 1)!)] },
    "flatten": { s in
      [s.input.flattened(from: s.int("start_dim", 1) ?? 0, to: s.int("end_dim", 2) ?? -1)]
    },
    "unflatten": { s in
      [s.input.unflattened(axis: s.int("dim", 1)!, into: Shape(s.ints("sizes", 2)!))]
    },
    "ravel": unary { $0.raveled() }, "flip": { s in [s.input.flipped(axes: s.ints("dims", 1)!)] },
    "fliplr": unary { $0.fliplr() }, "flipud": unary { $0.flipud() },
    "rot90": { s in
      let axes = s.ints("dims", 2) ?? [0, 1]
      // Two axes are a pair here.
      guard axes.count == 2 else { return nil }
      return [s.input.rot90(s.int("k", 1) ?? 1, axes: (axes[0], axes[1]))]
    },
    "roll": { s in
      guard let shifts = s.ints("shifts", 1), !shifts.isEmpty else { return nil }
      if let axes = s.ints("dims", 2) { return [s.input.rolled(shifts, axes: axes)] }
      return [s.input.rolled(shifts[0])]
    },
    "repeat": { s in [s.input.repeated(s.ints("repeats", 1)!)] },
    "tile": { s in [s.input.tiled(s.ints("dims", 1)!)] },
    "repeat_interleave": { s in
      if let count = s.int("repeats", 1) {
        return [s.input.repeatInterleaved(count, axis: s.int("dim", 2))]
      }
      return s.tensor("repeats", 1).map {
        [s.input.repeatInterleaved($0.array(as: Int.self), axis: s.int("dim", 2))]
      }
    },
    "cat": { s in
      s.tensors("tensors", 0).map { [concatenate($0, axis: s.int("dim", 1) ?? 0)] }
    },
    "stack": { s in s.tensors("tensors", 0).map { [stack($0, axis: s.int("dim", 1) ?? 0)] } },
    "hstack": { s in s.tensors("tensors", 0).map { [hstack($0)] } },
    "vstack": { s in s.tensors("tensors", 0).map { [vstack($0)] } },
    "dstack": { s in s.tensors("tensors", 0).map { [dstack($0)] } },
    "column_stack": { s in s.tensors("tensors", 0).map { [columnStack($0)] } },
    "split": { s in
      if let size = s.int("split_size_or_sections", 1) {
        return s.input.split(size: size, axis: s.int("dim", 2) ?? 0)
      }
      return s.input.split(
        sizes: s.ints("split_size_or_sections", 1)!, axis: s.int("dim", 2) ?? 0)
    },
    "chunk": { s in s.input.chunk(s.int("chunks", 1)!, axis: s.int("dim", 2) ?? 0) },
    "tensor_split": { s in
      let axis = s.int("dim", 2) ?? 0
      if let sections = s.int("sections", 1) {
        return s.input.tensorSplit(sections: sections, axis: axis)
      }
      if let places = s.ints("indices", 1) { return s.input.tensorSplit(at: places, axis: axis) }
      let chosen = s.tensor("indices_or_sections", 1)!
      if chosen.rank == 0 {
        return s.input.tensorSplit(sections: chosen.item(as: Int.self), axis: axis)
      }
      return s.input.tensorSplit(at: chosen.array(as: Int.self), axis: axis)
    },
    "unbind": { s in s.input.unbind(axis: s.int("dim", 1) ?? 0) },
    "unfold": { s in
      [
        s.input.unfolded(
          axis: s.int("dimension", 1)!, size: s.int("size", 2)!, step: s.int("step", 3)!)
      ]
    },
    "diagonal": { s in
      [
        s.input.diagonal(
          offset: s.int("offset", 1) ?? 0, axis1: s.int("dim1", 2) ?? 0,
          axis2: s.int("dim2", 3) ?? 1)
      ]
    },
    "linalg.diagonal": { s in
      [
        s.input.diagonal(
          offset: s.int("offset") ?? 0, axis1: s.int("dim1") ?? -2, axis2: s.int("dim2") ?? -1)
      ]
    },
    "diag": { s in [s.input.diag(offset: s.int("diagonal", 1) ?? 0)] },
    "diag_embed": { s in
      [
        s.input.diagEmbed(
          offset: s.int("offset", 1) ?? 0, axis1: s.int("dim1", 2) ?? -2,
          axis2: s.int("dim2", 3) ?? -1)
      ]
    },
    "tril": { s in [s.input.tril(offset: s.int("diagonal", 1) ?? 0)] },
    "triu": { s in [s.input.triu(offset: s.int("diagonal", 1) ?? 0)] },
    "atleast_1d": { s in s.operands.map { $0.atleast1d() } },
    "atleast_2d": { s in s.operands.map { $0.atleast2d() } },
    "atleast_3d": { s in s.operands.map { $0.atleast3d() } },
    "diagflat": { s in [s.input.diagflat(offset: s.int("offset", 1) ?? 0)] },
    "expand_as": { s in [s.input.expanded(like: s.tensor("other", 1)!)] },
    "reshape_as": { s in [s.input.reshaped(like: s.tensor("other", 1)!)] },
    "view_as": { s in [s.input.reshaped(like: s.tensor("other", 1)!)] },
    "t": unary { $0.T },
    "hsplit": parts({ $0.hsplit(sections: $1) }) { $0.hsplit(at: $1) },
    "vsplit": parts({ $0.vsplit(sections: $1) }) { $0.vsplit(at: $1) },
    "dsplit": parts({ $0.dsplit(sections: $1) }) { $0.dsplit(at: $1) },
    "split_with_sizes": { s in
      s.input.split(sizes: s.ints("split_sizes", 1)!, axis: s.int("dim", 2) ?? 0)
    },
    "slice": { s in
      [
        s.input.sliced(
          axis: s.int("dim", 1) ?? 0, from: s.int("start", 2) ?? 0, to: s.int("end", 3),
          by: s.int("step", 4) ?? 1)
      ]
    },
    "as_strided": { s in
      // Strides speak of elements in order, whatever the layout that the sample is tried in.
      [
        s.input.clone().asStrided(
          Shape(s.ints("size", 1)!), strides: Strides(s.ints("stride", 2)!),
          offset: s.int("storage_offset"))
      ]
    },
    "as_strided_scatter": { s in
      // PyTorch's derivative by the input is not 0 where it is overwritten.
      if s.input.requiresGrad { return nil }
      return [
        s.input.clone().asStridedScatter(
          s.tensor("src", 1)!, Shape(s.ints("size", 2)!), strides: Strides(s.ints("stride", 3)!),
          offset: s.int("storage_offset"))
      ]
    },
    "H": unary { $0.H }, "mH": unary { $0.mH },
    "T": unary { $0.T }, "mT": unary { $0.mT },
    "select_scatter": { s in
      [
        s.input.selectScatter(
          s.tensor("src", 1)!, axis: s.int("dim", 2)!, index: s.int("index", 3)!)
      ]
    },
    "slice_scatter": { s in
      [
        s.input.sliceScatter(
          s.tensor("src", 1)!, axis: s.int("dim", 2) ?? 0, from: s.int("start", 3) ?? 0,
          to: s.int("end", 4), by: s.int("step", 5) ?? 1)
      ]
    },
    "diagonal_scatter": { s in
      [
        s.input.diagonalScatter(
          s.tensor("src", 1)!, offset: s.int("offset", 2) ?? 0, axis1: s.int("dim1", 3) ?? 0,
          axis2: s.int("dim2", 4) ?? 1)
      ]
    },
  ]

  /// Operators that give copies of what others give views of.
  static let copies: [String: Adapter] = {
    let names = [
      "as_strided_copy": "as_strided", "diagonal_copy": "diagonal", "expand_copy": "expand",
      "narrow_copy": "narrow", "permute_copy": "permute", "squeeze_copy": "squeeze",
      "split_with_sizes_copy": "split_with_sizes", "t_copy": "t", "transpose_copy": "transpose",
      "unbind_copy": "unbind", "unfold_copy": "unfold", "unsqueeze_copy": "unsqueeze",
      "unsafe_chunk": "chunk", "unsafe_split": "split", "view_copy": "view",
    ]
    return names.mapValues { shapes[$0]! }
  }()

  private static func parts(
    _ sections: @escaping @Sendable (Tensor, Int) -> [Tensor],
    _ places: @escaping @Sendable (Tensor, [Int]) -> [Tensor]
  ) -> Adapter {
    { s in
      if let count = s.int("sections", 1) { return sections(s.input, count) }
      return s.ints("indices", 1).map { places(s.input, $0) }
    }
  }
}

extension Tensor {
  /// The whole number that this holds; nil where it holds a fraction, or more than one.
  fileprivate var wholeNumber: Int? {
    rank == 0 && dtype.isInteger ? item(as: Int.self) : nil
  }
}
