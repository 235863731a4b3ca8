import ArgumentParser
import Tapestry

extension Train {
  /// Runs the program, and reports what goes wrong in one line.
  static func main() {
    do {
      let command = try parse()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      // A request for help comes as an error too.
      guard code != .success else { exit(withError: error) }
      Console.standardError.write("mnist: \(message(for: error))\n")
      exit(withError: code)
    }
  }
}
