/// Whether operations record themselves on this thread.
public var isRecording: Bool { ThreadState.isRecording }

/// Runs `body` without recording: results do not ask for gradients, and nothing is saved for derivatives.
///
/// `torch.no_grad`.
public func noGrad<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  try withRecording(false, body)
}

/// Runs `body` with recording on, also inside ``noGrad(_:)``.
///
/// `torch.enable_grad`.
public func enableGrad<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  try withRecording(true, body)
}

package func withRecording<Result, Failure: Error>(
  _ isOn: Bool, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let wasOn = ThreadState.isRecording
  ThreadState.isRecording = isOn
  defer { ThreadState.isRecording = wasOn }
  return try body()
}
