import Foundation
import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryNN
import TapestryOptim
import TapestryTesting
import TapestryTraining
import Testing

/// Networks that PyTorch made, loaded by their keys, trained further and given back; see `Tests/Goldens/models.py`.
@Suite struct ModelExchangeTests {
  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  private static let formats = ["safetensors", "pt"]

  /// What PyTorch's network was given, and what it gave.
  private struct Run {
    let input, targets, output, losses, trained: Tensor

    init(_ name: String, in folder: String) throws {
      let tensors = try Safetensors.load("\(folder)/\(name).run.safetensors")
      func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }
      input = try tensor("input")
      targets = try tensor("targets")
      output = try tensor("output")
      losses = try tensor("losses")
      trained = try tensor("trained")
    }
  }

  private static func evaluated(_ model: some Layer, _ x: Tensor) -> Tensor {
    model.eval()
    return noGrad { model(x) }
  }

  /// The losses of as many steps as PyTorch took.
  private static func train(_ model: some Layer, _ reference: ReferenceModel, _ run: Run) -> Tensor
  {
    let optimizer = reference.optimizer(model.parameters())
    model.train()
    let losses = (0..<run.losses.count).map { _ in
      optimizer.zeroGrad()
      let loss = crossEntropy(model(run.input), run.targets)
      loss.backward()
      optimizer.step()
      return loss.detach()
    }
    return stack(losses)
  }

  /// Loads, compares, trains and compares; the trained network.
  private static func goThrough(
    _ reference: ReferenceModel, from folder: String, _ format: String
  ) throws -> (model: any Layer, run: Run) {
    let run = try Run(reference.name, in: folder)
    let model = reference.make()
    #expect(try model.load(from: "\(folder)/\(reference.name).\(format)").isEmpty)
    try assertClose(evaluated(model, run.input), run.output)
    try assertClose(train(model, reference, run), run.losses)
    try assertClose(evaluated(model, run.input), run.trained)
    return (model, run)
  }

  @Test(arguments: ReferenceModel.all, formats)
  func whatPyTorchMadeGoesOnHere(reference: ReferenceModel, format: String) throws {
    let folder = Self.goldens.appending(path: "Models").path
    _ = try Self.goThrough(reference, from: folder, format)
  }

  @Test(arguments: ReferenceModel.all)
  func keysAreThoseOfPyTorch(reference: ReferenceModel) throws {
    let stored = try Safetensors.load(
      Self.goldens.appending(path: "Models/\(reference.name).safetensors").path)
    let state = reference.make().stateDict()
    #expect(state.mapValues(\.shape) == stored.mapValues(\.shape))
    #expect(state.mapValues(\.dtype) == stored.mapValues(\.dtype))
  }

  @Test(.enabled(if: Python.has("safetensors"))) func whatIsTrainedHereGoesOnInPyTorch() throws {
    let script = Self.goldens.appending(path: "models.py").path
    let (made, given) = (TemporaryFolder(), TemporaryFolder())
    _ = try Python.run(script: script, made.path, "7")
    for reference in ReferenceModel.all {
      for format in Self.formats {
        let (model, run) = try Self.goThrough(reference, from: made.path, format)
        try model.save(to: given.file("\(reference.name).\(format)"))
        try Safetensors.save(
          ["input": run.input, "output": Self.evaluated(model, run.input)],
          to: given.file("\(reference.name).run.safetensors"))
      }
    }
    let lines = try Python.run(script: script, "--check", given.path).split(separator: "\n")
    #expect(lines.count == ReferenceModel.all.count * Self.formats.count)
    for line in lines {
      let off = try #require(line.split(separator: " ").last.flatMap { Double($0) })
      #expect(off < 1e-5, "\(line)")
    }
  }
}
