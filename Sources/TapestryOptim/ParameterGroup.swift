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

  init(_ parameters: [Parameter], options: Options) {
    self.parameters = parameters
    self.options = options
    states = parameters.map { _ in ParameterState() }
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<Options, Value>) -> Value {
    get { options[keyPath: path] }
    set { options[keyPath: path] = newValue }
  }
}
