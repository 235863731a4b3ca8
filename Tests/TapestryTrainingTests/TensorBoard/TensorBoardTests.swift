import IOTestSupport
import TapestryCore
import TapestryNN
import TapestryTraining
import Testing

/// Event files as the package `tensorboard` reads them; `TAPESTRY_PYTHON` names an interpreter that has it.
@Suite(.enabled(if: Python.has("tensorboard"))) struct TensorBoardTests {
  private let folder = TemporaryFolder()

  /// Prints every tag and value of a folder, a line each.
  private func read(_ name: String) throws -> [String] {
    let program = """
      import io, sys
      from PIL import Image
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      run = EventAccumulator(sys.argv[1], size_guidance=dict(
          scalars=0, histograms=0, images=0, tensors=0))
      run.Reload()
      tags = run.Tags()
      for tag in sorted(tags["scalars"]):
          for e in run.Scalars(tag): print("scalar", tag, e.step, repr(e.value))
      for tag in sorted(tags["histograms"]):
          for e in run.Histograms(tag):
              h = e.histogram_value
              print("histogram", tag, e.step, h.min, h.max, int(h.num), h.sum, h.sum_squares,
                    [int(n) for n in h.bucket], [round(x, 6) for x in h.bucket_limit])
      for tag in sorted(tags["images"]):
          for e in run.Images(tag):
              picture = Image.open(io.BytesIO(e.encoded_image_string))
              print("image", tag, e.step, e.width, e.height, picture.mode, list(picture.tobytes()))
      for tag in sorted(tags["tensors"]):
          plugin = run.SummaryMetadata(tag).plugin_data.plugin_name
          for e in run.Tensors(tag):
              print(plugin, tag, e.step, repr(e.tensor_proto.string_val[0].decode()))
      """
    return try Python.run(program, folder.file(name)).split(separator: "\n").map(String.init)
  }

  @Test func aTrainingCanBeLookedAt() throws {
    let task = TinyTask()
    let history = try task.trainer().fit(
      task.batches, epochs: 3, validation: task.testBatches,
      callbacks: [LearningRateMonitor(), TensorBoard(folder.file("runs"))], progress: nil)
    let train = try read("runs/train")
    func scalars(_ lines: [String], _ tag: String) -> [Float] {
      lines.filter { $0.hasPrefix("scalar \(tag) ") }
        .map { Float($0.split(separator: " ").last!)! }
    }
    let validation = try read("runs/validation")
    for name in ["loss", "accuracy", "learning_rate"] {
      #expect(scalars(train, name) == history[name].map { Float($0) })
    }
    for name in ["loss", "accuracy"] {
      #expect(scalars(validation, name) == history["val_\(name)"].map { Float($0) })
    }
    #expect(validation.count == 6)
    for (name, parameter) in task.model.namedParameters() {
      let lines = train.filter { $0.hasPrefix("histogram \(name) ") }
      #expect(lines.count == 3)
      #expect(lines.allSatisfy { $0.split(separator: " ")[5] == "\(parameter.count)" })
    }
    let model = try #require(train.first { $0.hasPrefix("text model 0 ") })
    #expect(model.contains("Linear(4, 16)") && model.contains("Total"))
    let graph = try #require(train.first { $0.hasPrefix("text graph 0 ") })
    #expect(graph.contains("digraph") && graph.contains("4.weight"))
    #expect(train.count == 9 + 18 + 2)
  }

  @Test func lookingChangesNothing() throws {
    let (plain, watched) = (TinyTask(), TinyTask())
    try withSeed(1) { _ = try plain.trainer().fit(plain.batches, epochs: 2, progress: nil) }
    try withSeed(1) {
      _ = try watched.trainer().fit(
        watched.batches, epochs: 2, callbacks: [TensorBoard(folder.file("runs"))], progress: nil)
    }
    #expect(watched.weights == plain.weights)
  }
}
