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

/// Fresh weights, all uniform in ±1/√hiddenSize as in PyTorch.
func makeRecurrentWeights(
  gates: Int, inputs: Int, hiddenSize: Int, projectionSize: Int = 0, bias: Bool, dtype: DType
) -> RecurrentWeights {
  let bound = hiddenSize > 0 ? 1 / Double(hiddenSize).squareRoot() : 0
  let spread = Initializer.uniform(-bound, bound)
  func make(_ shape: Shape) -> Parameter { Parameter(spread(shape, dtype: dtype)) }
  let (rows, outputs) = (gates * hiddenSize, projectionSize > 0 ? projectionSize : hiddenSize)
  return (
    make([rows, inputs]), make([rows, outputs]), bias ? make([rows]) : nil,
    bias ? make([rows]) : nil, projectionSize > 0 ? make([outputs, hiddenSize]) : nil
  )
}
