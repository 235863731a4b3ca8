import Tapestry

/// Solutions and decompositions of one matrix of 512 rows.
func decompositions(_ report: Report) throws {
  guard report.wants(family: "linalg_") else { return }
  let a = Tensor.randn([512, 512])
  let positive = a.matmul(a.transposed()) + 512 * Tensor.eye(512)
  let works: [(String, () throws -> Void)] = [
    ("solve", { _ = try a.solve(a) }),
    ("cholesky", { _ = try positive.cholesky() }),
    ("svd", { _ = try a.svd() }),
    ("eigh", { _ = try positive.eigh() }),
    ("qr", { _ = a.qr() }),
  ]
  for (name, work) in works where report.wants("linalg_\(name)_512") {
    // A failure shows in the first call.
    try work()
    let time = median(of: 5, warmUps: 1) { try? work() }
    report.emit("linalg_\(name)_512", time * 1e3, "ms")
  }
}
