import Foundation

/// The interpreter that `TAPESTRY_PYTHON` names, one with PyTorch and NumPy. Without it, tests that ask Python do not run.
public enum Python {
  public static var isThere: Bool { executable != nil }

  /// Whether it has a package too.
  public static func has(_ package: String) -> Bool {
    isThere && (try? run("import \(package)")) != nil
  }

  private static var executable: String? { ProcessInfo.processInfo.environment["TAPESTRY_PYTHON"] }

  /// What a program prints, without the last line's end.
  public static func run(_ program: String, _ arguments: String...) throws -> String {
    try run(["-c", program] + arguments)
  }

  /// What a script prints, without the last line's end.
  public static func run(script: String, _ arguments: String...) throws -> String {
    try run([script] + arguments)
  }

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable ?? "")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}
