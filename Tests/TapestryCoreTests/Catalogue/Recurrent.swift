import TapestryCore
import TapestryTesting

// PyTorch has several layers and both directions in one call, whose states have an axis more for them.
private let first = "(lambda r: (r[0], *(s[0] for s in r[1:])))"
private let turned = "(lambda r: (r[0].flip(0), *(s[0] for s in r[1:])))"
private let second = "(lambda size, r: (r[0][:, size:], *(s[1] for s in r[1:])))"
private let sizes = [3, 2, 2, 1]

extension Catalogue {
  static let recurrent: [OpCase] = [
    OpCase(
      "lstmSequence", in: "Recurrent/LSTMSequence",
      OpForm(
        "\(first)(torch.lstm(a, (b[None], c[None]), [d, e, f, f * 0.5], True, 1, 0.0, False, False, False))",
        .sequences(gates: 4, states: 2), all: { lstm($0) }),
      OpForm(
        "\(turned)(torch.lstm(a.flip(0), (b[None], c[None]), [d, e], False, 1, 0.0, False, False, False))",
        .sequences(gates: 4, states: 2), all: { lstm(Array($0.dropLast()), isReversed: true) }),
      OpForm(
        "\(first)(torch.lstm(a, (b[None], c[None]), [d, e, f], False, 1, 0.0, False, False, False))",
        .projectedSequences, all: { lstm(Array($0.dropLast()), projection: $0[5]) }),
      OpForm(
        "\(first)(torch.lstm(a, torch.tensor(\(sizes)), (b[None], c[None]), [d, e, f, f * 0.5], True, 1, 0.0, False, False))",
        .packed(gates: 4, states: 2), all: { lstm($0, batchSizes: sizes) }),
      OpForm(
        "\(second)(e.shape[1], torch.lstm(a, torch.tensor(\(sizes)), (torch.stack([b, b]), torch.stack([c, c])), [d, e, f, f * 0.5] * 2, True, 1, 0.0, False, True))",
        .packed(gates: 4, states: 2), all: { lstm($0, batchSizes: sizes, isReversed: true) }),
      errors: [
        OpError("input [3, 2]: [steps, batch, inputs] is needed, or [rows, inputs] with batchS") {
          _ = lstm([[3, 2], [2, 2], [2, 2], [8, 2], [8, 2]])
        },
        OpError("batch sizes [2, 3] for input [5, 2]: they must be above 0, never rise, and add") {
          _ = lstm([[5, 2], [3, 2], [3, 2], [8, 2], [8, 2]], batchSizes: [2, 3])
        },
        OpError("batch sizes [3, 1] for input [5, 2]: they must be above 0, never rise, and add") {
          _ = lstm([[5, 2], [3, 2], [3, 2], [8, 2], [8, 2]], batchSizes: [3, 1])
        },
        OpError("inputWeight [8, 3] and hiddenWeight [8, 2] for input [3, 2, 2]: [4 · size, 2]") {
          _ = lstm([[3, 2, 2], [2, 2], [2, 2], [8, 3], [8, 2]])
        },
        OpError("inputWeight [8, 2] and hiddenWeight [8, 1] for input [3, 2, 2]: [4 · size, 2]") {
          _ = lstm([[3, 2, 2], [2, 1], [2, 2], [8, 2], [8, 1]])
        },
        OpError("projection [2, 2] must be [1, 2]") {
          _ = lstm([[3, 2, 2], [2, 1], [2, 2], [8, 2], [8, 1]], projection: [2, 2])
        },
        OpError("initial cell [3, 2] must be [2, 2]") {
          _ = lstm([[3, 2, 2], [2, 2], [3, 2], [8, 2], [8, 2]])
        },
        OpError("biases [7] and [7]: [8] each are needed, or none") {
          _ = lstm([[3, 2, 2], [2, 2], [2, 2], [8, 2], [8, 2], [7]])
        },
        OpError("input of float64, and weights and states of float32: one floating-point dtype") {
          _ = lstmSequence(
            .zeros([3, 2, 2], dtype: .float64), initial: (.zeros([2, 2]), .zeros([2, 2])),
            inputWeight: .zeros([8, 2]), hiddenWeight: .zeros([8, 2]))
        },
      ]),
    OpCase(
      "gruSequence", in: "Recurrent/GRUSequence",
      OpForm(
        "\(first)(torch.gru(a, b[None], [c, d, e, e * 0.5], True, 1, 0.0, False, False, False))",
        .sequences(gates: 3, states: 1), all: { gru($0) }),
      OpForm(
        "\(turned)(torch.gru(a.flip(0), b[None], [c, d], False, 1, 0.0, False, False, False))",
        .sequences(gates: 3, states: 1), all: { gru(Array($0.dropLast()), isReversed: true) }),
      OpForm(
        "\(first)(torch.gru(a, torch.tensor(\(sizes)), b[None], [c, d, e, e * 0.5], True, 1, 0.0, False, False))",
        .packed(gates: 3, states: 1), all: { gru($0, batchSizes: sizes) }),
      OpForm(
        "\(second)(d.shape[1], torch.gru(a, torch.tensor(\(sizes)), torch.stack([b, b]), [c, d, e, e * 0.5] * 2, True, 1, 0.0, False, True))",
        .packed(gates: 3, states: 1), all: { gru($0, batchSizes: sizes, isReversed: true) }),
      errors: [
        OpError("inputWeight [8, 2] and hiddenWeight [8, 2] for input [3, 2, 2]: [3 · size, 2]") {
          _ = gru([.zeros([3, 2, 2]), .zeros([2, 2]), .zeros([8, 2]), .zeros([8, 2])])
        },
        OpError("initial hidden state [2] must be [2, 2]") {
          _ = gru([.zeros([3, 2, 2]), .zeros([2]), .zeros([6, 2]), .zeros([6, 2])])
        },
      ]),
    OpCase(
      "rnnSequence", in: "Recurrent/RNNSequence",
      OpForm(
        "\(first)(torch.rnn_tanh(a, b[None], [c, d, e, e * 0.5], True, 1, 0.0, False, False, False))",
        .sequences(gates: 1, states: 1), all: { rnn($0) }),
      OpForm(
        "\(first)(torch.rnn_relu(a, b[None], [c, d, e, e * 0.5], True, 1, 0.0, False, False, False))",
        .sequences(gates: 1, states: 1), all: { rnn($0, .relu) }),
      OpForm(
        "\(turned)(torch.rnn_tanh(a.flip(0), b[None], [c, d], False, 1, 0.0, False, False, False))",
        .sequences(gates: 1, states: 1), all: { rnn(Array($0.dropLast()), isReversed: true) }),
      OpForm(
        "\(first)(torch.rnn_tanh(a, torch.tensor(\(sizes)), b[None], [c, d, e, e * 0.5], True, 1, 0.0, False, False))",
        .packed(gates: 1, states: 1), all: { rnn($0, batchSizes: sizes) }),
      OpForm(
        "\(second)(d.shape[1], torch.rnn_relu(a, torch.tensor(\(sizes)), torch.stack([b, b]), [c, d, e, e * 0.5] * 2, True, 1, 0.0, False, True))",
        .packed(gates: 1, states: 1), all: { rnn($0, .relu, batchSizes: sizes, isReversed: true) }),
      errors: [
        OpError("inputWeight [2, 2] and hiddenWeight [2, 3] for input [3, 2, 2]: [1 · size, 2]") {
          _ = rnn([.zeros([3, 2, 2]), .zeros([2, 3]), .zeros([2, 2]), .zeros([2, 3])])
        },
        OpError("initial hidden state [2] must be [2, 2]") {
          _ = rnn([.zeros([3, 2, 2]), .zeros([2]), .zeros([2, 2]), .zeros([2, 2])])
        },
      ]),
  ]

