import Tapestry

func addProducts(to catalogue: Catalogue) {
  let m = Tensor.randn([1024, 1024])
  let (a, b) = (Tensor.randn([64, 65, 33]), Tensor.randn([64, 33, 65]))
  let double = Tensor.randn([384, 384], dtype: .float64)
  func square(_ size: Int) -> () -> Tensor {
    { m[..<size, ..<size].matmul(m[..<size, (1024 - size)...]) }
  }
  catalogue.add(
    "product",
    [
      "37": square(37), "100": square(100), "300": square(300), "1000": square(1000),
      "float64_384": { double.matmul(double) }, "matrix_vector": { m.matmul(m[0]) },
      "vector_matrix": { m[0].matmul(m) }, "to_8_columns": { m.matmul(m[0..., ..<8]) },
      "tall": { m.reshaped(to: [16384, 64]).matmul(m[..<64, ..<64]) },
      "batched": { a.matmul(b) }, "einsum": { einsum("bij,bjk->bik", a, b) },
      "cdist": { cdist(m[0..., ..<64], m[0..., 64..<128]) },
    ])
}
