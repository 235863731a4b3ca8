import ArgumentParser
import Tapestry

extension ParsableCommand {
  /// Runs the program, and reports what goes wrong in one line.
  public static func runOrExplain() {
    do {
      var command = try parse()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      // A request for help comes as an error too.
      guard code != .success else { exit(withError: error) }
      Console.standardError.write("\(configuration.commandName!): \(message(for: error))\n")
      exit(withError: code)
    }
  }
}

/// Refuses an option's value in words, before there is work to lose.
public func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
  guard condition else { throw ValidationError(message()) }
}

/// Refuses a step size that is not above 0.
public func requireLearningRate(_ rate: Double) throws {
  try require(
    rate > 0 && rate.isFinite, "--learning-rate must be a number above 0, not \(rate)")
}

/// Training has run off to infinity. Nothing good can come of such weights.
public struct Diverged: Error, CustomStringConvertible {
  public init() {}

  public let description =
    "the loss is no finite number: training diverged; try a smaller --learning-rate"
}
