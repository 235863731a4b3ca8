import TapestryCore
import TapestryTesting

extension Catalogue {
  static let resampling: [OpCase] = interpolation + sampling + shuffling

  private static let interpolation: [OpCase] = [
    OpCase(
      "interpolate", in: "Resampling/Interpolate",
      torch: [
        "nn.functional.interpolate": "interpolate(x, scaleFactor: 2, mode: .bilinear)",
        "_upsample_bilinear2d_aa": "interpolate(x, size: [5, 6], mode: .bilinear, antialias: true)",
      ],
      OpForm(
        "F.interpolate(a, size=5)",
        .planes([[1, 2, 3], [2, 1, 5], [1, 1, 8], [0, 2, 3]], dtypes: [.float32])
      ) { interpolate($0, size: 5) },
      OpForm(
        "F.interpolate(a, scale_factor=2)",
        .planes([[1, 2, 2, 3], [2, 1, 3, 1], [1, 2, 2, 1]], dtypes: [.float32, .uint8])
      ) { interpolate($0, scaleFactor: 2) },
      OpForm(
        "F.interpolate(a, scale_factor=(0.6, 1.7, 1.0))",
        .planes([[1, 1, 4, 3, 2], [1, 2, 2, 5, 1]])
      ) { interpolate($0, scaleFactor: [0.6, 1.7, 1]) },
      OpForm(
        "F.interpolate(a, size=(2, 4), mode='nearest-exact')",
        .planes([[1, 1, 5, 3], [2, 2, 3, 7]], large: [6, 5, 40, 41])
      ) { interpolate($0, size: [2, 4], mode: .nearestExact) },
      OpForm(
        "F.interpolate(a, scale_factor=2.3, mode='nearest-exact', recompute_scale_factor=True)",
        .planes([[1, 1, 5], [2, 1, 3]])
      ) { interpolate($0, scaleFactor: 2.3, mode: .nearestExact, recomputesScale: true) },
      OpForm(
        "F.interpolate(a, size=7, mode='linear')",
        .planes([[1, 2, 3], [2, 1, 10], [1, 1, 1]], dtypes: [.float32])
      ) {
        interpolate($0, size: 7, mode: .linear)
      },
      OpForm(
        "F.interpolate(a, scale_factor=1.6, mode='linear', align_corners=True)",
        .planes([[1, 2, 3], [2, 1, 5], [1, 1, 7]], dtypes: [.float32])
      ) { interpolate($0, scaleFactor: 1.6, mode: .linear, alignCorners: true) },
      OpForm(
        "F.interpolate(a, size=(4, 3), mode='bilinear')",
        .planes(
          [[1, 2, 2, 5], [0, 1, 2, 2], [2, 1, 7, 3], [1, 1, 1, 1]], large: [9, 4, 70, 60])
      ) { interpolate($0, size: [4, 3], mode: .bilinear) },
      OpForm(
        "F.interpolate(a, scale_factor=(1.3, 2.1), mode='bilinear')",
        .planes([[1, 2, 3, 2], [2, 1, 4, 3]])
      ) { interpolate($0, scaleFactor: [1.3, 2.1], mode: .bilinear) },
      OpForm(
        "F.interpolate(a, size=(4, 1), mode='bilinear', align_corners=True)",
        .planes([[1, 2, 2, 3], [2, 1, 5, 2]])
      ) { interpolate($0, size: [4, 1], mode: .bilinear, alignCorners: true) },
      // PyTorch's own result for uint8 is rounded after each axis.
      OpForm(
        "(F.interpolate(a.double(), size=(5, 9), mode='bicubic') + 0.5).clamp(0, 255).byte()",
        [Sample(.integers([1, 2, 3, 5], in: 0...255, seed: 3, dtype: .uint8))]
      ) { interpolate($0, size: [5, 9], mode: .bicubic) },
      OpForm(
        "F.interpolate(a, size=(3, 5), mode='bilinear', antialias=True)",
        .planes([[1, 2, 8, 9], [1, 1, 2, 7]], dtypes: [.float32])
      ) { interpolate($0, size: [3, 5], mode: .bilinear, antialias: true) },
      OpForm(
        "F.interpolate(a, size=(2, 4), mode='bilinear', antialias=True, align_corners=True)",
        .planes([[1, 2, 7, 6], [1, 1, 3, 5]], dtypes: [.float32])
      ) { interpolate($0, size: [2, 4], mode: .bilinear, alignCorners: true, antialias: true) },
      OpForm(
        "F.interpolate(a, size=(5, 4), mode='bicubic')", .planes([[1, 2, 2, 6], [2, 1, 3, 3]])
      ) {
        interpolate($0, size: [5, 4], mode: .bicubic)
      },
      OpForm(
        "F.interpolate(a, scale_factor=1.4, mode='bicubic', align_corners=True)",
        .planes([[1, 2, 3, 4], [1, 1, 5, 2]], large: [5, 4, 60, 50])
      ) { interpolate($0, scaleFactor: 1.4, mode: .bicubic, alignCorners: true) },
      OpForm(
        "F.interpolate(a, scale_factor=(0.45, 0.7), mode='bicubic', antialias=True)",
        .planes([[1, 2, 7, 6], [1, 1, 5, 9]], dtypes: [.float32])
      ) { interpolate($0, scaleFactor: [0.45, 0.7], mode: .bicubic, antialias: true) },
      OpForm(
        "F.interpolate(a, size=(3, 2, 4), mode='trilinear')",
        .planes([[1, 1, 2, 3, 2], [1, 2, 4, 1, 3]])
      ) { interpolate($0, size: [3, 2, 4], mode: .trilinear) },
      OpForm(
        "F.interpolate(a, scale_factor=1.5, mode='trilinear', align_corners=True)",
        .planes([[1, 1, 2, 2, 2], [1, 2, 1, 3, 2]])
      ) { interpolate($0, scaleFactor: 1.5, mode: .trilinear, alignCorners: true) },
      OpForm("F.interpolate(a, size=(3, 2), mode='area')", .planes([[1, 2, 4, 5], [1, 1, 2, 2]])) {
        interpolate($0, size: [3, 2], mode: .area)
      },
      OpForm("F.interpolate(a, scale_factor=0.5, mode='area')", .planes([[1, 2, 5], [2, 1, 4]])) {
        interpolate($0, scaleFactor: 0.5, mode: .area)
      },
      errors: [
        OpError("input [2, 3]: nearest takes batch, channels and 1 to 3 more axes") {
          _ = interpolate(.zeros([2, 3]), size: 2)
        },
        OpError("input [1, 2, 3]: bilinear takes batch, channels and 2 more axes") {
          _ = interpolate(.zeros([1, 2, 3]), size: 2, mode: .bilinear)
        },
        OpError("alignCorners is for linear and cubic modes, not area") {
          _ = interpolate(.zeros([1, 2, 3]), size: 2, mode: .area, alignCorners: true)
        },
        OpError("antialias is for bilinear and bicubic, not linear") {
          _ = interpolate(.zeros([1, 2, 3]), size: 2, mode: .linear, antialias: true)
        },
        OpError("linear needs a floating-point dtype, not int64") {
          _ = interpolate(.zeros([1, 2, 3], dtype: .int64), size: 2, mode: .linear)
        },
        OpError("input [1, 2, 3] scaled by [0.2] has a size of 0") {
          _ = interpolate(.zeros([1, 2, 3]), scaleFactor: 0.2)
        },
        OpError("scaleFactor [-1.0] must be one positive number") {
          _ = interpolate(.zeros([1, 2, 3]), scaleFactor: -1)
        },
      ]),
    OpCase(
      "upsampleNearest", in: "Resampling/Upsample",
      torch: ["nn.functional.upsample_nearest": "upsampleNearest(x, scaleFactor: 2)"],
      OpForm(
        "F.interpolate(a, size=(4, 3), mode='nearest')",
        .planes(
          [[1, 2, 2, 5], [0, 1, 2, 2], [2, 1, 7, 3], [1, 1, 1, 1]], dtypes: [.float32, .uint8],
          large: [9, 4, 70, 60])
      ) { upsampleNearest($0, size: [4, 3]) },
      OpForm(
        "F.interpolate(a, scale_factor=1.5, mode='nearest')",
        .planes([[1, 2, 2, 5], [1, 2, 3], [2, 1, 3, 2, 2]])
      ) { upsampleNearest($0, scaleFactor: 1.5) },
      OpForm(
        "F.interpolate(a, scale_factor=3, mode='nearest')",
        .planes([
          [1, 2, 2, 3], [1, 2, 3], [1, 1, 1, 2, 2], [2, 1, 4], [1, 1, 5], [3, 1, 2], [1, 2, 1],
        ])
      ) { upsampleNearest($0, scaleFactor: 3) },
      errors: [
        OpError("size 0 must be at least 1") { _ = upsampleNearest(.zeros([1, 2, 3]), size: 0) },
        OpError("input [1, 2, 0] has nothing to interpolate between") {
          _ = upsampleNearest(.zeros([1, 2, 0]), size: 1)
        },
      ]),
    OpCase(
      "upsampleBilinear", in: "Resampling/Upsample",
      torch: ["nn.functional.upsample_bilinear": "upsampleBilinear(x, scaleFactor: 2)"],
      OpForm(
        "F.interpolate(a, size=(4, 3), mode='bilinear', align_corners=True)",
        .planes(
          [[1, 2, 2, 5], [0, 1, 2, 2], [2, 1, 7, 3], [1, 1, 1, 1]], large: [9, 4, 70, 60])
      ) { upsampleBilinear($0, size: [4, 3]) },
      OpForm(
        "F.interpolate(a, scale_factor=1.5, mode='bilinear', align_corners=True)",
        .planes([[1, 2, 2, 5], [1, 2, 3, 3], [2, 1, 2, 2], [1, 1, 1, 4], [1, 1, 2, 4]])
      ) { upsampleBilinear($0, scaleFactor: 1.5) },
      OpForm(
        "F.interpolate(a, scale_factor=(1.0, 3.0), mode='bilinear', align_corners=True)",
        .planes([
          [1, 2, 2, 2], [1, 2, 1, 3], [2, 1, 2, 2], [1, 1, 3, 2], [1, 3, 1, 2], [1, 1, 4, 1],
        ])
      ) { upsampleBilinear($0, scaleFactor: [1, 3]) },
      errors: [
        OpError("input [1, 2, 3]: bilinear takes batch, channels and 2 more axes") {
          _ = upsampleBilinear(.zeros([1, 2, 3]), size: 2)
        },
        OpError("bilinear needs a floating-point dtype or uint8, not int16") {
          _ = upsampleBilinear(.zeros([1, 2, 3, 3], dtype: .int16), size: 2)
        },
      ]),
  ]

