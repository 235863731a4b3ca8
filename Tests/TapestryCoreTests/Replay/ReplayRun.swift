import Foundation
import Glibc
import TapestryCore

/// All samples of one file gone through, each in a copy of this process, which a wrong use may stop.
struct ReplayRun {
  let name: String
  private(set) var count = 0
  private(set) var failures: [String] = []
  /// Samples that ask for what is left out here.
  private(set) var leftOut: [String] = []
  /// Arguments that no adapter asks for, with the number of samples that have them.
  private(set) var unread: [String: Int] = [:]
  private(set) var refusals = 0
  /// Samples where PyTorch in float64 agrees with the results here, and not PyTorch in the sample's own dtype.
  private(set) var moreExact = 0

  /// How a copy of the process ends where nothing stopped it.
  fileprivate enum Outcome: Int32 {
    case isRight = 0
    case isMoreExact = 40
    case isWrong
    case isLeftOut
    case isAccepted
  }

  private static let secondsPerSample: UInt32 = 60

  init(contentsOf url: URL) throws {
    let file = try ReplayFile(contentsOf: url)
    name = file.name
    // A fork has one thread.
    Threads.setCount(1)
    for sample in file.samples {
      let adapters = sample.isComplex ? Replay.complexAdapters : Replay.adapters
      guard let adapter = adapters[name] else {
        if let reason = Replay.notHere[name] {
          leftOut.append("\(reason): \(sample.text)")
        } else {
          failures.append("no adapter: \(sample.text)")
        }
        continue
      }
      let check = ReplayCheck(name: name, adapter: adapter)
      count += 1
      if let refusal = sample.refusal {
        expectRefusal(sample, check, refusal)
      } else {
        expectAnswer(sample, check)
      }
    }
  }

  /// What there is to say, in one line.
  var summary: String {
    var parts = ["\(name): \(count) samples"]
    if refusals > 0 { parts.append("\(refusals) refused as by PyTorch") }
    if moreExact > 0 { parts.append("\(moreExact) as by PyTorch in float64 alone") }
    if !failures.isEmpty { parts.append("\(failures.count) failures, first \(failures[0])") }
    if !leftOut.isEmpty { parts.append("\(leftOut.count) left out, first \(leftOut[0])") }
    if !unread.isEmpty {
      let names = unread.sorted { $0.key < $1.key }.map { "\($0.key) of \($0.value)" }
      parts.append("never read: \(names.joined(separator: ", "))")
    }
    return parts.joined(separator: "; ")
  }

  private mutating func expectAnswer(_ sample: ReplaySample, _ check: ReplayCheck) {
    let (status, message) = Self.inTimedFork {
      var check = check
      guard let failures = check.failures(of: sample) else { return .isLeftOut }
      let text = (failures.isEmpty ? sample.unread : failures).joined(separator: "\n")
      _ = write(2, text, text.utf8.count)
      return !failures.isEmpty ? .isWrong : check.isMoreExact ? .isMoreExact : .isRight
    }
    let lines = message.split(separator: "\n").map(String.init)
    let outcome = Outcome(status)
    if outcome == .isMoreExact { moreExact += 1 }
    switch outcome {
    case .isRight, .isMoreExact: for argument in lines { unread[argument, default: 0] += 1 }
    case .isLeftOut: leftOut.append("\(sample.dtype) \(sample.text)")
    case .isWrong: failures += lines.map { "\(sample.dtype) \(sample.text): \($0)" }
    default:
      failures.append(
        "\(sample.dtype) \(sample.text): status \(status): \(lines.joined(separator: " "))")
    }
  }

  private mutating func expectRefusal(
    _ sample: ReplaySample, _ check: ReplayCheck, _ refusal: String
  ) {
    let (status, message) = Self.inTimedFork {
      check.adapter(sample) == nil ? .isLeftOut : .isAccepted
    }
    let isAccepted = Replay.accepted[name]?.contains { refusal.contains($0.refusal) } ?? false
    let call = "\(sample.text), which PyTorch refuses with '\(refusal)'"
    switch Outcome(status) {
    case .isLeftOut: leftOut.append(call)
    case .isAccepted where isAccepted: leftOut.append("accepted on purpose: \(call)")
    case .isAccepted: failures.append("nothing stops \(call)")
    default:
      let isStop = status & 0x7f == SIGABRT && message.split(separator: "\n").count == 1
      if isStop && !isAccepted {
        refusals += 1
      } else {
        failures.append(
          "\(call): status \(status): \(message.replacing("\n", with: " "))")
      }
    }
  }

  private static func inTimedFork(_ body: () -> Outcome) -> (status: Int32, message: String) {
    inFork {
      alarm(secondsPerSample)
      // Swift's runtime would add pages of registers and frames.
      signal(SIGILL, SIG_DFL)
      signal(SIGTRAP, SIG_DFL)
      return body().rawValue
    }
  }
}

extension ReplayRun.Outcome {
  /// From the status of an ended process; nil where a signal ended it.
  fileprivate init?(_ status: Int32) {
    guard status & 0x7f == 0 else { return nil }
    self.init(rawValue: status >> 8)
  }
}
