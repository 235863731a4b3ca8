import TapestryCore
import Testing

/// What cannot be differentiated says so when a backward pass comes to it.
@Suite struct NoDerivativeTests {
  @Test func packedReflectors() async {
    let mistake = Mistake("backward: geqrf has no derivative; use qr") {
      Tensor.eye(2).requiringGrad().geqrf().a.sum().backward()
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Tensor.eye(2).requiringGrad().geqrf().a.sum().backward() }
    mistake.expect(from: result)
  }

  @Test func completeTallQR() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Tensor.eye(3, 2).requiringGrad().qr(.complete).q.sum().backward() }
    Mistake("backward: qr has no derivative for the mode complete and more rows than columns") {}
      .expect(from: result)
  }

  @Test func upperFactorAlone() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Tensor.eye(2).requiringGrad().qr(.r).r.sum().backward() }
    Mistake("backward: qr has no derivative for the mode r; use the mode reduced") {}
      .expect(from: result)
  }

  @Test func factorsOfIndefiniteMatrices() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { try Tensor.eye(2).requiringGrad().ldlFactor().ld.sum().backward() }
    Mistake("backward: ldlFactor has no derivative; solve has one") {}.expect(from: result)
  }
}
