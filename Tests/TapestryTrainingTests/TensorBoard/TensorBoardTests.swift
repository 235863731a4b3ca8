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
              print("histogram", tag, e.step, h.min, h.max, int(h.num),
                    *(format(sum, ".10g") for sum in (h.sum, h.sum_squares)),
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

  @Test func everyTagAndValueIsThere() throws {
    let writer = try SummaryWriter(folder.file("runs"))
    let scalars = [0.1, -2.5e-8, 3e30, .infinity, .nan, 0]
    for (step, value) in scalars.enumerated() {
      try writer.addScalar("loss/train", value, step: step * 1_000_000_007)
    }
    try writer.addScalar("größe", 1, step: 3)
    try writer.addHistogram("weights", Tensor([0, 1, 1, 3, 4, .nan, .infinity]), step: 7, bins: 4)
    try writer.addHistogram("same", Tensor([2, 2]), step: 1, bins: 2)
    try writer.addHistogram("none", Tensor.zeros([0]), step: 1, bins: 1)
    let grey = Tensor([[0, 127], [255, 3]], dtype: .uint8)
    try writer.addImage("grey", grey, step: 1)
    try writer.addImage("color", Tensor([[[9, 8, 7], [6, 5, 4]]], dtype: .uint8), step: 2)
    try writer.addText("note", "# Ünïcode\\nline", step: 5)
    let lines = try read("runs")
    #expect(
      lines == [
        "scalar größe 3 1.0", "scalar loss/train 0 0.10000000149011612",
        "scalar loss/train 1000000007 -2.5000000292152436e-08",
        "scalar loss/train 2000000014 2.999999894026671e+30",
        "scalar loss/train 3000000021 inf", "scalar loss/train 4000000028 nan",
        "scalar loss/train 5000000035 0.0",
        "histogram none 1 0.0 0.0 0 0 0 [] []",
        "histogram same 1 2.0 2.0 2 4 8 [0, 2] [2.0, 2.5]",
        "histogram weights 7 0.0 4.0 5 9 27 [1, 2, 0, 2] [1.0, 2.0, 3.0, 4.0]",
        "image color 2 2 1 RGB [9, 8, 7, 6, 5, 4]", "image grey 1 2 2 L [0, 127, 255, 3]",
        "text note 5 '# Ünïcode\\\\nline'",
      ])
  }

  /// What the page in the browser is given, which is not the records as they stand.
  @Test func theProgramShowsAll() throws {
    for run in ["a", "b/train"] {
      let writer = try SummaryWriter(folder.file("runs/\(run)"))
      for step in 1...3 { try writer.addScalar("loss", 0.5 / Double(step), step: step) }
      try writer.addHistogram("weights", Tensor([-2, 0, 0, 1, 5]), step: 7)
      try writer.addHistogram("weights", Tensor([1, 1]), step: 8, bins: 3)
      try writer.addImage("digit", Tensor.zeros([2, 2], dtype: .uint8), step: 1)
      try writer.addText("note", "so it was", step: 5)
    }
    let program = """
      import sys
      from tensorboard import context
      from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
      runs = plugin_event_multiplexer.EventMultiplexer(
          tensor_size_guidance={"scalars": 0, "histograms": 0, "images": 0, "text": 0})
      runs.AddRunsFromDirectory(sys.argv[1])
      runs.Reload()
      page = data_provider.MultiplexerDataProvider(runs, sys.argv[1])
      def ask(method, plugin):
          return method(context.RequestContext(), experiment_id="", plugin_name=plugin, downsample=1000)
      for run, tags in sorted(ask(page.read_scalars, "scalars").items()):
          for tag, values in sorted(tags.items()):
              print("scalars", run, tag, [(v.step, v.value) for v in values])
      for run, tags in sorted(ask(page.read_tensors, "histograms").items()):
          for tag, values in sorted(tags.items()):
              for v in values:
                  print("histograms", run, tag, v.step, v.numpy[0][0], v.numpy[-1][1], v.numpy[:, 2].sum())
      for run, tags in sorted(ask(page.read_tensors, "text").items()):
          for tag, values in sorted(tags.items()):
              print("text", run, tag, [(v.step, v.numpy[0].decode()) for v in values])
      for run, tags in sorted(ask(page.read_blob_sequences, "images").items()):
          for tag, values in sorted(tags.items()):
              print("images", run, tag, [(v.step, len(v.values)) for v in values])
      """
    let lines = try Python.run(program, folder.file("runs")).split(separator: "\n")
    #expect(
      lines.filter { $0.contains(" a ") } == [
        "scalars a loss [(1, 0.5), (2, 0.25), (3, 0.1666666716337204)]",
        "histograms a weights 7 -2.0 5.0 5.0", "histograms a weights 8 1.0 1.0 2.0",
        "text a note [(5, 'so it was')]", "images a digit [(1, 3)]",
      ])
    #expect(lines.count { $0.contains(" b/train ") } == 5 && lines.count == 10)
  }

  @Test(.enabled(if: Python.has("torch"))) func histogramsAreThoseOfPyTorch() throws {
    let cases: [[Double]] = [
      [0, 0, 0], [1], [-3], [1e-12, 1.1e-12, -1e-12, 1e-300], [5e19, -5e19, 0],
      withSeed(1) { Tensor.randn([300]).array(as: Double.self) },
      withSeed(2) { (Tensor.rand([300]) * -20).exp().array(as: Double.self) },
    ]
    let writer = try SummaryWriter(folder.file("runs"))
    for (step, values) in cases.enumerated() {
      try writer.addHistogram("weights", Tensor(values), step: step)
    }
    let program = """
      import json, sys, numpy
      from torch.utils.tensorboard import SummaryWriter
      with SummaryWriter(sys.argv[1]) as writer:
          for step, values in enumerate(json.loads(sys.argv[2])):
              writer.add_histogram("weights", numpy.array(values), step)
      """
    _ = try Python.run(program, folder.file("torch"), "\(cases)")
    let (ours, theirs) = (try read("runs"), try read("torch"))
    #expect(ours.count == cases.count)
    #expect(ours == theirs)
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

  @Test(arguments: [1, 2]) func measuresOfEverySoManySteps(accumulation: Int) throws {
    let (task, probe) = (TinyTask(), Probe())
    var steps = 0
    var expected: [String: [Double]] = ["loss": [], "accuracy": []]
    probe.batch = { run in
      defer { steps = run.step }
      guard run.step > steps, run.step.isMultiple(of: 3) else { return }
      expected["loss"]!.append(run.batchLoss)
      expected["accuracy"]!.append(run.measures["accuracy"]!)
    }
    let board = TensorBoard(folder.file("runs"), histograms: false, stepInterval: 3)
    try task.trainer(accumulation: accumulation).fit(
      task.batches, epochs: 2, callbacks: [probe, board], progress: nil)
    let lines = try read("runs/train").filter { $0.hasPrefix("scalar batch_") }
      .map { $0.split(separator: " ") }
    #expect(lines.count == 2 * (16 / accumulation / 3))
    for (name, values) in expected {
      let written = lines.filter { $0[1] == "batch_\(name)" }
      #expect(written.map { Float($0[3])! } == values.map { Float($0) })
      #expect(written.map { Int($0[2])! } == values.indices.map { 3 * ($0 + 1) })
    }
  }

  /// The first examples as pictures of two by two points, under each the class that it is taken for.
  private func guesses(_ task: TinyTask, _ trainer: Trainer) -> ImageGrid {
    let examples = task.test.inputs[..<3]
    let classes = trainer.predictClasses(examples).array(as: Int.self)
    var grid = ImageGrid(
      title: "", examples.reshaped(to: [3, 2, 2]), captions: classes.map { "\($0)" })
    grid.imageWidth = 20
    return grid
  }

  @Test func figuresAreDrawnAfterEachEpoch() throws {
    let task = TinyTask()
    var expected: [String] = []
    let probe = Probe()
    probe.epoch = { run in
      let picture = self.guesses(task, run.trainer).picture()
      let points = picture.array(as: Int.self).map { "\($0)" }.joined(separator: ", ")
      expected.append(
        "image guesses \(run.epoch) \(picture.shape[1]) \(picture.shape[0]) RGB [\(points)]")
    }
    let board = TensorBoard(
      folder.file("runs"), histograms: false,
      figures: ["guesses": { self.guesses(task, $0.trainer) }])
    _ = try task.trainer().fit(
      task.batches, epochs: 2, callbacks: [probe, board], progress: nil)
    #expect(try read("runs/train").filter { $0.hasPrefix("image ") } == expected)
    #expect(expected.count == 2)
  }

  @Test func lookingChangesNothing() throws {
    let (plain, watched) = (TinyTask(), TinyTask())
    try withSeed(1) { _ = try plain.trainer().fit(plain.batches, epochs: 2, progress: nil) }
    let board = TensorBoard(
      folder.file("runs"), figures: ["guesses": { self.guesses(watched, $0.trainer) }])
    try withSeed(1) {
      _ = try watched.trainer().fit(watched.batches, epochs: 2, callbacks: [board], progress: nil)
    }
    #expect(watched.weights == plain.weights)
  }
}
