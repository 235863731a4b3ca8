import TapestryCore
import TapestryTesting
import Testing

@Suite struct AnomalyTests {
  private static var leaf: Tensor { Tensor([0, -1]).requiringGrad() }

  @Test func switches() {
    #expect(!isDetectingAnomaly)
    detectAnomaly {
      #expect(isDetectingAnomaly && isRecording)
      noGrad { #expect(isDetectingAnomaly) }
      setDetectAnomaly(false)
      #expect(!isDetectingAnomaly)
    }
    #expect(!isDetectingAnomaly)
    setDetectAnomaly(true)
    #expect(isDetectingAnomaly)
    detectAnomaly {}
    #expect(isDetectingAnomaly)
    setDetectAnomaly(false)
    noGrad { detectAnomaly { #expect(!isRecording) } }
    #expect(isRecording && !isDetectingAnomaly)
  }

  @Test func soundComputationsPass() throws {
    let x = SampleInput.reals([3]).tensor
    try detectAnomaly {
      try gradCheck({ ($0.exp() * $0.sin()).sum() }, input: x, order: 2)
      // What is off the tape may hold anything, and infinities count only where they are asked for.
      #expect(Tensor([-1]).sqrt().isNaN().item(as: Bool.self))
      #expect(Self.leaf.exp().log().sum().requiresGrad)
      #expect((Tensor([1]).requiringGrad() / 0).item() == .infinity)
    }
  }

  @Test func off() {
    let x = Self.leaf
    x.log().sum().backward()
    #expect(x.grad!.isInfinite().any().item(as: Bool.self))
  }

  static let mistakes: [Mistake] = [
    Mistake(
      "log: gives NaN for inputs without one, shapes [2]; found by detectAnomaly (TapestryCoreTests/AnomalyTests.swift:"
    ) {
      detectAnomaly { _ = leaf.log() }
    },
    Mistake("divide: gives NaN for inputs without one, shapes [2], []; found by detectAnomaly") {
      detectAnomaly { _ = leaf * 0 / Tensor(0) }
    },
    Mistake("divide: gives an infinity for inputs without one, shapes [2], []") {
      detectAnomaly(findsInfinities: true) { _ = (leaf + 2) / Tensor(0) }
    },
    Mistake(
      "add: input 1 of shapes [2], [2] brings NaN into the record; no recorded operation made it"
    ) {
      detectAnomaly { _ = leaf + Tensor([1, .nan]) }
    },
    Mistake("backward: the derivative of 'sqrt' gives NaN for input 0 of shape [2]; found by") {
      detectAnomaly {
        let x = Tensor([0, 1]).requiringGrad()
        (x.sqrt() * 0).sum().backward()
      }
    },
    Mistake("backward: the derivative of 'sqrt' gives an infinity for input 0 of shape [2]") {
      let x = Tensor([0, 1]).requiringGrad()
      let y = x.sqrt()
      setDetectAnomaly(true, findsInfinities: true)
      y.sum().backward()
    },
    Mistake("backward: the gradient that was given holds NaN") {
      detectAnomaly { leaf.exp().backward(gradient: Tensor([1, .nan])) }
    },
    Mistake("backward: a hook of 'exp' returned a gradient that holds NaN") {
      detectAnomaly {
        let y = leaf.exp()
        y.registerHook { $0 * Float.nan }
        y.sum().backward()
      }
    },
    // A derivative that is recorded itself, and the second run of a checkpoint.
    Mistake("backward: the derivative of 'sqrt' gives NaN for input 0") {
      detectAnomaly {
        let x = Tensor([0, 1]).requiringGrad()
        _ = grad(of: (x.sqrt() * 0).sum(), with: [x], createGraph: true)
      }
    },
    Mistake("backward: the derivative of 'sqrt' gives NaN for input 0") {
      detectAnomaly {
        let x = Tensor([0, 1]).requiringGrad()
        (checkpoint { x.sqrt() } * 0).sum().backward()
      }
    },
    Mistake("broken: gives NaN for inputs without one, shapes [2]") {
      detectAnomaly {
        _ = customFunction("broken", [leaf]) { inputs, _ in
          [inputs[0], inputs[0] * Float.nan]
        } backward: { gradients, _ in
          [gradients[0]]
        }
      }
    },
    Mistake("backward: the derivative of 'broken' gives NaN for input 0 of shape [2]") {
      detectAnomaly {
        customFunction("broken", [leaf]) { inputs, _ in
          [inputs[0]]
        } backward: { gradients, _ in
          [gradients[0] * Float.nan]
        }[0].sum().backward()
      }
    },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      AnomalyTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
