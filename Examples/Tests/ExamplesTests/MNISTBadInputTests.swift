import Foundation
import Tapestry
import Testing

/// Each mistake gives one line on standard error, an exit code that is not zero, and changes no file.
@Suite struct MNISTBadInputTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func expectOneLine(
    _ arguments: [String], mentioning words: String..., environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try folder.names()
    let process = try Program.run(arguments, environment: environment, in: folder)
    #expect(process.status > 0, "not zero, and no trap", sourceLocation: sourceLocation)
    #expect(process.status < 128, sourceLocation: sourceLocation)
    let lines = process.errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.count == 2 && lines.last == "", "\(process.errors)", sourceLocation: sourceLocation)
    #expect(process.errors.hasPrefix("mnist: "), sourceLocation: sourceLocation)
    for word in words {
      #expect(process.errors.contains(word), "\(process.errors)", sourceLocation: sourceLocation)
    }
    #expect(!process.output.contains("epoch "), sourceLocation: sourceLocation)
    #expect(try folder.names() == before, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ["--batch-size", "0"], ["--batch-size", "x"], ["--batch-size", "-3"], ["--epochs", "-1"],
    ["--learning-rate", "-1"], ["--learning-rate", "0"], ["--learning-rate", "nan"],
    ["--learning-rate", "inf"], ["--optimizer", "adma"], ["--threads", "0"], ["--threads", "5000"],
    ["--seed", "-1"], ["--plot", "loss.jpg"], ["--images", "0"], ["--speed", "1"],
  ])
  func wrongOptions(arguments: [String]) throws {
    try expectOneLine(arguments, mentioning: arguments[0])
  }

  @Test func dataThatIsNotThere() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("empty"), withIntermediateDirectories: true)
    try expectOneLine(["--data", "empty"], mentioning: "empty", "train-images-idx3-ubyte")
    try expectOneLine(["--data", "absent"], mentioning: "absent")
    try expectOneLine([], mentioning: "empty", environment: ["TAPESTRY_DATA": "empty"])
  }

  @Test func dataThatIsDamaged() throws {
    let data = try folder.digits("data", train: 20, test: 10)
    let images = data + "/train-images-idx3-ubyte"
    let whole = try Data(contentsOf: URL(fileURLWithPath: images))
    for damaged in [whole.dropLast(), Data("not a gzip file at all".utf8), Data()] {
      try damaged.write(to: URL(fileURLWithPath: images))
      try expectOneLine(["--data", data], mentioning: "train-images-idx3-ubyte")
    }
    try FileManager.default.moveItem(atPath: images, toPath: images + ".gz")
    for damaged in [
      Data([0x1f, 0x8b, 8, 0]), Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7, 7, 7]),
    ] {
      try damaged.write(to: URL(fileURLWithPath: images + ".gz"))
      try expectOneLine(["--data", data], mentioning: "train-images-idx3-ubyte.gz")
    }
  }

  @Test func aLabelOutOfRange() throws {
    let data = try folder.digits("data", train: 20, test: 10, label: 10)
    try expectOneLine(["--data", data], mentioning: "train-labels-idx1-ubyte", "label 10")
  }

  @Test func placesThatCannotBeWritten() throws {
    let data = try folder.digits("data", train: 20, test: 10)
    try expectOneLine(
      ["--data", data, "--save", "no/w.safetensors"], mentioning: "no/w.safetensors")
    try expectOneLine(["--data", data, "--save", "data"], mentioning: "data")
    try expectOneLine(["--data", data, "--plot", "no/loss.svg"], mentioning: "no/loss.svg")
  }

  @Test func weightsOfAnotherNetwork() throws {
    let data = try folder.digits("data", train: 20, test: 10)
    try Data("precious".utf8).write(to: URL(fileURLWithPath: folder.path("mnist.safetensors")))
    try Safetensors.save(
      Sequential { Linear(4, 3) }.stateDict(), to: folder.path("other.safetensors"))
    try Safetensors.save(
      Sequential {
        Flatten()
        Linear(784, 64)
        ReLU()
        Dropout(0.2)
        Linear(64, 10)
      }.stateDict(), to: folder.path("narrow.safetensors"))
    try Data("hello".utf8).write(to: URL(fileURLWithPath: folder.path("junk.safetensors")))

    try expectOneLine(
      ["--data", data, "--load", "other.safetensors"], mentioning: "other.safetensors", "1.weight")
    try expectOneLine(
      ["--data", data, "--load", "narrow.safetensors"], mentioning: "narrow.safetensors",
      "[64, 784]", "[128, 784]")
    try expectOneLine(
      ["--data", data, "--load", "junk.safetensors"], mentioning: "junk.safetensors")
    try expectOneLine(["--data", data, "--load", "absent"], mentioning: "absent")
    #expect(try folder.text("mnist.safetensors") == "precious")
  }

  @Test func trainingThatDivergesSavesNothing() throws {
    let data = try folder.digits("data", train: 500, test: 10)
    let result = try Program.run(
      "--data", data, "--epochs", "1", "--learning-rate", "1e30", in: folder)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("mnist: the loss is no finite number"))
    #expect(try folder.names() == ["data"])
  }
}
