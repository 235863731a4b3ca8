import TapestryCore
import TapestryTesting

extension Catalogue {
  static let unpooling: [OpCase] = [
    OpCase(
      "maxUnpool1d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool1d": "maxUnpool1d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool1d(*F.max_pool1d(a, 2, return_indices=True), 2)",
        .planes([[2, 3, 4], [2, 5], [1, 2, 3], [1, 1, 2]], large: [40, 3000])
      ) { x in
        let pooled = maxPool1dWithIndices(x, kernelSize: 2)
        return maxUnpool1d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool1d(a, b, 3, stride=2, padding=1, output_size=(6,))",
        [
          Sample(.reals([1, 3]), .wholes([5, 0, 2], shape: [1, 3])),
          Sample(.reals([2, 1, 3]), .wholes([5, 0, 2, 3, 4, 1], shape: [2, 1, 3])),
        ]
      ) { maxUnpool1d($0, indices: $1, kernelSize: 3, stride: 2, padding: 1, outputSize: 6) },
      OpForm(
        "F.max_unpool1d(a, b, 2)",
        SampleSet(
          (1...6).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { 2 * ($0 % seed) + ($0 + seed) % 2 }, shape: [2, seed]))
            }
          } + [Sample(.reals([0, 1, 2]), .wholes([], shape: [0, 1, 2]))])
      ) { maxUnpool1d($0, indices: $1, kernelSize: 2) },
      errors: [
        OpError("index 4 is not in 0..<4, the places of [4]") {
          _ = maxUnpool1d(
            .zeros([1, 2]), indices: Tensor([Int64(0), 4]).unsqueezed(0), kernelSize: 2)
        },
        OpError("indices of float32 [1, 2] must be of int64 [1, 2]") {
          _ = maxUnpool1d(.zeros([1, 2]), indices: .zeros([1, 2]), kernelSize: 2)
        },
      ]),
    OpCase(
      "maxUnpool2d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool2d": "maxUnpool2d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool2d(*F.max_pool2d(a, 2, return_indices=True), 2)",
        .planes([[1, 2, 4, 4], [2, 2, 4], [2, 1, 5, 4], [1, 1, 2, 2]], large: [9, 8, 50, 48])
      ) { x in
        let pooled = maxPool2dWithIndices(x, kernelSize: 2)
        return maxUnpool2d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool2d(*F.max_pool2d(a, (2, 1), return_indices=True), (2, 1), output_size=a.shape)",
        .planes([[1, 2, 5, 4], [1, 1, 3, 3]])
      ) { x in
        let pooled = maxPool2dWithIndices(x, kernelSize: [2, 1])
        return maxUnpool2d(
          pooled.values, indices: pooled.indices, kernelSize: [2, 1],
          outputSize: PerAxis(Array(x.shape.suffix(2))))
      },
      OpForm(
        "F.max_unpool2d(a, b, 2)",
        SampleSet(
          (1...6).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, 1, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { 2 * ($0 % seed) + ($0 + seed) % 2 }, shape: [2, 1, seed]))
            }
          } + [Sample(.reals([0, 1, 2, 1]), .wholes([], shape: [0, 1, 2, 1]))])
      ) { maxUnpool2d($0, indices: $1, kernelSize: 2) },
      errors: [
        OpError("outputSize [6, 4] must be less than a stride [2, 2] away from [4, 4]") {
          _ = maxUnpool2d(
            .zeros([1, 2, 2]), indices: .zeros([1, 2, 2], dtype: .int64), kernelSize: 2,
            outputSize: [6, 4])
        },
        OpError("index -1 is not in 0..<4") {
          _ = maxUnpool2d(
            .zeros([1, 1, 1]), indices: .full([1, 1, 1], -1, dtype: .int64), kernelSize: 2)
        },
      ]),
    OpCase(
      "maxUnpool3d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool3d": "maxUnpool3d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool3d(*F.max_pool3d(a, 2, return_indices=True), 2)",
        .planes([[1, 2, 2, 4, 2], [1, 3, 2, 3], [1, 1, 2, 2, 2]], large: [4, 5, 14, 20, 20])
      ) { x in
        let pooled = maxPool3dWithIndices(x, kernelSize: 2)
        return maxUnpool3d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool3d(a, b, (1, 2, 1), stride=(1, 2, 1))",
        SampleSet(
          (1...7).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, 1, 1, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { $0 % seed + seed * (($0 + seed) % 2) },
                  shape: [2, 1, 1, seed]))
            }
          } + [Sample(.reals([0, 1, 1, 2, 1]), .wholes([], shape: [0, 1, 1, 2, 1]))])
      ) { maxUnpool3d($0, indices: $1, kernelSize: [1, 2, 1], stride: [1, 2, 1]) },
      OpForm(
        "F.max_unpool3d(*F.max_pool3d(a, (1, 1, 2), return_indices=True), (1, 1, 2))",
        .planes([[1, 2, 2, 1, 2], [1, 1, 2, 4]])
      ) { x in
        let pooled = maxPool3dWithIndices(x, kernelSize: [1, 1, 2])
        return maxUnpool3d(pooled.values, indices: pooled.indices, kernelSize: [1, 1, 2])
      },
      errors: [
        OpError("indices of int64 [1, 1, 1, 2] must be of int64 [1, 1, 1, 1]") {
          _ = maxUnpool3d(
            .zeros([1, 1, 1, 1]), indices: .zeros([1, 1, 1, 2], dtype: .int64), kernelSize: 2)
        },
        OpError("input [1, 1, 1]: channels and 3 more axes are needed") {
          _ = maxUnpool3d(
            .zeros([1, 1, 1]), indices: .zeros([1, 1, 1], dtype: .int64), kernelSize: 2)
        },
      ]),
  ]
}
