import Foundation
import Tapestry
import Testing

/// Every program for a few steps: it ends well, its last line tells how well, and its pictures are there.
@Suite struct ProgramsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ program: String, _ arguments: String...) throws -> Program.Result {
    let result = try Program.run(program, arguments + ["--seed", "1"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors == "")
    return result
  }

  private func number(_ result: Program.Result, after words: String) throws -> Double {
    let last = try #require(result.lastLine)
    #expect(last.hasPrefix(words + " "), "\(last)")
    return try #require(Double(last.dropFirst(words.count + 1)))
  }

  private func expectSVG(_ name: String) throws {
    #expect(try folder.text(name).hasSuffix("</svg>\n"))
  }

  @Test func firstCourse() throws {
    let data = try folder.digits("data", train: 1000, test: 200)
    let result = try run(
      "first-course", "--data", data, "--epochs", "3", "--learning-rate", "0.003")
    #expect(try number(result, after: "test accuracy") > 0.6)
    let lines = result.output.split(separator: "\n")
    for count in ["100,480", "1,290", "101,770"] {
      #expect(lines.contains { $0.contains(" \(count) ") || $0.hasSuffix(" \(count)") }, "\(count)")
    }
    #expect(lines.contains("layers[1] is Linear(784, 128), called 1"))
    #expect(lines.contains("weight, [128, 784]:") && lines.contains("bias, [128]:"))
    #expect(lines.contains { $0.hasPrefix("test: loss ") })
    let predicted = try #require(lines.first { $0.hasPrefix("predicted class: ") })
    #expect((0...9).contains(Int(predicted.split(separator: " ").last!)!))
  }

  @Test func convolutions() throws {
    let data = try folder.digits("data", train: 600, test: 200)
    let result = try run(
      "mnist-cnn", "--data", data, "--batch-size", "32", "--steps", "15", "--plot", "loss.svg",
      "--mistakes", "worst.png")
    #expect(try number(result, after: "test accuracy") > 0.3)
    #expect(result.output.contains("1,199,882"))
    try expectSVG("loss.svg")
    let mistakes = try PNG.load(folder.path("worst.png"))
    #expect(mistakes.shape[1] == 6 * 30 + 2)
  }

  @Test func recurrence() throws {
    let data = try folder.digits("data", train: 600, test: 200)
    let result = try run(
      "mnist-lstm", "--data", data, "--batch-size", "32", "--epochs", "8", "--learning-rate",
      "0.005", "--hidden-size", "32", "--plot", "loss.svg")
    #expect(try number(result, after: "test accuracy") > 0.25)
    try expectSVG("loss.svg")
  }

