import CKernels

/// A floating-point type that recurrent cells are computed in.
protocol RecurrentElement: BlockElement {
  static func lstmForward(
    _ gates: Numbers, cell: Numbers, squashed: Numbers, hidden: Numbers, cellBefore: Numbers,
    rows: Int, size: Int)
  static func lstmBackward(
    _ gateGradients: Numbers, cellGradient: Numbers, hiddenGradient: Numbers, gates: Numbers,
    cellBefore: Numbers, squashed: Numbers, rows: Int, size: Int)
  static func gruForward(
    _ gates: Numbers, hidden: Numbers, projected: Numbers, bias: Numbers, hiddenBefore: Numbers,
    rows: Int, size: Int)
  static func gruBackward(
    _ projectedGradient: Numbers, productGradient: Numbers, hiddenGradient: Numbers,
    gates: Numbers, hiddenBefore: Numbers, rows: Int, size: Int)
  static func rnnForward(_ nonlinearity: RecurrentNonlinearity, _ hidden: Numbers, count: Int)
  static func rnnBackward(
    _ nonlinearity: RecurrentNonlinearity, _ sumGradient: Numbers, hiddenGradient: Numbers,
    hidden: Numbers, count: Int)
  static func add(_ sum: Numbers, _ term: Numbers, count: Int)
}

extension Float: RecurrentElement {
  static func lstmForward(
    _ gates: Numbers, cell: Numbers, squashed: Numbers, hidden: Numbers, cellBefore: Numbers,
    rows: Int, size: Int
  ) { tk_lstm_forward_f32(gates, cell, squashed, hidden, cellBefore, rows, size) }

  static func lstmBackward(
    _ gateGradients: Numbers, cellGradient: Numbers, hiddenGradient: Numbers, gates: Numbers,
    cellBefore: Numbers, squashed: Numbers, rows: Int, size: Int
  ) {
    tk_lstm_backward_f32(
      gateGradients, cellGradient, hiddenGradient, gates, cellBefore, squashed, rows, size)
  }

  static func gruForward(
    _ gates: Numbers, hidden: Numbers, projected: Numbers, bias: Numbers, hiddenBefore: Numbers,
    rows: Int, size: Int
  ) { tk_gru_forward_f32(gates, hidden, projected, bias, hiddenBefore, rows, size) }

  static func gruBackward(
    _ projectedGradient: Numbers, productGradient: Numbers, hiddenGradient: Numbers,
    gates: Numbers, hiddenBefore: Numbers, rows: Int, size: Int
  ) {
    tk_gru_backward_f32(
      projectedGradient, productGradient, hiddenGradient, gates, hiddenBefore, rows, size)
  }

  static func rnnForward(_ nonlinearity: RecurrentNonlinearity, _ hidden: Numbers, count: Int) {
    switch nonlinearity {
    case .tanh: tk_rnn_tanh_forward_f32(hidden, count)
    case .relu: tk_rnn_relu_forward_f32(hidden, count)
    }
  }

  static func rnnBackward(
    _ nonlinearity: RecurrentNonlinearity, _ sumGradient: Numbers, hiddenGradient: Numbers,
    hidden: Numbers, count: Int
  ) {
    switch nonlinearity {
    case .tanh: tk_rnn_tanh_backward_f32(sumGradient, hiddenGradient, hidden, count)
    case .relu: tk_rnn_relu_backward_f32(sumGradient, hiddenGradient, hidden, count)
    }
  }

  static func add(_ sum: Numbers, _ term: Numbers, count: Int) {
    tk_recurrent_add_f32(sum, term, count)
  }
}

extension Double: RecurrentElement {
  static func lstmForward(
    _ gates: Numbers, cell: Numbers, squashed: Numbers, hidden: Numbers, cellBefore: Numbers,
    rows: Int, size: Int
  ) { tk_lstm_forward_f64(gates, cell, squashed, hidden, cellBefore, rows, size) }

  static func lstmBackward(
    _ gateGradients: Numbers, cellGradient: Numbers, hiddenGradient: Numbers, gates: Numbers,
    cellBefore: Numbers, squashed: Numbers, rows: Int, size: Int
  ) {
    tk_lstm_backward_f64(
      gateGradients, cellGradient, hiddenGradient, gates, cellBefore, squashed, rows, size)
  }

  static func gruForward(
    _ gates: Numbers, hidden: Numbers, projected: Numbers, bias: Numbers, hiddenBefore: Numbers,
    rows: Int, size: Int
  ) { tk_gru_forward_f64(gates, hidden, projected, bias, hiddenBefore, rows, size) }

  static func gruBackward(
    _ projectedGradient: Numbers, productGradient: Numbers, hiddenGradient: Numbers,
    gates: Numbers, hiddenBefore: Numbers, rows: Int, size: Int
  ) {
    tk_gru_backward_f64(
      projectedGradient, productGradient, hiddenGradient, gates, hiddenBefore, rows, size)
  }

  static func rnnForward(_ nonlinearity: RecurrentNonlinearity, _ hidden: Numbers, count: Int) {
    switch nonlinearity {
    case .tanh: tk_rnn_tanh_forward_f64(hidden, count)
    case .relu: tk_rnn_relu_forward_f64(hidden, count)
    }
  }

  static func rnnBackward(
    _ nonlinearity: RecurrentNonlinearity, _ sumGradient: Numbers, hiddenGradient: Numbers,
    hidden: Numbers, count: Int
  ) {
    switch nonlinearity {
    case .tanh: tk_rnn_tanh_backward_f64(sumGradient, hiddenGradient, hidden, count)
    case .relu: tk_rnn_relu_backward_f64(sumGradient, hiddenGradient, hidden, count)
    }
  }

  static func add(_ sum: Numbers, _ term: Numbers, count: Int) {
    tk_recurrent_add_f64(sum, term, count)
  }
}
