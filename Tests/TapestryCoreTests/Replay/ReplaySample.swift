import Foundation
import TapestryCore
import TapestryTesting

/// One sample of PyTorch's catalogue of operators: what the operator was called with, and what it gave.
///
/// Arguments are asked for by PyTorch's name and, where they may come without it, their position; the input is number 0.
struct ReplaySample: PythonArguments {
  /// Of complex numbers, that of their parts.
  let dtype: DType
  let isComplex: Bool
  let tensors: [Tensor]
  /// Which of `tensors` derivatives were taken by.
  let leaves: [Int]
  let golden: Golden
  /// The results that PyTorch gives for the same numbers in float64, of a sample in another floating-point dtype.
  let exact: [Tensor]
  /// What PyTorch says where it refuses the call.
  let refusal: String?
  let text: String

  private let call: Call
  private let reads: Reads

  /// Which arguments were asked for.
  private final class Reads {
    var names: Set<String> = []
    var positions: Set<Int> = []
  }

  struct Call: Decodable {
    let input: PythonValue
    let args: [PythonValue]
    let kwargs: [String: PythonValue]
  }

  init(
    dtype: DType, isComplex: Bool, call text: String, tensors: [Tensor], leaves: [Int],
    golden: Golden, exact: [Tensor] = [], refusal: String? = nil
  ) throws {
    self.dtype = dtype
    self.isComplex = isComplex
    self.tensors = tensors
    self.leaves = leaves
    self.golden = golden
    self.exact = exact
    self.refusal = refusal
    self.text = text
    reads = Reads()
    call = try JSONDecoder().decode(Call.self, from: Data(text.utf8))
  }

  /// The same call with other tensors.
  init(_ other: ReplaySample, tensors: [Tensor]) {
    (dtype, isComplex, leaves, golden) = (
      other.dtype, other.isComplex, other.leaves, other.golden
    )
    (exact, refusal, text, call, reads) = (
      other.exact, other.refusal, other.text, other.call, other.reads
    )
    self.tensors = tensors
  }

  /// The arguments that nobody has asked for.
  var unread: [String] {
    let names = call.kwargs.filter { !reads.names.contains($0.key) && !$0.value.isNone }.map(\.key)
    let positions = call.args.indices.filter {
      !reads.positions.contains($0 + 1) && !call.args[$0].isNone
    }
    return names.sorted() + positions.map { "argument \($0 + 1)" }
  }

  func value(_ name: String, _ position: Int?) -> PythonValue? {
    reads.names.insert(name)
    if let position { reads.positions.insert(position) }
    if let named = call.kwargs[name] { return named.isNone ? nil : named }
    guard let position else { return nil }
    if position == 0 { return call.input.isNone ? nil : call.input }
    guard position <= call.args.count else { return nil }
    let value = call.args[position - 1]
    return value.isNone ? nil : value
  }

  var input: Tensor { tensor("input", 0)! }

  /// The number of arguments without a name, the input included.
  var count: Int { call.args.count + 1 }

  /// Complex numbers, which are handed over as pairs of real ones.
  func complex(_ name: String, _ position: Int? = nil) -> ComplexTensor? {
    guard case .complex(let index) = value(name, position) else { return nil }
    return ComplexTensor(viewing: tensors[index])
  }

  func complexes(_ name: String, _ position: Int? = nil) -> [ComplexTensor]? {
    guard case .list(let items) = value(name, position) else { return nil }
    let found = items.compactMap { item in
      if case .complex(let index) = item { return ComplexTensor(viewing: tensors[index]) }
      return nil as ComplexTensor?
    }
    return found.count == items.count ? found : nil
  }
}
