import Tapestry

/// What moves elements and computes nothing.
func addMovements(to catalogue: Catalogue) {
  let (m, images) = (Tensor.randn([1024, 1024]), Tensor.randn([32, 64, 16, 32]))
  let order = Tensor.randperm(1024)
  let places = Tensor.randint(0..<1024, [1024, 1024])
  let labels = Tensor.randint(0..<16, [65536])
  catalogue.add(
    "move",
    [
      "transpose": { m.transposed().contiguous() },
      "permute_0231": { images.permuted(0, 2, 3, 1).contiguous() },
      "permute_0213": { images.permuted(0, 2, 1, 3).contiguous() },
      "cat_0": { concatenate([m, m], axis: 0) }, "cat_1": { concatenate([m, m], axis: 1) },
      "stack_2": { stack([m, m, m], axis: 2) }, "slice": { m[.stride(2)].contiguous() },
      "flip_1": { m.flipped(axes: [1]) }, "roll_1": { m.rolled(3, axis: 1) },
      "pad": { images.padded([1, 1, 1, 1]) },
      "pad_reflect": { images.padded([1, 1, 1, 1], mode: .reflect) },
      "triu": { m.triu() }, "tile": { m.tiled([2, 2]) },
      "index_select_0": { m.indexSelect(axis: 0, order) },
      "index_select_1": { m.indexSelect(axis: 1, order) },
      "gather_0": { m.takeAlong(places, axis: 0) }, "gather_1": { m.takeAlong(places, axis: 1) },
      "scatter_add_0": { m.scatterAdd(axis: 0, indices: places, source: m) },
      "scatter_add_1": { m.scatterAdd(axis: 1, indices: places, source: m) },
      "bool_index": { m[m .> 0] }, "one_hot": { oneHot(labels, classes: 16) },
    ])
}
