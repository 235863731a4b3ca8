/// What ``detectAnomaly(findsInfinities:file:line:_:)`` was called for, and where.
final class AnomalyScope {
  let position: CodePosition

  init(position: CodePosition) { self.position = position }
}

/// Runs `body` and stops the program where a recorded operation or a derivative makes a NaN out of numbers, with a line
/// that names the operation, the module and the call of it:
///
/// ```
/// log: gives NaN for inputs without one, shapes [8, 10] (App/train.swift:42, in head.2: Linear(64, 10))
/// ```
///
/// Forward, the result of every operation that is recorded is looked through, and backward every gradient. Operations whose
/// operands ask for no gradient are not: a NaN among their results is named where it enters the record. NaN that
/// a later operation would mask counts too, as its gradient is NaN all the same.
///
/// The line is that of the innermost module's call, or outside of modules that of this function's: not the operation's own.
/// Infix operators cannot be told their caller's, functions of one tensor take no more than the tensor, and the frames of an
/// optimized program's stack do not lead back to it.
///
/// For finding mistakes: each operation costs a pass over its result more. Off, it costs nothing.
///
/// - Parameter findsInfinities: stops at infinities too. Masks of −∞ are then no longer possible.
///
/// `torch.autograd.detect_anomaly`, which looks at gradients only.
public func detectAnomaly<Result, Failure: Error>(
  findsInfinities: Bool = false, file: StaticString = #fileID, line: UInt = #line,
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let (mode, scope) = (ThreadState.tapeMode, ThreadState.anomalyScope)
  setDetectAnomaly(true, findsInfinities: findsInfinities, file: file, line: line)
  defer {
    var restored = ThreadState.tapeMode
    restored.subtract(TapeMode.anomalies)
    restored.formUnion(mode.intersection(TapeMode.anomalies))
    ThreadState.tapeMode = restored
    ThreadState.anomalyScope = scope
  }
  return try body()
}

/// Switches what ``detectAnomaly(findsInfinities:file:line:_:)`` does on or off for the calling thread.
///
/// `torch.autograd.set_detect_anomaly`.
public func setDetectAnomaly(
  _ isOn: Bool, findsInfinities: Bool = false, file: StaticString = #fileID, line: UInt = #line
) {
  var mode = ThreadState.tapeMode
  mode.subtract(TapeMode.anomalies)
  if isOn { mode.insert(.findsNaN) }
  if isOn && findsInfinities { mode.insert(.findsInfinity) }
  ThreadState.tapeMode = mode
  ThreadState.anomalyScope =
    isOn ? AnomalyScope(position: CodePosition(file: file, line: line)) : nil
}

/// Whether anomalies are looked for on this thread. `torch.is_anomaly_enabled`.
public var isDetectingAnomaly: Bool { ThreadState.tapeMode.findsAnomalies }

extension TapeMode {
  static var anomalies: TapeMode { [.findsNaN, .findsInfinity] }
}

extension Tensor {
  /// Notes at this tensor's new node where it was made, and stops where it holds a number that its operation should
  /// not have made.
  @inline(never)
  func markOrigin(_ inputs: [Tensor]) {
    guard let node else { return }
    if let place = CallFrame.current { node.madeExtras.origin = place }
    // Within a derivative, what counts is the gradient that comes out.
    if ThreadState.backwardPass != nil { return }
    guard let anomaly else { return }
    let shapes = inputs.map { "\($0.shape)" }.joined(separator: ", ")
    if let index = inputs.firstIndex(where: { $0.anomaly == anomaly }) {
      Tensor.stop(
        "\(node.name): input \(index) of shapes \(shapes) brings \(anomaly) into the record; no recorded operation made it"
      )
    }
    Tensor.stop("\(node.name): gives \(anomaly) for inputs without one, shapes \(shapes)")
  }

  /// What this tensor holds that is looked for.
  var anomaly: Anomaly? {
    if !dtype.isFloatingPoint || count == 0 { return nil }
    let mode = ThreadState.tapeMode
    return noGrad {
      if isNaN().any().item(as: Bool.self) { return .nan }
      let isFound = mode.contains(.findsInfinity) && isInfinite().any().item(as: Bool.self)
      return isFound ? .infinity : nil
    }
  }

  fileprivate static func stop(_ message: String) -> Never {
    if CallFrame.current == nil, let position = ThreadState.anomalyScope?.position {
      mistake(
        message + "; found by detectAnomaly", file: position.file, line: position.line)
    }
    mistake(message)
  }
}

enum Anomaly: String, CustomStringConvertible {
  case nan = "NaN"
  case infinity = "an infinity"

  var description: String { rawValue }
}

extension BackwardPass {
  /// Stops where a gradient holds what it should not.
  func look(at gradient: Tensor, for target: Node) {
    guard let anomaly = gradient.anomaly else { return }
    guard let node else { Tensor.stop("backward: the gradient that was given holds \(anomaly)") }
    let input = (0..<node.edgeCount).first { node.edge($0) === target }
    let place = node.extras?.origin.map { ", recorded \($0.description)," } ?? ""
    Tensor.stop(
      "backward: the derivative of '\(node.name)'\(place) gives \(anomaly) for input \(input ?? 0) of shape \(target.shape)"
    )
  }

  /// Stops where hooks made of a gradient what it should not be.
  func look(atHookedGradient gradient: Tensor, of node: Node) {
    guard let anomaly = gradient.anomaly else { return }
    Tensor.stop("backward: a hook of '\(node.name)' returned a gradient that holds \(anomaly)")
  }
}
