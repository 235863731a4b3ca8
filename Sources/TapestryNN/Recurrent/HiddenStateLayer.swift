import TapestryCore

/// What ``GRU`` and ``RNN`` have in common: they remember their hidden state alone.
public class HiddenStateLayer: RecurrentLayer {
  public final func forward(
    _ x: Tensor, _ initial: Tensor? = nil
  ) -> (output: Tensor, hidden: Tensor) {
    let result = run(x, initial: initial.map { [$0] })
    return (result.output, result.states[0])
  }

  public final func callAsFunction(
    _ x: Tensor, _ initial: Tensor? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> (output: Tensor, hidden: Tensor) {
    called(x, file: file, line: line) { forward($0, initial) }
  }

  /// The same for sequences of several lengths.
  public final func callAsFunction(
    _ x: PackedSequence, _ initial: Tensor? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (output: PackedSequence, hidden: Tensor) {
    let (data, states) = called(x.data, file: file, line: line) {
      run($0, of: x, initial: initial.map { [$0] })
    }
    return (x.with(data), states[0])
  }
}
