import Foundation
import Tapestry
import Testing

@Suite struct MNISTTests {
  @Test func trainsShowsSavesAndEndsWithTheAccuracy() throws {
    let folder = try Folder()
    let data = try folder.digits("data")
    let result = try Program.run(
      "--data", data, "--epochs", "3", "--seed", "1", "--threads", "2", "--plot", "loss.svg",
      in: folder)

    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "threads  2")
    #expect(lines.contains("data     2000 + 500 digits, \(data)"))
    let total = try #require(lines.first { $0.hasPrefix("Total ") })
    #expect(total.split(separator: " ") == ["Total", "101,770", "101,632"])
    #expect(lines.contains { $0.contains("█") })
    for epoch in 1...3 {
      let line = try #require(lines.first { $0.hasPrefix("epoch \(epoch)/3  100%  ") })
      #expect(line.contains(/loss [0-9.]+  accuracy 0\.[0-9]{4}  [0-9,]+ images\/s/))
    }
    #expect(lines.count { $0.hasSuffix(" %") || $0.contains(" %  █") } == 10)

    let last = try #require(result.lastLine?.wholeMatch(of: /test accuracy ([01]\.[0-9]{4})/))
    #expect(try #require(Double(last.1)) > 0.7)
    #expect(lines.contains("weights saved to mnist.safetensors; read back: accuracy \(last.1)"))
    #expect(try folder.names() == ["data", "loss.svg", "mnist.safetensors"])
    #expect(
      Set(try Safetensors.load(folder.path("mnist.safetensors")).keys) == [
        "1.weight", "1.bias", "4.weight", "4.bias",
      ])
    #expect(try folder.text("loss.svg").hasSuffix("</svg>\n"))
  }

  @Test func theSameSeedGivesTheSameResultWithAnyNumberOfThreads() throws {
    let folder = try Folder()
    let data = try folder.digits("data", train: 600, test: 200)
    func epochs(_ seed: String, _ threads: String) throws -> [String] {
      let result = try Program.run(
        "--data", data, "--epochs", "2", "--seed", seed, "--threads", threads, in: folder)
      #expect(result.status == 0)
      return result.output.split(separator: "\n").filter { $0.hasPrefix("test loss") }
        .map(String.init)
    }
    let first = try epochs("7", "1")
    #expect(first.count == 1)
    #expect(try epochs("7", "3") == first)
    #expect(try epochs("8", "1") != first)
  }

  @Test(arguments: [("adam", "0.005"), ("adamw", "0.005"), ("sgd", "0.1")])
  func everyOptimizerLearns(optimizer: String, learningRate: String) throws {
    let folder = try Folder()
    let data = try folder.digits("data")
    let result = try Program.run(
      "--data", data, "--epochs", "3", "--optimizer", optimizer, "--learning-rate", learningRate,
      in: folder)
    let last = try #require(result.lastLine?.wholeMatch(of: /test accuracy ([01]\.[0-9]{4})/))
    #expect(try #require(Double(last.1)) > 0.7)
  }

  @Test func savedWeightsCanBeEvaluatedAndAreNotSavedAgain() throws {
    let folder = try Folder()
    let data = try folder.digits("data")
    let trained = try Program.run(
      "--data", data, "--epochs", "1", "--save", "weights.safetensors", in: folder)
    let evaluated = try Program.run(
      "--data", data, "--epochs", "0", "--load", "weights.safetensors", in: folder)
    #expect(evaluated.status == 0)
    #expect(evaluated.lastLine == trained.lastLine)
    #expect(try folder.names() == ["data", "weights.safetensors"])
  }

  @Test func aTestSetOfFewDigitsIsEnough() throws {
    let folder = try Folder()
    let data = try folder.digits("data", train: 10, test: 3)
    let result = try Program.run(
      "--data", data, "--epochs", "1", "--batch-size", "\(Int.max)", in: folder)
    #expect(result.status == 0)
    #expect(result.output.contains("test digit 2, a "))
  }

  @Test func drawsDigitsLoudlyWhereThereAreNone() throws {
    let folder = try Folder()
    // Without PATH there is no curl, and nothing is downloaded.
    let result = try Program.run(
      "--epochs", "1",
      environment: ["XDG_CACHE_HOME": folder.path("cache"), "PATH": folder.path("nothing")],
      in: folder)
    #expect(result.status == 0)
    #expect(result.output.contains("This is not MNIST"))
    #expect(result.output.contains("60000 + 10000 digits, drawn by the program"))
    let last = try #require(result.lastLine?.wholeMatch(of: /test accuracy ([01]\.[0-9]{4})/))
    #expect(try #require(Double(last.1)) > 0.9)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TAPESTRY_DATA"] != nil))
  func learnsRealDigits() throws {
    let folder = try Folder()
    let data = try #require(ProcessInfo.processInfo.environment["TAPESTRY_DATA"])
    let result = try Program.run(
      "--epochs", "2", environment: ["TAPESTRY_DATA": data], in: folder)
    #expect(result.output.contains("60000 + 10000 digits, \(data) (TAPESTRY_DATA)"))
    let last = try #require(result.lastLine?.wholeMatch(of: /test accuracy ([01]\.[0-9]{4})/))
    #expect(try #require(Double(last.1)) >= 0.945)
  }
}
