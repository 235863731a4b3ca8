import TapestryCore
import TapestryTesting
import Testing

/// Symmetric matrices so large that their eigenvectors are turned back in blocks, beside what they must be.
@Suite struct LargeSymmetricTests {
  static let size = 150

  /// Random, with values that are all the same, some of them the same, or none but zeros.
  enum Kind: CaseIterable {
    case random, identity, repeated, zeros

    func matrix(_ dtype: DType) -> Tensor {
      let n = LargeSymmetricTests.size
      let random = SampleInput.reals([n, n], in: -1...1, dtype: dtype).tensor
      switch self {
      case .random: return random + random.transposed()
      case .identity: return Tensor.eye(n, dtype: dtype)
      case .repeated:
        let few = random[0..., 0..<7]
        return few.matmul(few.transposed())
      case .zeros: return Tensor.zeros([n, n], dtype: dtype)
      }
    }
  }

  @Test(arguments: Kind.allCases, [DType.float32, .float64])
  func vectorsAreOrthonormalAndSolveTheirEquation(kind: Kind, dtype: DType) throws {
    let a = kind.matrix(dtype)
    let noise = Tensor.full(a.shape, -3, dtype: dtype)
    for uplo in [Triangle.lower, .upper] {
      // What stands in the other triangle does not matter.
      let half =
        uplo == .lower ? a.tril() + noise.triu(offset: 1) : a.triu() + noise.tril(offset: -1)
      let (values, vectors): (Tensor, Tensor) = try half.eigh(uplo: uplo)
      let bound = Double(Self.size) * (dtype == .float64 ? 1e-14 : 4e-6)
      let identity = Tensor.eye(Self.size, dtype: dtype)
      #expect(
        (vectors.transposed().matmul(vectors) - identity).abs().max().item(as: Double.self) < bound)
      #expect((a.matmul(vectors) - vectors * values).abs().max().item(as: Double.self) < bound)
      let alone = try half.eigvalsh(uplo: uplo)
      #expect((values - alone).abs().max().item(as: Double.self) < bound)
      #expect((values[1...] - values[..<(-1)]).min().item(as: Double.self) >= 0)
    }
  }

  /// The squares of such elements are no numbers: LAPACK scales them.
  @Test(arguments: [Float(1e25), 1e-25]) func hugeAndTinyMatricesAreScaled(scale: Float) throws {
    let a = Kind.random.matrix(.float32)
    let (values, vectors) = try (a * scale).eigh()
    let expected = try a.eigvalsh()
    #expect((values / scale - expected).abs().max().item(as: Double.self) < 1e-3)
    let identity = Tensor.eye(Self.size)
    #expect(
      (vectors.transposed().matmul(vectors) - identity).abs().max().item(as: Double.self) < 1e-3)
  }
}