  private static let sampling: [OpCase] = [
    OpCase(
      "gridSample", in: "Resampling/GridSample",
      torch: [
        "nn.functional.grid_sample": "gridSample(x, grid: grid, padding: .border)",
        "grid_sampler_2d": "gridSample(x, grid: grid)",
        "grid_sampler_3d": "gridSample(x, grid: grid, mode: .nearest)",
      ],
      gridForm("'bilinear', 'zeros', False", .images, .bilinear, .zeros, false),
      gridForm("'bilinear', 'zeros', True", .images, .bilinear, .zeros, true),
      gridForm("'bilinear', 'border', False", .images, .bilinear, .border, false),
      gridForm("'bilinear', 'border', True", .images, .bilinear, .border, true),
      gridForm("'bilinear', 'reflection', False", .images, .bilinear, .reflection, false),
      gridForm("'bilinear', 'reflection', True", .images, .bilinear, .reflection, true),
      gridForm("'nearest', 'zeros', False", .images, .nearest, .zeros, false),
      gridForm("'nearest', 'border', True", .images, .nearest, .border, true),
      gridForm("'nearest', 'reflection', False", .images, .nearest, .reflection, false),
      gridForm("'bicubic', 'zeros', False", .images, .bicubic, .zeros, false),
      gridForm("'bicubic', 'border', True", .images, .bicubic, .border, true),
      gridForm("'bicubic', 'reflection', False", .images, .bicubic, .reflection, false),
      gridForm("'bicubic', 'reflection', True", .images, .bicubic, .reflection, true),
      gridForm("'bilinear', 'zeros', False", .volumes, .bilinear, .zeros, false),
      gridForm("'bilinear', 'border', True", .volumes, .bilinear, .border, true),
      gridForm("'bilinear', 'reflection', False", .volumes, .bilinear, .reflection, false),
      gridForm("'nearest', 'zeros', True", .volumes, .nearest, .zeros, true),
      errors: [
        OpError("input [1, 2, 3] and grid [1, 2, 3]: [batch, channels, height, width]") {
          _ = gridSample(.zeros([1, 2, 3]), grid: .zeros([1, 2, 3]))
        },
        OpError("input [1, 2, 3, 3] and grid [2, 2, 3, 2]") {
          _ = gridSample(.zeros([1, 2, 3, 3]), grid: .zeros([2, 2, 3, 2]))
        },
        OpError("bicubic takes images, not [1, 2, 3, 3, 3]") {
          _ = gridSample(.zeros([1, 2, 3, 3, 3]), grid: .zeros([1, 1, 1, 1, 3]), mode: .bicubic)
        },
        OpError("input of float32 and grid of float64 must be of one floating-point dtype") {
          _ = gridSample(.zeros([1, 2, 3, 3]), grid: .zeros([1, 1, 1, 2], dtype: .float64))
        },
      ]),
    OpCase(
      "affineGrid", in: "Resampling/AffineGrid",
      OpForm(
        "F.affine_grid(a, (a.shape[0], 1, 3, 4), align_corners=False)",
        .planes([[1, 2, 3], [3, 2, 3], [2, 2, 3]], dtypes: [.float32])
      ) { affineGrid($0, size: [$0.shape[0], 1, 3, 4]) },
      OpForm(
        "F.affine_grid(a, (a.shape[0], 1, 1, 5), align_corners=True)",
        .planes([[1, 2, 3], [3, 2, 3], [2, 2, 3]], dtypes: [.float32])
      ) { affineGrid($0, size: [$0.shape[0], 1, 1, 5], alignCorners: true) },
      OpForm(
        "F.affine_grid(a, (a.shape[0], 2, 2, 1, 3), align_corners=False)",
        .planes([[1, 3, 4], [3, 3, 4], [2, 3, 4]], dtypes: [.float32])
      ) { affineGrid($0, size: [$0.shape[0], 2, 2, 1, 3]) },
      OpForm(
        "F.affine_grid(a, (a.shape[0], 1, 3, 2, 2), align_corners=True)",
        .planes([[1, 3, 4], [3, 3, 4], [2, 3, 4]], dtypes: [.float32])
      ) { affineGrid($0, size: [$0.shape[0], 1, 3, 2, 2], alignCorners: true) },
      OpForm(
        nil,
        SampleSet(
          (1...5).map { Sample(.reals([1, 2, 3], seed: $0)) } + [Sample(.reals([0, 2, 3]))],
          large: Sample(.reals([7, 2, 3])))
      ) {
        $0.shape[0] == 0
          ? $0.reshaped(to: [0, 3, 4, 2])
          : affineGrid($0, size: [$0.shape[0], 1, 60, 80])
      },
      errors: [
        OpError("theta [1, 2, 2] and size [1, 1, 3, 3]: [batch, 2, 3] and") {
          _ = affineGrid(.zeros([1, 2, 2]), size: [1, 1, 3, 3])
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = affineGrid(.zeros([1, 2, 3], dtype: .int64), size: [1, 1, 3, 3])
        },
      ]),
  ]

