import Foundation
import TapestryCore
import TapestryIO
import TapestryTesting

/// A file of `Tests/Goldens/modules.py`: what PyTorch's modules were made with, called with, and gave.
///
/// It is a file of safetensors, whose metadata lists the cases as JSON. Tensors are named by the number of their case: `3.state.weight`,
/// `3.made.0` and `3.input.0` (arguments of constructor and call), and for `train` and `eval`, as far as the mode leaves nothing to chance, what
/// the call gave: `3.train.output.0`, `3.train.grad.weight`, `3.train.input_grad.0`, `3.train.buffer.running_mean`. Gradients are those of the
/// sum of the outputs, each weighted with `SampleInput.reals` of seed 77.
/// In float32 `3.train.exact.output.0` and so on are what float64 gives.
enum ModuleFile {
  static func cases(of path: String) throws -> [ModuleCase] {
    struct Missing: Error {}
    guard let text = try Safetensors.metadata(of: path)["cases"] else { throw Missing() }
    let tensors = try Safetensors.load(path)
    let descriptions = try JSONDecoder().decode(
      [ModuleCase.Description].self, from: Data(text.utf8))
    return descriptions.enumerated().map { number, description in
      let prefix = "\(number)."
      let own = tensors.filter { $0.key.hasPrefix(prefix) }
      return ModuleCase(
        description,
        tensors: Dictionary(
          uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) }))
    }
  }
}

/// The arguments of a constructor or of a call.
struct ModuleArguments: PythonArguments {
  let args: [PythonValue]
  let kwargs: [String: PythonValue]
  let tensors: [Tensor]

  func value(_ name: String, _ position: Int?) -> PythonValue? {
    if let named = kwargs[name] { return named.isNone ? nil : named }
    guard let position, position < args.count else { return nil }
    return args[position].isNone ? nil : args[position]
  }
}

/// A module, what it was made and called with, and what it gave.
struct ModuleCase {
  struct Description: Decodable {
    let module: String
    let dtype: String
    let args: [PythonValue]
    let kwargs: [String: PythonValue]
    let inputs: [PythonValue]
    let input_kwargs: [String: PythonValue]
    let made: Int
    let tensors: Int
    let leaves: [Int]
    let modes: [String]
  }

  let module: String
  let dtype: DType

  /// The constructor's arguments.
  let arguments: ModuleArguments

  /// The call's arguments.
  let inputs: ModuleArguments

  /// Which tensors of the inputs derivatives are taken by.
  let leaves: [Int]

  /// The modes with stored answers: `train`, `eval`.
  let modes: [String]

  let text: String

  private let tensors: [String: Tensor]

  init(_ description: Description, tensors: [String: Tensor]) {
    module = description.module
    dtype = DType.allCases.first { $0.description == description.dtype }!
    arguments = ModuleArguments(
      args: description.args, kwargs: description.kwargs,
      tensors: (0..<description.made).map { tensors["made.\($0)"]! })
    inputs = ModuleArguments(
      args: description.inputs, kwargs: description.input_kwargs,
      tensors: (0..<description.tensors).map { tensors["input.\($0)"]! })
    (leaves, modes) = (description.leaves, description.modes)
    text = "\(description.module) \(description.args) \(description.kwargs)"
    self.tensors = tensors
  }

  /// The same case with other stored tensors.
  init(spoiling other: ModuleCase, _ tensors: [String: Tensor]) {
    (module, dtype, arguments, inputs) = (other.module, other.dtype, other.arguments, other.inputs)
    (leaves, modes, text) = (other.leaves, other.modes, other.text)
    self.tensors = tensors
  }

  var state: [String: Tensor] { part("state.") }

  /// The stored tensors whose names begin so, by the rest of their names.
  func part(_ prefix: String) -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: tensors.filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}