  /// Of input, states, weights and, where there is one more, what both biases are made of.
  @Sendable private static func lstm(
    _ x: [Tensor], projection: Tensor? = nil, batchSizes: [Int]? = nil, isReversed: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let bias = x.count > 5 ? x[5] : nil
    let result = lstmSequence(
      x[0], initial: (x[1], x[2]), inputWeight: x[3], hiddenWeight: x[4], inputBias: bias,
      hiddenBias: bias.map { $0 * 0.5 }, projection: projection, batchSizes: batchSizes,
      isReversed: isReversed, file: file, line: line)
    return [result.output, result.hidden, result.cell]
  }

  /// Of zeros of these shapes.
  @Sendable private static func lstm(
    _ shapes: [Shape], projection: Shape? = nil, batchSizes: [Int]? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    lstm(
      shapes.map { Tensor.zeros($0) }, projection: projection.map { .zeros($0) },
      batchSizes: batchSizes, file: file, line: line)
  }

  @Sendable private static func gru(
    _ x: [Tensor], batchSizes: [Int]? = nil, isReversed: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let bias = x.count > 4 ? x[4] : nil
    let result = gruSequence(
      x[0], initial: x[1], inputWeight: x[2], hiddenWeight: x[3], inputBias: bias,
      hiddenBias: bias.map { $0 * 0.5 }, batchSizes: batchSizes, isReversed: isReversed,
      file: file, line: line)
    return [result.output, result.hidden]
  }

