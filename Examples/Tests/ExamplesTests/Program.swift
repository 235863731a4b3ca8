import Foundation

/// A run of a program that the tests' package builds, as a user would start it.
struct Program {
  /// What the program wrote, and how it ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    /// The last line of standard output.
    var lastLine: String? { output.split(separator: "\n").last.map(String.init) }
  }

  /// Runs it to its end, with standard input closed.
  ///
  /// - Parameters:
  ///   - program: its name.
  ///   - environment: all that the program sees of one.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    in folder: Folder
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent(program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    // Files, because a pipe that nobody reads fills up.
    let (output, errors) = (try folder.sink(".stdout"), try folder.sink(".stderr"))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try folder.text(".stdout"), errors: try folder.text(".stderr"))
  }

  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: Folder
  ) throws -> Result {
    try run("mnist", arguments, environment: environment, in: folder)
  }

  static func run(
    _ arguments: String..., environment: [String: String] = [:], in folder: Folder
  ) throws -> Result {
    try run("mnist", arguments, environment: environment, in: folder)
  }
}
