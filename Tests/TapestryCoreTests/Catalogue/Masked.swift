import TapestryCore
import TapestryTesting

extension Catalogue {
  static let maskedOps: [OpCase] = [
    OpCase(
      "sum", in: "Masked/MaskedSum", torch: ["masked.sum": "x.masked(by: mask).sum(axes: [1])"],
      OpForm("torch.masked.sum(a, mask=b)", .masked) { $0.masked(by: $1).sum() },
      OpForm("torch.masked.sum(a, 1, mask=b)", .masked) { $0.masked(by: $1).sum(axes: [1]) },
      OpForm("torch.masked.sum(a, (0, 1), keepdim=True, mask=b)", .masked) {
        $0.masked(by: $1).sum(axes: [0, 1], keepDims: true)
      },
      errors: wrongAxes { $0.masked(by: .init(true)).sum(axes: $1) }),
    OpCase(
      "prod", in: "Masked/MaskedSum", torch: ["masked.prod": "x.masked(by: mask).prod(axes: [1])"],
      OpForm("torch.masked.prod(a, mask=b)", .masked.withoutInfinities) {
        $0.masked(by: $1).prod()
      },
      OpForm("torch.masked.prod(a, 1, keepdim=True, mask=b)", .masked.withoutInfinities) {
        $0.masked(by: $1).prod(axes: [1], keepDims: true)
      },
      errors: wrongAxes { $0.masked(by: .init(true)).prod(axes: $1) }),
    OpCase(
      "mean", in: "Masked/MaskedSum", torch: ["masked.mean": "x.masked(by: mask).mean(axes: [1])"],
      OpForm("torch.masked.mean(a, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).mean()
      },
      OpForm("torch.masked.mean(a, 1, keepdim=True, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).mean(axes: [1], keepDims: true)
      },
      errors: wrongAxes { $0.masked(by: .init(true)).mean(axes: $1) } + [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).masked(by: Tensor(true)).mean()
        }
      ]),
    OpCase(
      "cumsum", in: "Masked/MaskedScan",
      torch: ["masked.cumsum": "x.masked(by: mask).cumsum(axis: 1)"],
      OpForm("torch.masked.cumsum(a, 0, mask=b)", .masked) { $0.masked(by: $1).cumsum(axis: 0) },
      OpForm("torch.masked.cumsum(a, 1, mask=b)", .masked) { $0.masked(by: $1).cumsum(axis: 1) },
      errors: wrongAxis { $0.masked(by: .init(true)).cumsum(axis: $1) }),
    OpCase(
      "cumprod", in: "Masked/MaskedScan",
      torch: ["masked.cumprod": "x.masked(by: mask).cumprod(axis: 1)"],
      OpForm("torch.masked.cumprod(a, 0, mask=b)", .masked.withoutInfinities) {
        $0.masked(by: $1).cumprod(axis: 0)
      },
      OpForm("torch.masked.cumprod(a, 1, mask=b)", .masked.withoutInfinities) {
        $0.masked(by: $1).cumprod(axis: 1)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).cumprod(axis: $1) }),
    OpCase(
      "amax", in: "Masked/MaskedExtremum",
      torch: ["masked.amax": "x.masked(by: mask).amax(axes: [1])"],
      OpForm("torch.masked.amax(a, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).amax()
      },
      OpForm("torch.masked.amax(a, 1, mask=b)", .maskedBeside) {
        $0.masked(by: $1).amax(axes: [1])
      },
      OpForm("torch.masked.amax(a, 1, keepdim=True, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).amax(axes: [1], keepDims: true)
      },
      errors: wrongAxes { $0.masked(by: .init(true)).amax(axes: $1) }),
    OpCase(
      "amin", in: "Masked/MaskedExtremum",
      torch: ["masked.amin": "x.masked(by: mask).amin(axes: [1])"],
      OpForm("torch.masked.amin(a, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).amin()
      },
      OpForm("torch.masked.amin(a, 1, mask=b)", .maskedBeside) {
        $0.masked(by: $1).amin(axes: [1])
      },
      OpForm("torch.masked.amin(a, 1, keepdim=True, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).amin(axes: [1], keepDims: true)
      },
      errors: wrongAxes { $0.masked(by: .init(true)).amin(axes: $1) }),
    OpCase(
      "argmax", in: "Masked/MaskedExtremum",
      torch: ["masked.argmax": "x.masked(by: mask).argmax(axis: 1)"],
      OpForm("torch.masked.argmax(a, mask=b).long()", .maskedNotEmpty) {
        $0.masked(by: $1).argmax()
      },
      OpForm("torch.masked.argmax(a, 1, mask=b).long()", .maskedBeside) {
        $0.masked(by: $1).argmax(axis: 1)
      },
      OpForm("torch.masked.argmax(a, 1, keepdim=True, mask=b).long()", .maskedNotEmpty) {
        $0.masked(by: $1).argmax(axis: 1, keepDims: true)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).argmax(axis: $1) }),
    OpCase(
      "argmin", in: "Masked/MaskedExtremum",
      torch: ["masked.argmin": "x.masked(by: mask).argmin(axis: 1)"],
      OpForm("torch.masked.argmin(a, mask=b).long()", .maskedNotEmpty) {
        $0.masked(by: $1).argmin()
      },
      OpForm("torch.masked.argmin(a, 1, mask=b).long()", .maskedBeside) {
        $0.masked(by: $1).argmin(axis: 1)
      },
      OpForm("torch.masked.argmin(a, 1, keepdim=True, mask=b).long()", .maskedNotEmpty) {
        $0.masked(by: $1).argmin(axis: 1, keepDims: true)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).argmin(axis: $1) }),
    OpCase(
      "median", in: "Masked/MaskedMedian",
      torch: ["masked.median": "x.masked(by: mask).median(axis: 1)"],
      OpForm("torch.masked.median(a, 1, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).median(axis: 1)
      },
      OpForm("torch.masked.median(a, 1, mask=b)", .maskedBeside) {
        $0.masked(by: $1).median(axis: 1)
      },
      OpForm("torch.masked.median(a, 0, keepdim=True, mask=b)", .maskedNotEmpty.undefined) {
        $0.masked(by: $1).median(axis: 0, keepDims: true)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).median(axis: $1) } + [
        OpError("the mask leaves no elements somewhere along axis 0, and int64 has no NaN") {
          _ = Tensor.arange(3).masked(by: Tensor(false)).median(axis: 0)
        }
      ]),
    OpCase(
      "var", in: "Masked/MaskedVariance",
      torch: ["masked.var": "x.masked(by: mask).var(axes: [1])"],
      OpForm("torch.masked.var(a, 1, correction=1, mask=b)", .masked.undefined.notBool) {
        $0.masked(by: $1).var(axes: [1])
      },
      OpForm(
        "torch.masked.var(a, (0, 1), correction=0, keepdim=True, mask=b)", .masked.undefined.notBool
      ) { $0.masked(by: $1).var(axes: [0, 1], correction: 0, keepDims: true) },
      errors: wrongAxes { $0.masked(by: .init(true)).var(axes: $1) }),
    OpCase(
      "std", in: "Masked/MaskedVariance",
      torch: ["masked.std": "x.masked(by: mask).std(axes: [1])"],
      OpForm("torch.masked.std(a, 1, correction=1, mask=b)", .masked.undefined.notBool) {
        $0.masked(by: $1).std(axes: [1])
      },
      OpForm(
        "torch.masked.std(a, (0, 1), correction=0, keepdim=True, mask=b)", .masked.undefined.notBool
      ) { $0.masked(by: $1).std(axes: [0, 1], correction: 0, keepDims: true) },
      errors: wrongAxes { $0.masked(by: .init(true)).std(axes: $1) }),
    OpCase(
      "norm", in: "Masked/MaskedNorm",
      torch: ["masked.norm": "x.masked(by: mask).norm(2, axes: [1])"],
      OpForm("torch.masked.norm(a, 2, 1, mask=b)", .maskedNotEmpty.undefined.ofFloats) {
        $0.masked(by: $1).norm(axes: [1])
      },
      OpForm("torch.masked.norm(a, 1, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).norm(1)
      },
      OpForm("torch.masked.norm(a, inf, 1, mask=b)", .maskedNotEmpty.undefined.ofFloats) {
        $0.masked(by: $1).norm(.infinity, axes: [1])
      },
      OpForm("torch.masked.norm(a, -inf, 1, mask=b)", .maskedNotEmpty.undefined.ofFloats) {
        $0.masked(by: $1).norm(-.infinity, axes: [1])
      },
      errors: wrongAxes { $0.masked(by: .init(true)).norm(axes: $1) } + [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).masked(by: Tensor(true)).norm()
        }
      ]),
    OpCase(
      "normalize", in: "Masked/MaskedNorm",
      torch: ["masked.normalize": "x.masked(by: mask).normalize(axis: 1)"],
      OpForm("torch.masked.normalize(a, 2.0, 1, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).normalize(axis: 1)
      },
      OpForm("torch.masked.normalize(a, 1.0, 0, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).normalize(1, axis: 0)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).normalize(axis: $1) } + [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).masked(by: Tensor(true)).normalize(axis: 0)
        }
      ]),
    OpCase(
      "softmax", in: "Masked/MaskedSoftmax",
      torch: ["masked.softmax": "x.masked(by: mask).softmax(axis: 1)"],
      OpForm("torch.masked.softmax(a, 1, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).softmax(axis: 1)
      },
      OpForm("torch.masked.softmax(a, 0, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).softmax(axis: 0)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).softmax(axis: $1) }),
    OpCase(
      "softmin", in: "Masked/MaskedSoftmax",
      torch: ["masked.softmin": "x.masked(by: mask).softmin(axis: 1)"],
      OpForm("torch.masked.softmin(a, 1, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).softmin(axis: 1)
      },
      OpForm("torch.masked.softmin(a, 0, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).softmin(axis: 0)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).softmin(axis: $1) }),
    OpCase(
      "logSoftmax", in: "Masked/MaskedSoftmax",
      torch: ["masked.log_softmax": "x.masked(by: mask).logSoftmax(axis: 1)"],
      OpForm("torch.masked.log_softmax(a, 1, mask=b)", .masked.notSelected.ofFloats) {
        $0.masked(by: $1).logSoftmax(axis: 1)
      },
      OpForm("torch.masked.log_softmax(a, 0, mask=b)", .masked.notSelected.ofFloats) {
        $0.masked(by: $1).logSoftmax(axis: 0)
      },
      errors: wrongAxis { $0.masked(by: .init(true)).logSoftmax(axis: $1) }),
    OpCase(
      "logsumexp", in: "Masked/MaskedLogSumExp",
      torch: ["masked.logsumexp": "x.masked(by: mask).logsumexp(axes: [1])"],
      OpForm("torch.masked.logsumexp(a, 1, mask=b)", .masked.undefined.ofFloats) {
        $0.masked(by: $1).logsumexp(axes: [1])
      },
      OpForm("torch.masked.logsumexp(a, (0, 1), keepdim=True, mask=b)", .masked.undefined.ofFloats)
      { $0.masked(by: $1).logsumexp(axes: [0, 1], keepDims: true) },
      errors: wrongAxes { $0.masked(by: .init(true)).logsumexp(axes: $1) }),
    OpCase(
      "logaddexp", in: "Masked/MaskedLogSumExp",
      torch: ["masked.logaddexp": "x.masked(by: mask).logaddexp(y.masked(by: otherMask))"],
      // PyTorch's second derivative is NaN where one of the two does not count.
      OpForm(
        "torch.masked.logaddexp(a, a * 0.5, input_mask=b, other_mask=~b)",
        .masked.ofFloats.withUnknownDerivatives
      ) { $0.masked(by: $1).logaddexp(($0 * 0.5).masked(by: .!$1)) },
      OpForm(
        "torch.masked.logaddexp(a, 1 - a, input_mask=b, other_mask=b | True)",
        .masked.ofFloats.withUnknownDerivatives
      ) { $0.masked(by: $1).logaddexp((1 - $0).masked(by: Tensor(true))) },
      OpForm(nil, .masked.undefined.ofFloats) {
        $0.masked(by: $1).logaddexp((1 - $0).masked(by: Tensor(true)))
      },
      errors: [
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).masked(by: Tensor(true)).logaddexp(
            Tensor.zeros([4]).masked(by: Tensor(true)))
        },
        OpError("shapes [2] and [3, 3] do not broadcast") {
          _ = Tensor.zeros([2]).masked(by: Tensor(true)).logaddexp(
            Tensor.zeros([3, 3]).masked(by: Tensor(true)))
        },
      ]),
  ]

}

