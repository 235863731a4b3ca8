import TapestryCore
import TapestryTesting

extension Catalogue {
  static let fractionalMaxPooling: [OpCase] = [
    OpCase(
      "fractionalMaxPool2d", in: "Pooling/FractionalMaxPooling",
      torch: [
        "nn.functional.fractional_max_pool2d":
          "fractionalMaxPool2d(x, kernelSize: 2, outputSize: 3)"
      ],
      OpForm(
        "F.fractional_max_pool2d(a, 2, output_size=(3, 2), _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 4, 7], [1, 1, 7, 3], [2, 2, 5, 4]], axes: 2)
      ) { fractionalMaxPool2d($0, kernelSize: 2, outputSize: [3, 2], samples: $1) },
      OpForm(
        "F.fractional_max_pool2d(a, (2, 3), output_size=(4, 1), return_indices=True, _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 8, 7], [1, 1, 5, 3], [0, 2, 6, 5]], axes: 2),
        all: { inputs in
          let result = fractionalMaxPool2dWithIndices(
            inputs[0], kernelSize: [2, 3], outputSize: [4, 1], samples: inputs[1])
          return [result.values, result.indices]
        }),
      OpForm(
        "F.fractional_max_pool2d(a, 2, output_ratio=(0.5, 0.6), _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 8, 7], [1, 1, 5, 5]], axes: 2, large: [9, 8, 50, 49])
      ) { fractionalMaxPool2d($0, kernelSize: 2, outputRatio: [0.5, 0.6], samples: $1) },
      OpForm(
        nil,
        .planes([
          [1, 2, 6, 5], [2, 8, 7], [2, 2, 3, 3], [1, 5, 5], [2, 1, 4, 4], [0, 1, 4, 4],
        ])
      ) { x in
        withSeed(7) { fractionalMaxPool2d(x, kernelSize: 2, outputSize: 2) }
      },
      errors: [
        OpError("[3, 3] windows of [2, 2] do not fit in input [1, 3, 3]") {
          _ = fractionalMaxPool2d(.zeros([1, 3, 3]), kernelSize: 2, outputSize: 3)
        },
        OpError("samples of float32 [1, 2] must be of float32 [1, 1, 2]") {
          _ = fractionalMaxPool2d(
            .zeros([1, 1, 3, 3]), kernelSize: 2, outputSize: 2, samples: .zeros([1, 2]))
        },
      ]),
    OpCase(
      "fractionalMaxPool3d", in: "Pooling/FractionalMaxPooling",
      torch: [
        "nn.functional.fractional_max_pool3d":
          "fractionalMaxPool3d(x, kernelSize: 2, outputSize: 3)"
      ],
      OpForm(
        "F.fractional_max_pool3d(a, 2, output_size=(2, 1, 3), _random_samples=b.detach())",
        .fractional(
          [[1, 2, 4, 3, 5], [2, 1, 5, 3, 5], [0, 1, 4, 3, 5], [1, 1, 4, 4, 6]], axes: 3,
          large: [3, 5, 20, 21, 22])
      ) { fractionalMaxPool3d($0, kernelSize: 2, outputSize: [2, 1, 3], samples: $1) },
      OpForm(
        "F.fractional_max_pool3d(a, (1, 2, 1), output_size=2, return_indices=True, _random_samples=b.detach())",
        .fractional(
          [[1, 2, 3, 4, 3], [2, 1, 3, 4, 3], [1, 1, 4, 4, 3], [1, 2, 3, 5, 3]], axes: 3),
        all: { inputs in
          let result = fractionalMaxPool3dWithIndices(
            inputs[0], kernelSize: [1, 2, 1], outputSize: 2, samples: inputs[1])
          return [result.values, result.indices]
        }),
      OpForm(
        "F.fractional_max_pool3d(a, 2, output_ratio=0.5, _random_samples=b.detach())",
        .fractional(
          [[1, 2, 4, 4, 5], [2, 1, 5, 4, 4], [1, 1, 4, 6, 4], [1, 1, 5, 5, 4]], axes: 3)
      ) { fractionalMaxPool3d($0, kernelSize: 2, outputRatio: 0.5, samples: $1) },
      OpForm(nil, .planes([[1, 1, 3, 3, 4], [2, 3, 3, 3], [1, 2, 3, 3, 3]])) { x in
        withSeed(7) { fractionalMaxPool3d(x, kernelSize: 2, outputSize: 2) }
      },
      errors: [
        OpError("outputSize 0 must be at least 1") {
          _ = fractionalMaxPool3d(.zeros([1, 3, 3, 3]), kernelSize: 2, outputSize: 0)
        },
        OpError("not defined for int64") {
          _ = fractionalMaxPool3d(
            .zeros([1, 3, 3, 3], dtype: .int64), kernelSize: 2, outputSize: 1)
        },
      ]),
  ]
}

extension SampleSet {
  /// Inputs with a sample for each axis of each of their planes.
  fileprivate static func fractional(
    _ shapes: [[Int]], axes: Int, large: [Int]? = nil
  ) -> SampleSet {
    func sample(_ shape: [Int], seed: Int, dtype: DType = .float64) -> Sample {
      Sample(
        .reals(shape, seed: seed, dtype: dtype),
        .reals(Array(shape.prefix(2)) + [axes], in: 0...1, seed: seed + 20, dtype: dtype))
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, seed: $0 + 1) }
        + [sample(shapes[0], seed: 31, dtype: .float32)],
      large: large.map { sample($0, seed: 41) })
  }
}
