import Foundation
import TapestryCore
import TapestryOptim
import Testing

@Suite struct AveragedParametersTests {
  private let shapes: [Shape] = [[3, 2], [], [10_007]]

  private func parameters(_ dtype: DType = .float64) -> [Parameter] {
    shapes.enumerated().map { Parameter(Wave.tensor($1, seed: $0, dtype)) }
  }

  /// Parameters after a step of a walk.
  private func walk(_ parameters: [Parameter], _ step: Int) {
    noGrad {
      for (index, parameter) in parameters.enumerated() {
        let seed = 10 * step + index
        parameter.copy(from: Wave.tensor(parameter.shape, seed: seed, parameter.dtype))
      }
    }
  }

  private func values(_ tensors: [Tensor]) -> [Double] {
    tensors.flatMap { $0.array(as: Double.self) }
  }

  private func track(
    _ averaging: AveragedParameters.Averaging, dtype: DType = .float64
  ) -> (AveragedParameters, history: [[Double]]) {
    let parameters = parameters(dtype)
    let averages = AveragedParameters(parameters, averaging: averaging)
    var history: [[Double]] = []
    for step in 1...6 {
      walk(parameters, step)
      averages.update()
      history.append(values(parameters))
    }
    return (averages, history)
  }

  private func largestDifference(_ found: [Double], _ expected: [Double]) -> Double {
    found.count == expected.count
      ? zip(found, expected).map { abs($0 - $1) }.max()! : .infinity
  }

  struct Stored: Decodable {
    let name: String
    let dtype: String
    let values: [Double]
  }

  @Test func averagesArePyTorchs() throws {
    let file = GoldenFolder.url.appending(path: "averages.json")
    let stored = try JSONDecoder().decode([Stored].self, from: Data(contentsOf: file))
    #expect(stored.count == 4)
    for stored in stored {
      let dtype: DType = stored.dtype == "float64" ? .float64 : .float32
      let shapes: [Shape] = [[2, 3], [4], [], [2, 2, 3]]
      let parameters = shapes.map { Parameter(Tensor.zeros($0, dtype: dtype)) }
      let averages = AveragedParameters(
        parameters, averaging: stored.name == "equal" ? .equal : .exponential(decay: 0.75))
      for step in 1...6 {
        walk(parameters, step)
        averages.update()
      }
      let allowed = dtype == .float64 ? 1e-7 : 1e-6
      #expect(largestDifference(values(averages.values), stored.values) < allowed)
    }
  }

  @Test func equalAveragesAreMeans() {
    let (averages, history) = track(.equal)
    let mean = history[0].indices.map { place in history.map { $0[place] }.reduce(0, +) / 6 }
    #expect(largestDifference(values(averages.values), mean) < 1e-12)
    #expect(averages.count == 6)
  }

  @Test func exponentialAveragesForgetFromTheFirstOn() {
    let (averages, history) = track(.exponential(decay: 0.75))
    var mean = history[0]
    for step in history.dropFirst() {
      mean = zip(mean, step).map { 0.75 * $0 + 0.25 * $1 }
    }
    #expect(largestDifference(values(averages.values), mean) < 1e-12)
  }

  @Test func aFunctionOfOnesOwnAverages() {
    let (averages, history) = track(.custom { average, current, _ in average.maximum(current) })
    let largest = history[0].indices.map { place in history.map { $0[place] }.max()! }
    #expect(values(averages.values) == largest)
  }

  @Test(arguments: [DType.float32, .float16, .bfloat16])
  func averagesAreTakenInFloat32(dtype: DType) {
    let (averages, history) = track(.exponential(decay: 0.999), dtype: dtype)
    #expect(averages.values.allSatisfy { $0.dtype == .float32 })
    var mean = history[0]
    for step in history.dropFirst() { mean = zip(mean, step).map { 0.999 * $0 + 0.001 * $1 } }
    #expect(largestDifference(values(averages.values), mean) < 1e-6)
    averages.withAverages {
      let rounded = averages.values.map { $0.cast(to: dtype) }
      #expect(values(averages.parameters) == values(rounded))
    }
    #expect(values(averages.parameters) == history[5])
  }

  @Test func parametersAndAveragesAreExchanged() {
    let (averages, history) = track(.equal)
    let mean = values(averages.values)
    let inside = averages.withAverages { values(averages.parameters) }
    #expect(inside == mean)
    #expect(values(averages.parameters) == history[5])
    averages.swap()
    #expect(averages.isSwapped)
    #expect(values(averages.parameters) == mean && values(averages.values) == mean)
    #expect(averages.withAverages { values(averages.parameters) } == mean)
    averages.swap()
    #expect(values(averages.parameters) == history[5])
    #expect(averages.parameters.allSatisfy { $0.requiresGrad && $0.isLeaf })
  }

  @Test func buffersOfNumbersAreAveragedAndCountsTakenOver() {
    let running = Buffer(Tensor([1.0, 2]))
    let seen = Buffer(Tensor(3, dtype: .int64))
    let averages = AveragedParameters([], buffers: [running, seen])
    averages.update()
    noGrad {
      running.copy(from: Tensor([3.0, 6]))
      seen.copy(from: Tensor(8, dtype: .int64))
    }
    averages.update()
    #expect(values(averages.values) == [2, 4, 8])
  }

  @Test func aSavedStateGoesOn() throws {
    let (averages, _) = track(.exponential(decay: 0.9))
    let parameters = parameters()
    let resumed = AveragedParameters(parameters, averaging: .exponential(decay: 0.9))
    try resumed.load(averages.stateDict())
    walk(averages.parameters, 7)
    walk(parameters, 7)
    averages.update()
    resumed.update()
    #expect(values(resumed.values) == values(averages.values))
    #expect(resumed.count == 7)
  }

  @Test func aWrongStateIsRefused() {
    let (averages, _) = track(.equal)
    let before = values(averages.values)
    var state = averages.stateDict()
    state["averages.2"] = Tensor.zeros([3])
    let error = #expect(throws: OptimizerStateError.self) { try averages.load(state) }
    #expect(
      error?.description
        == "state dict for AveragedParameters: averages.2 has shape [3]; it needs [10007]")
    #expect(values(averages.values) == before)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = AveragedParameters([], averaging: .exponential(decay: 1.5))
    }
    await #expect(processExitsWith: .failure) {
      let x = Parameter(Tensor.zeros([1]))
      _ = AveragedParameters([x, x])
    }
    await #expect(processExitsWith: .failure) {
      let averages = AveragedParameters([Parameter(Tensor.zeros([1]))])
      averages.swap()
      averages.update()
    }
  }
}
