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

/// Training has run off to infinity. Nothing good can come of such weights.
public struct Diverged: Error, CustomStringConvertible {
  public init() {}

  public let description =
    "the loss is no finite number: training diverged; try a smaller --learning-rate"
}