  @Test func transformer() throws {
    let arguments = [
      "--steps", "40", "--width", "32", "--heads", "2", "--layers", "1", "--context", "32",
      "--learning-rate", "0.01", "--sample", "60", "--plot", "loss.svg", "--seed", "3",
    ]
    let result = try Program.run("char-gpt", arguments, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    // Of about 30 letters, knowing none would be 3.4.
    #expect(try number(result, after: "loss of held-out text") < 2.5)
    try expectSVG("loss.svg")
    // The same seed writes the same text.
    func written(_ result: Program.Result) -> [Substring] {
      result.output.split(separator: "\n").filter { !$0.contains("batches/s") }
    }
    let again = try Program.run("char-gpt", arguments, in: folder)
    #expect(written(again) == written(result))
  }

  @Test func transformerOnAText() throws {
    let text = String(repeating: "abc", count: 300)
    try text.write(toFile: folder.path("text"), atomically: true, encoding: .utf8)
    let result = try run(
      "char-gpt", "--text", "text", "--steps", "40", "--width", "16", "--heads", "1", "--layers",
      "1", "--context", "8", "--learning-rate", "0.02", "--sample", "12")
    #expect(try number(result, after: "loss of held-out text") < 0.3)
    #expect(result.output.contains("900 letters") || result.output.contains("3 of them different"))
    let tooShort = try Program.run("char-gpt", ["--text", "text", "--context", "90"], in: folder)
    #expect(tooShort.status == 1)
    #expect(tooShort.errors.hasPrefix("char-gpt: text: "))
    let absent = try Program.run("char-gpt", ["--text", "absent"], in: folder)
    #expect(absent.status == 1)
    #expect(absent.errors.hasPrefix("char-gpt: absent: "))
  }

  @Test func autoencoder() throws {
    let data = try folder.digits("data", train: 600, test: 200)
    let result = try run(
      "autoencoder", "--data", data, "--batch-size", "50", "--steps", "24", "--picture", "a.png",
      "--plot", "loss.png")
    // Grey images, knowing nothing, would be 543.
    #expect(try number(result, after: "test loss") < 400)
    #expect(try PNG.load(folder.path("a.png")).shape == [8 * 30 + 2, 12 * 30 + 2])
    #expect(try PNG.load(folder.path("loss.png")).rank == 3)
  }

  @Test func regression() throws {
    let result = try run("regression", "--steps", "400", "--plot", "fit.svg")
    #expect(try number(result, after: "distance from the curve without noise") < 0.3)
    try expectSVG("fit.svg")
  }

  @Test func transfer() throws {
    let data = try folder.digits("data", train: 2000, test: 500)
    let result = try run(
      "transfer", "--data", data, "--epochs", "10", "--batch-size", "20", "--plot", "loss.svg")
    #expect(try number(result, after: "test accuracy") > 0.4)
    try expectSVG("loss.svg")
    try Data("no zip".utf8).write(to: URL(fileURLWithPath: folder.path("bad.pt")))
    let bad = try Program.run("transfer", ["--data", data, "--weights", "bad.pt"], in: folder)
    #expect(bad.status == 1)
    #expect(bad.errors.hasPrefix("transfer: bad.pt: "))
  }

  @Test func tuning() throws {
    let data = try folder.digits("data", train: 600, test: 200)
    let arguments = [
      "--data", data, "--budget", "8", "--epochs", "3", "--images", "200", "--table", "trials.csv",
      "--database", "trials.sqlite", "--report", "search.html", "--seed", "1",
    ]
    let result = try Program.run("tune-mnist", arguments, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try number(result, after: "best accuracy") > 0.2)
    for way in ["random", "TPE", "ASHA"] {
      #expect(result.output.contains("\(way): accuracy "))
      #expect(try folder.text("trials-\(way).csv").hasPrefix("number,state,accuracy,"))
    }
    let page = try folder.text("search.html")
    #expect(page.contains("<title>Best so far</title>") && page.contains("History"))
    // What is printed at the end is the best that a way found.
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    let ways = lines.filter { $0.count > 2 && $0[0].hasSuffix(":") && $0[1] == "accuracy" }
    let found = ways.compactMap { Double($0[2]) }
    #expect(found.count == 3)
    #expect(try found.max() == number(result, after: "best accuracy"))
    // The budget is used up: another run has nothing left to do.
    let again = try Program.run("tune-mnist", arguments, in: folder)
    #expect(again.lastLine == result.lastLine && again.errors == "")
  }

  @Test func population() throws {
    let data = try folder.digits("data", train: 600, test: 200)
    let result = try run(
      "pbt-mnist", "--data", data, "--population", "4", "--rounds", "3", "--images", "200",
      "--batch-size", "20")
    // Knowing nothing would be 2.3.
    #expect(try number(result, after: "best loss") < 2.2)
    #expect(result.output.contains("2 times a network took over"))
  }

  @Test(arguments: ["genetic", "strategy"])
  func neuroevolution(method: String) throws {
    let result = try run(
      "neuroevolution", "--method", method, "--generations", "12", "--population", "24", "--steps",
      "100", "--episodes", "2")
    // A pole that is always pushed one way stands for about 9 steps.
    #expect(try number(result, after: "steps that poles stand") > 15)
  }

  @Test(arguments: [
    ["tune-mnist", "--budget", "0"], ["tune-mnist", "--table", "no/trials.csv"],
    ["pbt-mnist", "--population", "1"], ["neuroevolution", "--steps", "0"],
    ["first-course", "--epochs", "0"], ["mnist-cnn", "--epochs", "0"],
    ["mnist-cnn", "--mistakes", "no/worst.png"],
    ["mnist-lstm", "--hidden-size", "0"], ["char-gpt", "--width", "30", "--heads", "4"],
    ["char-gpt", "--temperature", "0"], ["autoencoder", "--latent-size", "0"],
    ["regression", "--noise", "-1"], ["regression", "--plot", "fit.pdf"],
    ["tune-mnist", "--images", "0"],
    ["transfer", "--examples", "0"], ["transfer", "--steps", "0"],
  ])
  func wrongOptions(arguments: [String]) throws {
    let before = try folder.names()
    let result = try Program.run(arguments[0], Array(arguments.dropFirst()), in: folder)
    #expect(result.status > 0 && result.status < 128)
    #expect(result.errors.hasPrefix("\(arguments[0]): "))
    #expect(result.errors.contains(arguments[1]) || result.errors.contains(arguments[2]))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try folder.names() == before)
  }
}
