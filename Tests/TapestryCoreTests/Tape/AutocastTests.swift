import TapestryCore
import TapestryTesting
import Testing

@Suite struct AutocastTests {
  private let x = SampleInput.reals([4, 6]).tensor.cast(to: .float32)
  private let w = SampleInput.reals([3, 6], seed: 2).tensor.cast(to: .float32)
  private let b = SampleInput.reals([3], seed: 3).tensor.cast(to: .float32)
  private let image = SampleInput.reals([2, 3, 5, 5], seed: 4).tensor.cast(to: .float32)
  private let kernel = SampleInput.reals([4, 3, 3, 3], seed: 5).tensor.cast(to: .float32)

  @Test(arguments: [DType.bfloat16, .float16]) func productsAreThoseOfCastOperands(dtype: DType) {
    func narrow(_ x: Tensor) -> Tensor { x.cast(to: dtype) }
    let pairs: [(Tensor, Tensor)] = autocast(to: dtype) {
      [
        (linear(x, w, b), linear(narrow(x), narrow(w), narrow(b))),
        (linear(narrow(x), w), linear(narrow(x), narrow(w))),
        (x.matmul(w.transposed()), narrow(x).matmul(narrow(w).transposed())),
        (x[0].matmul(w[1]), narrow(x[0]).matmul(narrow(w[1]))),
        (x.mm(w.transposed()), narrow(x).matmul(narrow(w).transposed())),
        (conv2d(image, kernel), conv2d(narrow(image), narrow(kernel))),
        (conv2d(image[0], kernel), conv2d(narrow(image[0]), narrow(kernel))),
        (
          convTranspose2d(conv2d(image, kernel), kernel),
          convTranspose2d(conv2d(narrow(image), narrow(kernel)), narrow(kernel))
        ),
        (
          scaledDotProductAttention(x, x, x, attnMask: Tensor.zeros([4, 4])),
          scaledDotProductAttention(narrow(x), narrow(x), narrow(x))
        ),
      ]
    }
    for (index, (found, expected)) in pairs.enumerated() {
      #expect(found.dtype == dtype, "\(index)")
      #expect(isBitwiseEqual(found, expected), "\(index)")
    }
  }

