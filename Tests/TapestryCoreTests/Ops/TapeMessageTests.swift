import Glibc
import TapestryCore
import TapestryTesting
import Testing

/// What every operation that can be differentiated says of a tape that was freed, and of what was changed in place after
/// its derivative had saved it.
///
/// All in one process, which forks for each: a process of its own for each operation would take minutes.
@Suite struct TapeMessageTests {
  @Test func freedTapes() async {
    await #expect(processExitsWith: .success) { TapeMessages.check(TapeMessages.goThroughTwice) }
  }

  @Test func changesInPlace() async {
    await #expect(processExitsWith: .success) { TapeMessages.check(TapeMessages.changeInput) }
  }
}

private enum TapeMessages {
  /// The status with which a fork ends.
  enum Outcome: Int32 {
    case isRight = 0
    case isWrong = 40
  }

  /// Ends the process with a list of what is wrong, if anything is.
  static func check(
    _ body: (_ form: OpForm, _ sample: Sample, _ input: Int) -> Outcome
  ) {
    // A fork has one thread.
    Threads.setCount(1)
    var failures: [String] = []
    var count = 0
    for op in Catalogue.all {
      for (form, sample) in firstSmooth(op) {
        for input in sample.inputs.indices where sample.inputs[input].dtype == .float64 {
          count += 1
          let (status, message) = inFork { body(form, sample, input).rawValue }
          let isExpected =
            status == 0
            || (status & 0x7f == SIGABRT
              && message.split(separator: "\n").filter { isRemedy($0) }.count == 1)
          if !isExpected {
            failures.append("\(op.name), \(form.reference ?? ""): status \(status): \(message)")
          }
        }
      }
    }
    precondition(count > 0 || Catalogue.all.count < 50, "nothing was checked")
    if failures.isEmpty { return }
    let text = failures.joined(separator: "\n") + "\n"
    _ = write(2, text, text.utf8.count)
    exit(1)
  }

  /// The two lines that say which operation it is and what to do.
  private static func isRemedy(_ line: Substring) -> Bool {
    (line.hasPrefix("backward: the tape of '")
      && line.contains("' was freed by an earlier backward(); pass retainGraph: true"))
      || (line.hasPrefix("backward: '") && line.contains("' saved a ")
        && line.contains("that has since been changed in place")
        && line.hasSuffix("change a clone() instead"))
  }

  /// For each form the first sample at which it has a derivative.
  private static func firstSmooth(_ op: OpCase) -> [(OpForm, Sample)] {
    op.forms.compactMap { form in
      form.samples.samples.first { sample in
        sample.isSmooth && sample.inputs.allSatisfy { !$0.shape.contains(0) }
      }.map { (form, $0) }
    }
  }

  private static func leaves(_ sample: Sample) -> [Tensor] {
    sample.tensors.map { $0.dtype == .float64 ? $0.requiringGrad() : $0 }
  }

  private static func gradient(_ results: [Tensor], by input: Tensor, keeps: Bool) -> Tensor {
    var sum = Tensor.zeros(like: input)
    for result in results where result.requiresGrad {
      let found = grad(
        of: result, with: [input], gradient: .ones(like: result), retainGraph: keeps)[0]
      if let found { sum = sum + found }
    }
    return sum
  }

  static func goThroughTwice(
    _ form: OpForm, _ sample: Sample, _ input: Int
  ) -> Outcome {
    let inputs = leaves(sample)
    let result = form.body(inputs).first { $0.requiresGrad && !$0.isLeaf }
    guard let result else { return .isRight }
    result.backward(gradient: .ones(like: result))
    result.backward(gradient: .ones(like: result))
    // Only a result that does not depend on what is recorded gets here.
    return .isWrong
  }

  /// Either the message, or the derivative at the place where the result was computed.
  static func changeInput(
    _ form: OpForm, _ sample: Sample, _ input: Int
  ) -> Outcome {
    let inputs = leaves(sample)
    let expected = gradient(form.body(inputs), by: inputs[input], keeps: false)
    let results = form.body(inputs)
    noGrad { inputs[input] += 0.375 }
    let found = gradient(results, by: inputs[input], keeps: true)
    return difference(of: found, from: expected) == nil ? .isRight : .isWrong
  }
}
