import TapestryCore
import TapestryNN
import Testing

private final class Broken: Module, Layer {
  let inner = Sequential { Identity() }
  func forward(_ x: Tensor) -> Tensor { inner(x) + Tensor.zeros([3]) }
}

@Suite struct MistakeMessageTests {
  private func line(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func aMistakeInsideALayerNamesItAndTheCall() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let model = Sequential {
        Flatten()
        Sequential { Linear(3, 2) }
      }
      _ = model(Tensor.zeros([5, 4]), file: "App/train.swift", line: 42)
    }
    #expect(
      line(result) == """
        linear: input [5, 4] and weight [2, 3]: the input's last size must be the weight's second \
        (App/train.swift:42, in 1.0: Linear(3, 2))

        """)
  }

  @Test func anOperatorInAModuleIsFoundByTheModule() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Broken()(Tensor.zeros([2]), file: "App/train.swift", line: 7)
    }
    #expect(line(result).hasSuffix("(App/train.swift:7, in Broken)\n"))
  }

  @Test func afterACallTheModuleIsForgotten() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Identity()(Tensor.zeros([2]))
      _ = x + Tensor.zeros([3])
    }
    #expect(line(result).hasPrefix("add: ") && !line(result).contains("Identity"))
  }
}
