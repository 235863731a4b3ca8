import TapestryCore

/// All elements of some parameters one after another, `[count]`; with a record, so that gradients reach the parameters.
///
/// - Parameter parameters: at least one; dtypes are promoted.
///
/// `torch.nn.utils.parameters_to_vector`.
public func parametersToVector(
  _ parameters: some Sequence<Parameter>, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let parts = parameters.map { $0.flattened() }
  demand(!parts.isEmpty, "parametersToVector: no parameters", file: file, line: line)
  return concatenate(parts, file: file, line: line)
}

/// Copies the elements of a vector into parameters, in the order of ``parametersToVector(_:file:line:)``.
///
/// Parameters keep their memory and dtypes; PyTorch makes them views of the vector instead, and passes over what is left of one that is too
/// long, which is a mistake here. No record is kept.
///
/// - Parameter vector: `[count]`, with as many elements as the parameters have together.
///
/// `torch.nn.utils.vector_to_parameters`.
public func vectorToParameters(
  _ vector: Tensor, _ parameters: some Sequence<Parameter>, file: StaticString = #fileID,
  line: UInt = #line
) {
  let parameters = Array(parameters)
  let count = parameters.reduce(0) { $0 + $1.count }
  demand(
    vector.shape == [count],
    "vectorToParameters: a vector \(vector.shape) for \(count) elements of \(parameters.count) parameters",
    file: file, line: line)
  noGrad {
    for (part, parameter) in zip(vector.split(sizes: parameters.map(\.count)), parameters) {
      parameter.copy(from: part.reshaped(like: parameter))
    }
  }
}
