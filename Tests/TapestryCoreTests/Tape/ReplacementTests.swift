import TapestryCore
import Testing

/// A derivative writes over the gradient that it was handed where nobody else holds it, and only there.
@Suite struct ReplacementTests {
  private typealias Operation = @Sendable (Tensor) -> Tensor

  private static let operations: [Operation] = [
    { $0.relu() }, { $0.sigmoid() }, { $0.tanh() }, { $0.gelu() }, { $0.gelu(approximate: .tanh) },
    { $0.silu() }, { layerNorm($0, normalizedShape: [3]) },
    { layerNorm($0, normalizedShape: [3], weight: .full([3], 2.0), bias: .ones([3])) },
    { batchNorm($0, isTraining: true) }, { dropout($0, generator: Generator(seed: 1)) },
  ]

  private static var input: Tensor {
    Tensor([-2, 0.5, 3, 1, -0.25, 0.75] as [Float], shape: [2, 3])
  }

  /// The gradient through an operation, while `watch` has a look at its operand and result.
  private func gradient(
    _ operation: Operation, watch: (_ operand: Tensor, _ result: Tensor) -> Void = { _, _ in }
  ) -> [Float] {
    let x = Self.input.clone().requiringGrad()
    let operand = x * 2
    let result = operation(operand)
    watch(operand, result)
    (result * Tensor([1, -2, 3] as [Float])).sum().backward()
    return x.grad!.array(as: Float.self)
  }

  private func address(_ tensor: Tensor) -> UInt {
    tensor.withBytes { UInt(bitPattern: $0.baseAddress) }
  }

  @Test(arguments: operations.indices) func gradientThatIsNobodyElsesIsWrittenOver(number: Int) {
    var addresses: [UInt] = []
    _ = gradient(Self.operations[number]) { operand, result in
      for tensor in [operand, result] {
        tensor.registerHook {
          addresses.append(address($0))
          return nil
        }
      }
    }
    #expect(addresses.count == 2 && addresses[0] == addresses[1])
  }

  @Test(arguments: operations.indices) func gradientThatAHookHoldsStays(number: Int) {
    let operation = Self.operations[number]
    var held: [Tensor] = []
    let withHook = gradient(operation) { _, result in
      result.registerHook {
        held.append($0)
        return nil
      }
    }
    #expect(withHook == gradient(operation))
    #expect(held.map { $0.array(as: Float.self) } == [[1, -2, 3, 1, -2, 3]])
  }

  @Test(arguments: operations.indices) func gradientThatIsRetainedStays(number: Int) {
    let operation = Self.operations[number]
    var kept: Tensor?
    let retaining = gradient(operation) { _, result in
      result.retainGrad()
      kept = result
    }
    #expect(retaining == gradient(operation))
    #expect(kept!.grad!.array(as: Float.self) == [1, -2, 3, 1, -2, 3])
  }

  @Test(arguments: operations.indices) func gradientOfTwoOperandsServesBoth(number: Int) {
    let operation = Self.operations[number]
    let x = Self.input.clone().requiringGrad()
    let weights = Tensor([1, -2, 3] as [Float])
    let operand = x * 2
    ((operation(operand) + operand) * weights).sum().backward()
    let alone = gradient(operation)
    let expected = zip(alone, [2, -4, 6, 2, -4, 6] as [Float]).map { $0 + $1 }
    for (value, right) in zip(x.grad!.array(as: Float.self), expected) {
      #expect(abs(value - right) <= 1e-6 * max(1, abs(right)))
    }
  }

  @Test func viewsOfOneGradientAreNotWrittenOver() {
    let x = Self.input.clone().requiringGrad()
    let (left, right) = ((x * 1).relu(), (x * 1).tanh())
    concatenate([left, right]).sum().backward()
    let plain = Self.input.clone().requiringGrad()
    (plain.relu().sum() + plain.tanh().sum()).backward()
    #expect(x.grad!.array(as: Float.self) == plain.grad!.array(as: Float.self))
  }

  @Test func passedGradientStaysTheCallers() {
    for operation in Self.operations {
      let x = Self.input.clone().requiringGrad()
      let given = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
      operation(x).backward(gradient: given)
      #expect(given.array(as: Float.self) == [1, 2, 3, 4, 5, 6])
    }
  }
}
