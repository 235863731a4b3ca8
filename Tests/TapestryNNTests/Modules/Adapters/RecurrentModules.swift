import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let recurrentModules: [String: Adapter] = [
    "LSTM": { c in
      let o = Options(c, after: 3)
      let layer = LSTM(
        o.inputs, o.size, numLayers: o.layers, bias: o.bias, batchFirst: o.batchFirst,
        dropout: o.dropout, bidirectional: o.bidirectional,
        projectionSize: c.arguments.int("proj_size", 7) ?? 0, dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        let initial = inputs.tensors("hx", 1).map { (hidden: $0[0], cell: $0[1]) }
        let result = layer(inputs.tensor("input", 0)!, initial)
        return [result.output, result.state.hidden, result.state.cell]
      }
    },
    "GRU": { c in
      let o = Options(c, after: 3)
      let layer = GRU(
        o.inputs, o.size, numLayers: o.layers, bias: o.bias, batchFirst: o.batchFirst,
        dropout: o.dropout, bidirectional: o.bidirectional, dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        let result = layer(inputs.tensor("input", 0)!, inputs.tensor("hx", 1))
        return [result.output, result.hidden]
      }
    },
    "RNN": { c in
      let o = Options(c, after: 4)
      let layer = RNN(
        o.inputs, o.size, numLayers: o.layers, nonlinearity: nonlinearity(c, 3), bias: o.bias,
        batchFirst: o.batchFirst, dropout: o.dropout, bidirectional: o.bidirectional,
        dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        let result = layer(inputs.tensor("input", 0)!, inputs.tensor("hx", 1))
        return [result.output, result.hidden]
      }
    },
    "LSTMCell": { c in
      let a = c.arguments
      let cell = LSTMCell(
        a.int("input_size", 0)!, a.int("hidden_size", 1)!, bias: a.bool("bias", 2) ?? true,
        dtype: c.dtype)
      return ModuleSubject(cell) { inputs in
        let initial = inputs.tensors("hx", 1).map { (hidden: $0[0], cell: $0[1]) }
        let state = cell(inputs.tensor("input", 0)!, initial)
        return [state.hidden, state.cell]
      }
    },
    "GRUCell": { c in
      let a = c.arguments
      let cell = GRUCell(
        a.int("input_size", 0)!, a.int("hidden_size", 1)!, bias: a.bool("bias", 2) ?? true,
        dtype: c.dtype)
      return ModuleSubject(cell) { [cell($0.tensor("input", 0)!, $0.tensor("hx", 1))] }
    },
    "RNNCell": { c in
      let a = c.arguments
      let cell = RNNCell(
        a.int("input_size", 0)!, a.int("hidden_size", 1)!, nonlinearity: nonlinearity(c, 3),
        bias: a.bool("bias", 2) ?? true, dtype: c.dtype)
      return ModuleSubject(cell) { [cell($0.tensor("input", 0)!, $0.tensor("hx", 1))] }
    },
  ]

  private static func nonlinearity(_ c: ModuleCase, _ position: Int) -> RecurrentNonlinearity {
    c.arguments.text("nonlinearity", position) == "relu" ? .relu : .tanh
  }

  private struct Options {
    let inputs, size, layers: Int
    let bias, batchFirst, bidirectional: Bool
    let dropout: Double

    /// - Parameter position: that of the bias among arguments without a name.
    init(_ c: ModuleCase, after position: Int) {
      let a = c.arguments
      inputs = a.int("input_size", 0)!
      size = a.int("hidden_size", 1)!
      layers = a.int("num_layers", 2) ?? 1
      bias = a.bool("bias", position) ?? true
      batchFirst = a.bool("batch_first", position + 1) ?? false
      dropout = a.number("dropout", position + 2) ?? 0
      bidirectional = a.bool("bidirectional", position + 3) ?? false
    }
  }
}
