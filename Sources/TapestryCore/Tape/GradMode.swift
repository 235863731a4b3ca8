/// Whether operations record themselves on this thread. `torch.is_grad_enabled`.
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

/// Switches recording on or off for the calling thread, until it is switched again or a block such as ``noGrad(_:)`` around
/// the call ends.
///
/// `torch.set_grad_enabled` as a function; as a block it is ``noGrad(_:)`` or ``enableGrad(_:)``.
public func setGradEnabled(_ isOn: Bool) { ThreadState.isRecording = isOn }

/// Runs `body` without recording, for models that are used and not trained.
///
/// `torch.inference_mode`. It is ``noGrad(_:)`` by another name: a tensor carries nothing more that could be left out, and so its
/// results, other than PyTorch's, may take part in a later record.
public func inferenceMode<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  try withRecording(false, body)
}

package func withRecording<Result, Failure: Error>(
  _ isOn: Bool, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let wasOn = ThreadState.isRecording
  ThreadState.isRecording = isOn
  defer { ThreadState.isRecording = wasOn }
  return try body()
}