extension SampleSet {
  /// Elements and masks, some of which leave nothing of a line.
  fileprivate static let masked: SampleSet = SampleSet(
    [
      Sample(.reals([2, 3], seed: 1), .wholes([1, 0, 1, 1, 1, 0], shape: [2, 3], dtype: .bool)),
      Sample(.reals([3, 4], seed: 2), .wholes([1, 0, 1, 1], dtype: .bool)),
      Sample(.reals([3, 2, 3], seed: 3), .bools([3, 2, 3], seed: 5)),
      Sample(.reals([2, 3], seed: 4), .wholes([1, 1], shape: [2, 1], dtype: .bool)),
      Sample(.reals([2, 3], seed: 5), .wholes([1], shape: [], dtype: .bool)),
      Sample(
        .reals([2, 3], seed: 6), .wholes([1, 0, 1, 0, 0, 0], shape: [2, 3], dtype: .bool),
        derivatives: .stored),
      Sample(
        .values([1, .nan, 2, .infinity, 3, -.infinity], shape: [2, 3]),
        .wholes([1, 0, 1, 0, 1, 0], shape: [2, 3], dtype: .bool), derivatives: .stored),
      Sample(.reals([2, 0], seed: 7), .bools([2, 0])),
      Sample(.reals([0, 2], seed: 8), .bools([2])),
      Sample(.reals([2, 3], seed: 9, dtype: .float32), .bools([2, 3], seed: 3)),
      Sample(
        .integers([2, 3], seed: 10), .wholes([1, 0, 1, 1, 1, 0], shape: [2, 3], dtype: .bool)),
      Sample(
        .integers([2, 3], seed: 11, dtype: .int32),
        .wholes([1, 1, 1, 1, 1, 0], shape: [2, 3], dtype: .bool)),
      Sample(
        .integers([2, 3], in: 0...9, seed: 12, dtype: .uint8),
        .wholes([1, 0, 1, 1, 1, 1], shape: [2, 3], dtype: .bool)),
    ], large: Sample(.reals([257, 1031], seed: 41), .bools([257, 1031])))

  fileprivate static let maskedNotEmpty = SampleSet(
    masked.samples.filter { !$0.inputs[0].shape.contains(0) }, large: masked.large)

  /// For functions that are NaN or infinite of nothing: no finite differences where a mask leaves nothing somewhere.
  fileprivate var undefined: SampleSet {
    SampleSet(
      samples.enumerated().map { index, sample in
        [0, 3, 4].contains(index) ? sample : Sample(sample.inputs, derivatives: .stored)
      }, large: large)
  }

  /// Empty along another axis than the one that is reduced.
  fileprivate static let maskedBeside: SampleSet = [Sample(.reals([0, 2]), .bools([2]))]

  /// For functions that are −∞ at places that do not count.
  fileprivate var notSelected: SampleSet {
    SampleSet(
      samples.enumerated().map { index, sample in
        [3, 4].contains(index) ? sample : Sample(sample.inputs, derivatives: .stored)
      }, large: large)
  }

  fileprivate var withoutInfinities: SampleSet {
    SampleSet(samples.filter { !$0.description.contains("inf") }, large: large)
  }
}