  @Sendable private static func rnn(
    _ x: [Tensor], _ nonlinearity: RecurrentNonlinearity = .tanh, batchSizes: [Int]? = nil,
    isReversed: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let bias = x.count > 4 ? x[4] : nil
    let result = rnnSequence(
      x[0], initial: x[1], inputWeight: x[2], hiddenWeight: x[3], inputBias: bias,
      hiddenBias: bias.map { $0 * 0.5 }, nonlinearity: nonlinearity, batchSizes: batchSizes,
      isReversed: isReversed, file: file, line: line)
    return [result.output, result.hidden]
  }
}

extension SampleSet {
  /// Input, initial states, weights and biases of a cell.
  private static func operands(
    input: [Int], batch: Int, size: Int, gates: Int, states: Int, outputs: Int? = nil,
    within bound: Double = 1, _ dtype: DType = .float64, seed: Int
  ) -> Sample {
    let outputs = outputs ?? size
    let shapes: [[Int]] =
      [input, [batch, outputs]] + Array(repeating: [batch, size], count: states - 1)
      + [[gates * size, input.last!], [gates * size, outputs]]
      + [outputs == size ? [gates * size] : [outputs, size]]
    return Sample(
      shapes.enumerated().map {
        .reals($1, in: -bound...bound, seed: seed + 10 * $0, dtype: dtype)
      })
  }

  fileprivate static func sequences(gates: Int, states: Int) -> SampleSet {
    func sample(
      _ steps: Int, _ batch: Int, _ inputs: Int, _ size: Int, within bound: Double = 1,
      _ dtype: DType = .float64
    ) -> Sample {
      operands(
        input: [steps, batch, inputs], batch: batch, size: size, gates: gates, states: states,
        within: bound, dtype, seed: 100 * steps + batch)
    }
    return SampleSet(
      [
        sample(3, 2, 2, 2), sample(1, 1, 3, 1), sample(2, 3, 1, 2), sample(4, 1, 2, 1),
        sample(5, 1, 1, 1), sample(1, 4, 2, 1), sample(2, 0, 2, 2), sample(3, 2, 0, 1),
        sample(3, 2, 2, 2, .float32),
        // With weights around 1, what a rectifier lets through grows until float32 cannot hold differences.
        sample(6, 5, 3, 20, within: 0.25, .float32),
      ], large: sample(7, 150, 9, 12))
  }

  fileprivate static let projectedSequences: SampleSet = {
    func sample(_ batch: Int, _ dtype: DType = .float64) -> Sample {
      operands(
        input: [3, batch, 2], batch: batch, size: 2, gates: 4, states: 2, outputs: 1, dtype,
        seed: batch)
    }
    return SampleSet([sample(2), sample(1), sample(0), sample(2, .float32)], large: sample(150))
  }()

  fileprivate static func packed(gates: Int, states: Int) -> SampleSet {
    func sample(_ inputs: Int, _ size: Int, _ dtype: DType = .float64) -> Sample {
      operands(
        input: [8, inputs], batch: 3, size: size, gates: gates, states: states, dtype, seed: inputs)
    }
    return SampleSet([sample(2, 1), sample(1, 2), sample(2, 2, .float32)])
  }
}