  private static func gridForm(
    _ arguments: String, _ samples: SampleSet, _ mode: GridSampleMode, _ padding: GridSamplePadding,
    _ alignCorners: Bool
  ) -> OpForm {
    OpForm("F.grid_sample(a, b, \(arguments))", samples) {
      gridSample($0, grid: $1, mode: mode, padding: padding, alignCorners: alignCorners)
    }
  }

  private static let shuffling: [OpCase] = [
    OpCase(
      "pixelShuffle", in: "Resampling/PixelShuffle",
      torch: ["nn.functional.pixel_shuffle": "pixelShuffle(x, factor: 2)"],
      OpForm(
        "F.pixel_shuffle(a, 2)",
        .shapes([[1, 4, 2, 3], [8, 1, 2], [2, 2, 4, 1, 2], [3, 4, 2, 2]])
      ) { pixelShuffle($0, factor: 2) },
      // PyTorch cannot differentiate empty ones.
      OpForm(nil, .shapes([[0, 4, 2, 2], [4, 0, 1]], dtypes: [])) { pixelShuffle($0, factor: 2) },
      OpForm("F.pixel_shuffle(a, 3)", .shapes([[1, 9, 2, 1], [18, 1, 1]])) {
        pixelShuffle($0, factor: 3)
      },
      OpForm("F.pixel_shuffle(a, 1)", .shapes([[1, 2, 2, 1]], large: [4, 5, 60, 61])) {
        pixelShuffle($0, factor: 1)
      },
      errors: [
        OpError("input [3, 2, 2] must be [channels, height, width]") {
          _ = pixelShuffle(.zeros([3, 2, 2]), factor: 2)
        },
        OpError("factor 0 must be positive") { _ = pixelShuffle(.zeros([3, 2, 2]), factor: 0) },
      ]),
    OpCase(
      "pixelUnshuffle", in: "Resampling/PixelShuffle",
      torch: ["nn.functional.pixel_unshuffle": "pixelUnshuffle(x, factor: 2)"],
      OpForm(
        "F.pixel_unshuffle(a, 2)",
        .shapes([[1, 2, 2, 4], [2, 4, 2], [2, 2, 1, 2, 4], [3, 1, 2, 2]])
      ) { pixelUnshuffle($0, factor: 2) },
      OpForm(nil, .shapes([[0, 1, 2, 2], [1, 0, 2]], dtypes: [])) { pixelUnshuffle($0, factor: 2) },
      OpForm("F.pixel_unshuffle(a, 3)", .shapes([[1, 2, 3, 3], [1, 6, 3]])) {
        pixelUnshuffle($0, factor: 3)
      },
      OpForm("F.pixel_unshuffle(a, 1)", .shapes([[1, 2, 2, 1]], large: [4, 5, 60, 61])) {
        pixelUnshuffle($0, factor: 1)
      },
      errors: [
        OpError("input [3, 2, 3] must be [channels, height, width]") {
          _ = pixelUnshuffle(.zeros([3, 2, 3]), factor: 2)
        },
        OpError("input [2, 2] must be [channels, height, width]") {
          _ = pixelUnshuffle(.zeros([2, 2]), factor: 2)
        },
      ]),
    OpCase(
      "channelShuffle", in: "Resampling/ChannelShuffle",
      torch: ["nn.functional.channel_shuffle": "channelShuffle(x, groups: 2)"],
      OpForm(
        "F.channel_shuffle(a, 2)",
        .shapes([[1, 4, 2], [2, 6, 1, 2], [0, 4, 2], [1, 2, 2, 1, 2], [1, 8, 1]])
      ) { channelShuffle($0, groups: 2) },
      OpForm(
        "F.channel_shuffle(a, 3)", .shapes([[1, 6, 2], [2, 9, 1, 1]], large: [4, 6, 60, 61])
      ) {
        channelShuffle($0, groups: 3)
      },
      OpForm("F.channel_shuffle(a, 1)", .shapes([[1, 2, 2], [2, 3, 1, 1]])) {
        channelShuffle($0, groups: 1)
      },
      errors: [
        OpError("input [1, 3, 2] must be [batch, channels, …]") {
          _ = channelShuffle(.zeros([1, 3, 2]), groups: 2)
        },
        OpError("a multiple of 0 groups") { _ = channelShuffle(.zeros([1, 3, 2]), groups: 0) },
      ]),
  ]
}

