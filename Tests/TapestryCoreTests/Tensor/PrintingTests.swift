import TapestryCore
import TapestryTesting
import Testing

/// Tensors print as NumPy's arrays do.
@Suite struct PrintingTests {
  static let queries: [GoldenQuery] = samples.map {
    GoldenQuery(file: "printing", expression: "array_text(a)", inputs: [$0])
  }

  private static let samples: [SampleInput] =
    shapes + dtypes + floats([.float32, .float64]) + halves + ties + summaries

  private static let shapes: [SampleInput] = [
    [], [0], [1], [3], [2, 2], [2, 0, 3], [3, 1], [2, 3, 2], [2, 1, 2, 2],
    [1, 1, 1, 1, 1, 1, 1, 2],
    [12], [30], [4, 20], [100], [2, 2, 40], [1000],
  ].map { .reals($0, in: -3...5, dtype: .float32) }

  private static let dtypes: [SampleInput] =
    [DType.int64, .int32].flatMap { dtype in
      [[], [4], [2, 3], [40], [0]].map { .integers($0, in: -120...99, dtype: dtype) }
    }
    + [[], [4], [2, 30], [0]].map { .integers($0, in: 0...255, dtype: .uint8) }
    + [[], [4], [2, 3], [50], [0, 2]].map { .bools($0) }
    + [.wholes([.max, .min, 0]), .bools([], seed: 3)]

  private static func floats(_ dtypes: [DType]) -> [SampleInput] {
    let lists: [[Double]] = [
      [1, 2, 3], [0], [-0.0, 0], [1.5, 2.25, -3], [0.1, 0.2, 0.30000000000000004], [1e-5, 1],
      [1e-4, 0.5], [0.00009, 0.001], [1000, 1], [1001, 1], [1e8, 1e7], [99_999_999, 1e6],
      [1e6, 5e5],
      [999_999, 1e5], [1e10], [1.5e10, -2e-10], [1e100, 1], [0x1p-1030, 1], [.nan], [.infinity],
      [-.infinity],
      [.nan, 1], [.infinity, -.infinity, .nan, 0.5], [.nan, 1e10], [-.infinity, 1e-7],
      [.infinity, -1],
      [1.0 / 3, 2.0 / 3], [123.456789123, 0.5], [0.999999999, 1], [9.9999999999, 1],
      [99.9999999999],
      [1.23456789012e20, 1], [9.99999999999e20, 1], [3.14159265358979], [2.5, 1e3, 7.125],
      [0.00012345678912, 0.1], [-1, -22, 333.5], [65504, 0.25, 7], [1e-45, 1e-40], [1e308, 1e-300],
      [123_456.789, 999.1], [0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625],
    ]
    return dtypes.flatMap { dtype in
      lists.filter { dtype == .float64 || $0.allSatisfy { !($0.magnitude > 1e39 && $0.isFinite) } }
        .flatMap { list -> [SampleInput] in
          let row = SampleInput.values(list, dtype: dtype)
          return list.count == 1 ? [row, .values(list, shape: [], dtype: dtype)] : [row]
        }
    }
  }

  private static let halves: [SampleInput] =
    [
      [1, 2, 3], [0.1, 0.2, 0.3], [1.0 / 3, 2.0 / 3], [65504, 0.25], [999, 1], [1000, 1],
      [1e-4, 1],
      [6e-8, 1e-7], [.nan, 1], [.infinity, -.infinity, 0.5], [1e-5], [3.14159, -2.71828],
    ].map { .values($0, dtype: .float16) }
    + [.small([4, 7], dtype: .float16, seed: 3), .small([5], dtype: .int16, seed: 4)]
    + [.wholes([-128, 127, 0], dtype: .int8), .wholes([-32768, 32767], dtype: .int16)]

  /// Numbers whose shortest digits end in a 5 where they are cut.
  private static let ties: [SampleInput] = [
    .values([0.123456785, 0.123456775, 0.000000005, 1.123456785, 7.000000005]),
    .values([1.234567885e10, 1.234567875e10, 4.123456785e200, 5.000000005e-200]),
    .values([0.5000000005, 0.001953125, 0.0009765625, 0.00048828125]),
    .values([1.1, 1e10, 2.3], dtype: .float32), .values([1.1, 1e10, 0.3333]),
    .values([16_777_217, 0.1, 12.625], dtype: .float32),
    .values([1.000000015, 2.000000025, 3.000000035, 4.000000045, 5.000000055]),
  ]

  private static let summaries: [SampleInput] = [
    .reals([1001], dtype: .float32), .reals([40, 30]), .reals([4, 500], dtype: .float32),
    .reals([500, 4]), .reals([8, 9, 15]), .reals([3, 2, 200]), .integers([11, 11, 11], in: 0...9),
    .bools([2000]), .reals([7, 7, 7, 7], dtype: .float32),
    .integers([1, 5000], in: -1_000_000...1_000_000),
    .reals([1500, 0]), .reals([6, 200]), .reals([7, 200]),
  ]

  @Test(arguments: queries) func printsAsNumPy(query: GoldenQuery) throws {
    let expected = try Goldens.answer(query, in: Goldens.load("printing")).text
    let text = query.inputs[0].tensor.description
    #expect(text == expected)
  }

  @Test func viewsPrintTheirOwnElements() {
    let x = Tensor([[1, 2], [3, 4]])
    #expect(
      "\(x.transposed())"
        == "Tensor([[1., 3.],\n        [2., 4.]], shape: [2, 2], dtype: float32)")
    #expect("\(x[1, 0...])" == "Tensor([3., 4.], shape: [2], dtype: float32)")
    #expect("\(Parameter(x[0]))" == "Tensor([1., 2.], shape: [2], dtype: float32)")
  }

  @Test func printingLeavesNoRecord() {
    let before = Node.liveCount
    let x = Tensor.ones([50, 50]).requiringGrad()
    #expect("\(x * 2)".contains("..."))
    #expect(Node.liveCount == before + 1)
  }
}
