import Tapestry

func addReductions(to catalogue: Catalogue) {
  let n = 1 << 20
  let (a, m) = (Tensor.randn([n]), Tensor.randn([1024, 1024]))
  let (whole, double) = (Tensor.randint(0..<1000, [n]), Tensor.randn([n], dtype: .float64))
  let cube = m.reshaped(to: [64, 256, 64])
  catalogue.add(
    "reduce",
    [
      "sum": { a.sum() }, "sum_0": { m.sum(axis: 0) }, "sum_1": { m.sum(axis: 1) },
      "sum_middle": { cube.sum(axis: 1) }, "sum_ends": { cube.sum(axes: [0, 2]) },
      "int64_sum": { whole.sum() }, "float64_sum": { double.sum() }, "mean_1": { m.mean(axis: 1) },
      "prod_1": { m.prod(axis: 1) }, "amax_0": { m.amax(axis: 0) }, "amax_1": { m.amax(axis: 1) },
      "argmax_0": { m.argmax(axis: 0) }, "argmax_1": { m.argmax(axis: 1) },
      "var_1": { m.var(axis: 1) }, "std_0": { m.std(axis: 0) }, "norm": { a.norm() },
      "norm_1": { m.norm(axis: 1) }, "logsumexp_1": { m.logsumexp(axis: 1) },
      "any": { (a .> 9).any() }, "count_nonzero": { a.countNonzero() },
      "softmax_0": { m.softmax(axis: 0) }, "softmax_1": { m.softmax(axis: 1) },
      "log_softmax_1": { m.logSoftmax(axis: 1) }, "cumsum_0": { m.cumsum(axis: 0) },
      "cumsum_1": { m.cumsum(axis: 1) }, "cumprod_1": { m.cumprod(axis: 1) },
    ])
  catalogue.add(
    "sort",
    [
      "sort": { a.sort().values }, "sort_0": { m.sort(axis: 0).values },
      "sort_1": { m.sort(axis: 1).values }, "topk_1": { m.topk(10, axis: 1).values },
      "argsort_int64": { whole.argsort() }, "median_1": { m.median(axis: 1).values },
      "quantile": { a.quantile(0.3) }, "unique": { whole.unique() },
      "bincount": { whole.bincount() }, "histc": { a.histc(bins: 100, min: -3, max: 3) },
      "nonzero": { (a .> 1).nonzero() },
    ])
}