  @Test func sumsLossesAndNormalisationsAreInFloat32() {
    let y = x.bfloat16()
    let (labels, channel) = (Tensor([0, 1, 2, 3], dtype: .int64), image.bfloat16())
    let signs = Tensor.ones([4])
    let results: [(String, Tensor)] = autocast {
      [
        ("sum", y.sum()), ("mean", y.mean(axis: 1)), ("prod", y.prod()), ("var", y.var()),
        ("std", y.std()), ("norm", y.norm()), ("logsumexp", y.logsumexp()),
        ("cumsum", y.cumsum(axis: 0)), ("softmax", y.softmax(axis: 1)),
        ("logSoftmax", y.logSoftmax(axis: 1)),
        ("layerNorm", layerNorm(y, normalizedShape: [6], weight: Tensor.ones([6]))),
        ("rmsNorm", rmsNorm(y, normalizedShape: [6], weight: Tensor.ones([6]))),
        ("groupNorm", groupNorm(channel, groups: 3, weight: Tensor.ones([3]))),
        ("instanceNorm", instanceNorm(channel, weight: Tensor.ones([3]))),
        ("batchNorm", batchNorm(channel, weight: Tensor.ones([3]), isTraining: true)),
        ("localResponseNorm", localResponseNorm(channel, size: 2)),
        ("normalize", normalize(y)), ("crossEntropy", crossEntropy(y, labels)),
        ("weighted crossEntropy", crossEntropy(y, labels, weight: Tensor.ones([6]))),
        ("nllLoss", nllLoss(y, labels)), ("mseLoss", mseLoss(y, y * 2)),
        ("l1Loss", l1Loss(y, x)), ("huberLoss", huberLoss(y, x)),
        ("smoothL1Loss", smoothL1Loss(y, x)), ("klDiv", klDiv(y, y.exp())),
        ("binaryCrossEntropy", binaryCrossEntropy(y.sigmoid(), y.sigmoid())),
        ("logits", binaryCrossEntropyWithLogits(y, x.sigmoid())),
        ("cosineEmbedding", cosineEmbeddingLoss(y, y * 2, signs)),
        ("marginRanking", marginRankingLoss(y[0], y[1], Tensor.ones([6]))),
        ("triplet", tripletMarginLoss(y, y * 2, x)), ("multiMargin", multiMarginLoss(y, labels)),
        ("softMargin", softMarginLoss(y, x.sign())), ("poisson", poissonNLLLoss(y, x.exp())),
        ("hinge", hingeEmbeddingLoss(y, x.sign())),
        ("sparse", sparseCategoricalCrossEntropy(y, labels, fromLogits: true)),
        (
          "sparse probabilities",
          sparseCategoricalCrossEntropy(y.sigmoid(), labels, fromLogits: false)
        ),
        ("categorical", categoricalCrossEntropy(y, x.sigmoid(), fromLogits: true)),
        (
          "categorical probabilities",
          categoricalCrossEntropy(y.sigmoid(), x.sigmoid(), fromLogits: false)
        ),
        ("binary", binaryCrossEntropy(y, x.sigmoid(), fromLogits: true)),
        ("binary probabilities", binaryCrossEntropy(y.sigmoid(), x.sigmoid(), fromLogits: false)),
        (
          "linearCrossEntropy",
          linearCrossEntropy(y, w, Tensor([0, 1, 2, 0], dtype: .int64), linearBias: b)
        ),
      ]
    }
    for (name, result) in results { #expect(result.dtype == .float32, "\(name)") }
    let sum = autocast { y.sum() }
    #expect(isBitwiseEqual(sum, y.float().sum()))
    let sparse = autocast { sparseCategoricalCrossEntropy(y, labels, fromLogits: true) }
    #expect(isBitwiseEqual(sparse, crossEntropy(y.float(), labels)))
    let loss = autocast { crossEntropy(y, labels) }
    #expect(isBitwiseEqual(loss, crossEntropy(y.float(), labels)))
  }

  /// As in PyTorch, whose `cov` and `matrix_power` are products too.
  @Test func whatIsMadeOfProductsIsNarrow() throws {
    let square = x.narrowed(axis: 1, start: 0, length: 4)
    let (covariance, cube, once) = try autocast {
      (square.cov(), try square.matrixPower(3), try square.matrixPower(1))
    }
    #expect(covariance.dtype == .bfloat16)
    #expect(covariance.float().allClose(to: square.cov(), rtol: 0.02, atol: 0.02))
    #expect(cube.dtype == .bfloat16)
    let narrow = square.bfloat16()
    #expect(isBitwiseEqual(cube, narrow.matmul(narrow.matmul(narrow))))
    #expect(once.dtype == .float32)
  }

  @Test func theRestComputesInTheDTypesThatCome() {
    let (wide, whole) = (x.double(), Tensor([[1, 2], [3, 4]], dtype: .int64))
    autocast {
      #expect((x.bfloat16().relu() + x.bfloat16()).dtype == .bfloat16)
      #expect((x * x).dtype == .float32)
      #expect(wide.matmul(wide.transposed()).dtype == .float64)
      #expect(wide.sum().dtype == .float64)
      #expect(whole.matmul(whole).dtype == .int64)
      #expect(whole.sum().dtype == .int64)
      #expect(x.sum(dtype: .bfloat16).dtype == .bfloat16)
    }
  }

  @Test func gradientsArriveInTheParametersDType() {
    func gradients(_ body: (Tensor, Tensor, Tensor) -> Tensor) -> [Tensor] {
      let leaves = [x, w, b].map { $0.detach().requiringGrad() }
      body(leaves[0], leaves[1], leaves[2]).backward()
      return leaves.map { $0.grad! }
    }
    let labels = Tensor([0, 1, 2, 0], dtype: .int64)
    let found = gradients { x, w, b in autocast { crossEntropy(linear(x, w, b).relu(), labels) } }
    let plain = gradients { x, w, b in
      crossEntropy(linear(x.bfloat16(), w.bfloat16(), b.bfloat16()).relu().float(), labels)
    }
    for (a, b) in zip(found, plain) {
      #expect(a.dtype == .float32)
      #expect(isBitwiseEqual(a, b))
    }
  }

  @Test func backwardIsTheSameInsideAndOutside() {
    func gradient(inside: Bool) -> Tensor {
      let w = self.w.detach().requiringGrad()
      if inside {
        autocast { x.matmul(w.transposed()).square().mean().backward() }
      } else {
        autocast { x.matmul(w.transposed()).square().mean() }.backward()
      }
      return w.grad!
    }
    #expect(isBitwiseEqual(gradient(inside: true), gradient(inside: false)))
  }

  @Test func aCheckpointIsRunAgainAsItWasRun() {
    func gradient(_ isCheckpointed: Bool) -> Tensor {
      let w = self.w.detach().requiringGrad()
      let body = { (x: Tensor) in linear(x, w).relu().matmul(w) }
      autocast { isCheckpointed ? checkpoint(x, body) : body(x) }.float().sum().backward()
      return w.grad!
    }
    #expect(isBitwiseEqual(gradient(true), gradient(false)))
  }

  @Test func theDTypeHoldsWithinTheBlockAlone() throws {
    struct Stop: Error {}
    #expect(autocastDType == nil)
    autocast {
      #expect(autocastDType == .bfloat16)
      autocast(to: .float16) { #expect(autocastDType == .float16) }
      autocast(isEnabled: false) {
        #expect(autocastDType == nil)
        #expect(linear(x, w).dtype == .float32)
      }
      #expect(autocastDType == .bfloat16)
      noGrad { #expect(autocastDType == .bfloat16) }
      #expect(throws: Stop.self) { try autocast(to: .float16) { throw Stop() } }
      #expect(autocastDType == .bfloat16)
    }
    #expect(autocastDType == nil)
    #expect(linear(x, w).dtype == .float32)
  }

  @Test func linearAlgebraIsNotRounded() throws {
    let square = x.matmul(x.transposed())
    let plain = (try square.pinv(), square.matrixExp())
    let cast = autocast { (try! square.pinv(), square.matrixExp()) }
    #expect(isBitwiseEqual(cast.0, plain.0))
    #expect(isBitwiseEqual(cast.1, plain.1))
  }

  @Test func otherDTypesAreAMistake() async {
    await #expect(processExitsWith: .failure) { autocast(to: .float32) {} }
  }
}