extension SampleSet {
  /// Images and places in and around them. PyTorch has no second derivatives here.
  fileprivate static let images = grids(
    [
      ([1, 2, 3, 4], [1, 2, 2, 2]), ([2, 1, 2, 3], [2, 1, 3, 2]), ([1, 1, 1, 2], [1, 2, 1, 2]),
    ],
    large: ([3, 5, 20, 21], [3, 40, 41, 2]))

  fileprivate static let volumes = grids(
    [([1, 1, 2, 3, 2], [1, 1, 2, 1, 3]), ([2, 2, 1, 2, 3], [2, 2, 1, 1, 3])],
    large: ([2, 4, 6, 7, 8], [2, 9, 10, 11, 3]))

  private static func grids(_ shapes: [([Int], [Int])], large: ([Int], [Int])) -> SampleSet {
    func sample(_ shapes: ([Int], [Int]), seed: Int, dtype: DType = .float64) -> Sample {
      Sample(
        .reals(shapes.0, seed: seed, dtype: dtype),
        .reals(shapes.1, in: -1.75...1.75, seed: seed + 20, dtype: dtype))
    }
    let empty = ([0] + shapes[0].0.dropFirst(), [0] + shapes[0].1.dropFirst())
    return SampleSet(
      shapes.enumerated().map { sample($1, seed: $0 + 1) }
        + [sample(shapes[0], seed: 5, dtype: .float32), sample(empty, seed: 6)],
      large: sample(large, seed: 7))
  }
}
