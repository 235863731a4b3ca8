import TapestryCore
import TapestryOptim
import Testing

@Suite struct GradScalerTests {
  private func setUp(
    _ values: [Double] = [1, 2], rate: Double = 0.5, dtype: DType = .float32
  ) -> (Parameter, SGD) {
    let x = Parameter(Tensor(values, dtype: dtype))
    return (x, SGD([x], learningRate: rate))
  }

  private func backward(_ x: Parameter, _ scaler: GradScaler, factor: Double = 1) {
    x.grad = nil
    scaler.scale((x * factor).sum()).backward()
  }

  @Test func aStepIsThatOfTheUnscaledLoss() {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(initialScale: 1024)
    backward(x, scaler)
    #expect(x.grad?.array(as: Float.self) == [1024, 1024])
    #expect(scaler.step(optimizer))
    scaler.update()
    #expect(x.array(as: Float.self) == [0.5, 1.5])
    #expect(scaler.currentScale == 1024)
  }

  @Test func gradientsAreUnscaledOnceWhereTheyAreLookedAt() {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(initialScale: 8)
    backward(x, scaler)
    scaler.unscale(optimizer)
    #expect(x.grad?.array(as: Float.self) == [1, 1])
    scaler.step(optimizer)
    #expect(x.array(as: Float.self) == [0.5, 1.5])
  }

  @Test(arguments: [Double.infinity, .nan])
  func aStepThatIsNotFiniteIsLeftOut(factor: Double) {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(initialScale: 64, backoffFactor: 0.25)
    backward(x, scaler, factor: factor)
    #expect(!scaler.step(optimizer))
    #expect(x.array(as: Float.self) == [1, 2])
    scaler.update()
    #expect(scaler.currentScale == 16)
  }

  @Test func theScaleGrowsAfterGoodStepsInARow() {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(initialScale: 4, growthFactor: 3, growthInterval: 2)
    var scales: [Double] = []
    for factor in [1, 1, 1, .infinity, 1, 1] as [Double] {
      backward(x, scaler, factor: factor)
      scaler.step(optimizer)
      scaler.update()
      scales.append(scaler.currentScale)
    }
    #expect(scales == [4, 12, 12, 6, 6, 18])
  }

  @Test func theScaleStaysWithinFloat32() {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(
      initialScale: Double(Float.greatestFiniteMagnitude), growthInterval: 1)
    x.grad = Tensor.zeros([2])
    scaler.step(optimizer)
    scaler.update()
    #expect(scaler.currentScale == Double(Float.greatestFiniteMagnitude))
  }

  @Test func oneOptimizerThatOverflowsLowersTheScaleForAll() {
    let ((x, first), (y, second)) = (setUp(), setUp())
    let scaler = GradScaler(initialScale: 2)
    x.grad = Tensor.ones([2])
    y.grad = Tensor([Double.infinity, 0], dtype: .float32)
    #expect(scaler.step(first))
    #expect(!scaler.step(second))
    scaler.update()
    #expect(scaler.currentScale == 1)
  }

  @Test func gradientsThatWouldVanishInFloat16DoNot() {
    // Two factors whose product is below float16's smallest number, 2⁻²⁴.
    let train = { (scaler: GradScaler) -> Float in
      let x = Parameter(Tensor([1.0], dtype: .float32))
      let optimizer = SGD([x], learningRate: 0x1p25)
      let half = x.cast(to: .float16)
      scaler.scale((half * 0x1p-13 * 0x1p-13).sum()).backward()
      scaler.step(optimizer)
      scaler.update()
      return x.array(as: Float.self)[0]
    }
    #expect(train(GradScaler(isEnabled: false)) == 1)
    #expect(train(GradScaler(initialScale: 0x1p15)) == 0.5)
  }

  @Test func trainingInFloat16FollowsTrainingInFloat32() {
    let inputs = Wave.tensor([16, 8], seed: 1, .float32)
    let targets = Wave.tensor([16, 4], seed: 2, .float32)
    let train = { (scaler: GradScaler, isHalf: Bool) -> [Double] in
      let w = Parameter(Wave.tensor([8, 4], seed: 3, .float32))
      let optimizer = Adam([w], learningRate: 0.02)
      // So small a loss that without scaling float16 would lose its gradients.
      let smallness = 0x1p-20
      return (0..<60).map { _ in
        optimizer.zeroGrad()
        let output = autocast(to: .float16, isEnabled: isHalf) { inputs.matmul(w) }
        let loss = (output.cast(to: .float32) - targets).square().mean()
        scaler.scale(loss * smallness).backward()
        scaler.step(optimizer)
        scaler.update()
        return loss.item()
      }
    }
    let reference = train(GradScaler(isEnabled: false), false)
    let scaled = train(GradScaler(), true)
    #expect(reference.last! < 0.5 * reference[0])
    #expect(zip(scaled, reference).allSatisfy { abs($0 - $1) < 1e-2 * reference[0] })
    // The negative control.
    let lost = train(GradScaler(isEnabled: false), true)
    #expect(abs(lost.last! - reference.last!) > 1e-2 * reference[0])
  }

  @Test func aScalerThatIsOffDoesNothing() throws {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(isEnabled: false)
    backward(x, scaler)
    #expect(x.grad?.array(as: Float.self) == [1, 1] && scaler.currentScale == 1)
    scaler.unscale(optimizer)
    scaler.step(optimizer)
    scaler.update()
    #expect(x.array(as: Float.self) == [0.5, 1.5])
    #expect(scaler.stateDict().isEmpty)
    try scaler.load([:])
  }

  @Test func itsStateIsSavedByPyTorchsNames() throws {
    let (x, optimizer) = setUp()
    let scaler = GradScaler(initialScale: 4, growthFactor: 3, growthInterval: 2)
    backward(x, scaler)
    scaler.step(optimizer)
    scaler.update()
    let state = scaler.stateDict()
    #expect(
      state.mapValues { $0.item() } == [
        "scale": 4, "growth_factor": 3, "backoff_factor": 0.5, "growth_interval": 2,
        "_growth_tracker": 1,
      ])
    let second = GradScaler()
    try second.load(state)
    backward(x, second)
    second.step(optimizer)
    second.update()
    #expect(second.currentScale == 12)
  }

  @Test(
    arguments: [
      ("scale", nil, "scale is missing"),
      ("growth_factor", 1, "a growth factor of 1.0, not above 1"),
      ("_growth_tracker", -1, "_growth_tracker is no number of steps"),
      ("extra", 1, "extra is not part of this state"),
    ] as [(String, Double?, String)])
  func aWrongStateIsRefused(name: String, value: Double?, reason: String) {
    let scaler = GradScaler(initialScale: 2)
    var state = GradScaler(initialScale: 8).stateDict()
    state[name] = value.map { Tensor($0) }
    let error = #expect(throws: OptimizerStateError.self) { try scaler.load(state) }
    #expect(error?.description == "state dict for GradScaler: \(reason)")
    #expect(scaler.currentScale == 2)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = GradScaler(growthFactor: 1) }
    await #expect(processExitsWith: .failure) { _ = GradScaler(backoffFactor: 1) }
    await #expect(processExitsWith: .failure) { _ = GradScaler(initialScale: 0) }
    await #expect(processExitsWith: .failure) { _ = GradScaler(growthInterval: 0) }
    await #expect(processExitsWith: .failure) { GradScaler().update() }
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))])
      let scaler = GradScaler()
      scaler.unscale(optimizer)
      scaler.unscale(optimizer)
    }
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))])
      let scaler = GradScaler()
      scaler.step(optimizer)
      scaler.step(optimizer)
    }
  }
}
