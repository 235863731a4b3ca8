/// All ways to choose one element of each vector, the last varying fastest. `torch.cartesian_prod`.
///
/// - Parameter tensors: vectors of one dtype, at least one.
/// - Returns: a row for each choice: `[product of the sizes, number of vectors]`; of one vector, that vector.
public func cartesianProd(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard let first = tensors.first else {
    mistake("cartesianProd: no tensors", file: file, line: line)
  }
  demand(
    tensors.allSatisfy { $0.rank == 1 },
    "cartesianProd: shapes \(tensors.map(\.shape)); vectors are needed", file: file, line: line)
  demand(
    tensors.allSatisfy { $0.dtype == first.dtype },
    "cartesianProd: dtypes \(tensors.map(\.dtype)) are not one", file: file, line: line)
  if tensors.count == 1 { return first }
  let count = tensors.reduce(1) { $0 * $1.count }
  return stack(meshgrid(tensors).map { $0.reshaped(to: [count]) }, axis: 1)
}
