import TapestryCore

/// What one layer of an ``LSTM``, ``GRU`` or ``RNN`` learns for one direction.
///
/// With g gates (4, 3 and 1): `input` `[g · hiddenSize, inputs]`, `hidden` `[g · hiddenSize, outputs]`, both biases
/// `[g · hiddenSize]`, and, for an LSTM with one, `projection` `[outputs, hiddenSize]`.
public typealias RecurrentWeights = (
  input: Parameter, hidden: Parameter, inputBias: Parameter?, hiddenBias: Parameter?,
  projection: Parameter?
)

/// PyTorch's names for the parts of ``RecurrentWeights``.
private let names = [
  "input": "weight_ih", "hidden": "weight_hh", "inputBias": "bias_ih", "hiddenBias": "bias_hh",
  "projection": "weight_hr",
]

/// PyTorch's name for what a recurrent module keeps under a property.
func recurrentKey(for property: Substring) -> String {
  names[String(property)] ?? String(property)
}

/// What the weights of a recurrent layer start from: by default all are uniform in ±1/√hiddenSize, as in PyTorch.
struct RecurrentStart {
  let input, hidden, bias: Initializer?
  let dtype: DType

  init(_ input: Initializer?, _ hidden: Initializer?, _ bias: Initializer?, _ dtype: DType) {
    (self.input, self.hidden, self.bias, self.dtype) = (input, hidden, bias, dtype)
  }

  /// Fresh weights.
  func weights(
    gates: Int, inputs: Int, hiddenSize: Int, projectionSize: Int = 0, bias hasBias: Bool
  ) -> RecurrentWeights {
    let bound = hiddenSize > 0 ? 1 / Double(hiddenSize).squareRoot() : 0
    let usual = Initializer.uniform(-bound, bound)
    func make(_ initializer: Initializer?, _ shape: Shape) -> Parameter {
      Parameter((initializer ?? usual)(shape, dtype: dtype))
    }
    let (rows, outputs) = (gates * hiddenSize, projectionSize > 0 ? projectionSize : hiddenSize)
    return (
      make(input, [rows, inputs]), make(hidden, [rows, outputs]),
      hasBias ? make(bias, [rows]) : nil, hasBias ? make(bias, [rows]) : nil,
      projectionSize > 0 ? make(hidden, [outputs, hiddenSize]) : nil
    )
  }
}
