import TapestryCore
import TapestryTesting
import Testing

@Suite struct OperationLogTests {
  private func log(_ body: () -> Void) -> [OperationLog.Entry] {
    OperationLog.taken(during: body).entries
  }

  @Test func namesOperationsInOrder() {
    let x = Tensor([1, 2, 3, 4])
    let entries = log {
      let y = x + x
      _ = y.exp().sum()
      _ = x.reshaped(to: [2, 2])
    }
    #expect(entries.map(\.name) == ["add", "exp", "sum", "reshaped"])
    #expect(entries.allSatisfy { $0.phase == .forward && $0.modulePath == nil })
    #expect(entries.map(\.shape) == [[4], [4], [], [2, 2]])
  }

  @Test func countsTheMemoryOfResults() {
    let x = Tensor.ones([100])
    #expect(log { _ = x + x }[0].byteCount == 400)
    #expect(log { _ = x.reshaped(to: [10, 10]) }[0].byteCount == 0)
  }

  @Test func timesDoNotOverlap() {
    let x = Tensor.rand([64, 64]).requiringGrad()
    let whole = OperationLog.taken {
      for _ in 0..<3 { x.softmax(axis: 1).matmul(x).sum().backward() }
    }
    var last = whole.start
    for entry in whole.entries {
      #expect(entry.start >= last && entry.end >= entry.start, "\(entry.name)")
      last = entry.end
    }
    #expect(whole.end >= last)
  }

  @Test func timeBetweenOperationsIsNotTheirs() {
    let x = Tensor.ones([4])
    let entries = log {
      _ = x + x
      let end = ContinuousClock.now + .milliseconds(30)
      while ContinuousClock.now < end {}
      _ = x * x
    }
    #expect(entries[1].end - entries[1].start < .milliseconds(15))
    #expect(entries[1].start - entries[0].end >= .milliseconds(30))
  }

  @Test func derivativesAreNotedAsAWhole() {
    let x = Tensor([1, 2, 3]).requiringGrad()
    let loss = x.tanh().prod()
    let entries = log { loss.backward() }.filter { $0.phase == .backward }
    #expect(entries.map(\.name) == ["prod", "tanh", "leaf gradients"])
  }

  @Test func resultsOfOneOperationHaveOneDerivative() {
    let x = Tensor.rand([4, 4]).requiringGrad()
    let entries = log {
      let spectrum = x.rfft()
      (spectrum.real.sum() + spectrum.imag.sum()).backward()
    }
    let phases = entries.filter { $0.name == entries[0].name }.map(\.phase)
    #expect(phases == [.forward, .backward])
  }

  @Test func changesInPlaceAreNoted() {
    let x = Tensor([1, 2, 3])
    let names = log {
      x += 1
      x.zero()
      add(x, x, into: x)
      x.fillUniform()
    }.map(\.name)
    #expect(names == ["add in place", "zero", "add into", "fillUniform"])
  }

  @Test func operationsWithoutDerivativesAreNoted() {
    let x = Tensor([3, 1, 2])
    let names = log {
      _ = x .> 2
      _ = x.argmax(axis: 0)
      _ = x.argsort()
      _ = x.isNaN()
      _ = (x .> 2).any()
      _ = Tensor.randn([2])
    }.map(\.name)
    #expect(names == [".>", "argmax", "argsort", "isNaN", ".>", "any", "randn"])
  }

  @Test func nothingIsNotedOutsideOrByOthers() {
    let x = Tensor.ones([4])
    let inner = Mutable<[OperationLog.Entry]>([])
    let outer = log {
      _ = x + x
      inner.value = log { _ = x * x }
      _ = x - x
    }
    #expect(outer.map(\.name) == ["add", "subtract"])
    #expect(inner.value.map(\.name) == ["multiply"])
  }

  @Test func anErrorEndsTheLog() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try OperationLog.taken { () throws(Failure) in throw Failure() }
    }
    let x = Tensor.ones([4])
    _ = x + x
    #expect(log {}.isEmpty)
  }

  @Test func piecesOfWorkHideTheirOperations() {
    let x = Tensor.ones([4])
    let entries = log {
      OperationLog.measure("step", .update) { _ = (x + x) * x }
    }
    #expect(entries.map(\.name) == ["step"])
    #expect(entries[0].phase == .update && entries[0].byteCount == 32)
  }

  /// What computes on shapes and places alone, or looks at elements without making any.
  private static let silent: Set<String> = []

  @Test(arguments: Catalogue.all) func everyOperationIsNoted(op: OpCase) {
    for form in op.forms where !form.samples.samples.isEmpty {
      let entries = log {
        for sample in form.samples.samples {
          let inputs = sample.tensors.map { $0.detach() }
          noGrad { _ = form.body(inputs) }
        }
      }
      #expect(
        entries.isEmpty == Self.silent.contains(op.name), "\(op.file): \(form.reference ?? "")")
    }
  }
}

/// A variable that closures share.
private final class Mutable<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}
