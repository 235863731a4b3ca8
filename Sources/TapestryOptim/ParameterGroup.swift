import TapestryCore

/// Parameters that are changed under the same options, which read and write as its own: `group.learningRate`.
@dynamicMemberLookup
public final class ParameterGroup<Options: OptimizerOptions> {
  public let parameters: [Parameter]

  /// May be changed at any time.
  public var options: Options {
    didSet {
      if let problem = options.problem { mistake("ParameterGroup: \(problem)") }
    }
  }

  /// What is remembered about each parameter.
  var states: [ParameterState]

  /// - Parameters:
  ///   - known: parameters of other groups; no parameter may be in two.
  ///   - owner: the optimizer, for messages.
  init(
    _ parameters: [Parameter], options: Options, known: [Parameter] = [], owner: String,
    file: StaticString, line: UInt
  ) {
    demand(!parameters.isEmpty, "\(owner): a group without parameters", file: file, line: line)
    if let problem = options.problem { mistake("\(owner): \(problem)", file: file, line: line) }
    var seen = Set(known.map(ObjectIdentifier.init))
    for parameter in parameters {
      demand(
        seen.insert(ObjectIdentifier(parameter)).inserted,
        "\(owner): a parameter of shape \(parameter.shape) is given twice", file: file, line: line)
      if let problem = Options.problem(with: parameter) {
        mistake("\(owner): \(problem)", file: file, line: line)
      }
    }
    self.parameters = parameters
    self.options = options
    states = parameters.map { _ in ParameterState() }
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<Options, Value>) -> Value {
    get { options[keyPath: path] }
    set { options[keyPath: path] = newValue }
  }
}
