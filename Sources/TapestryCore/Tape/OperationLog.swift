/// What the operations of one thread took, noted while somebody asks for it: what a profile is made of.
///
/// An operation lasts from the moment it takes memory for a result to the moment its result goes on the tape, or would. Of an
/// operation that calls others, what these leave of its time is its own: no time counts twice.
package final class OperationLog {
  /// What an operation was part of.
  package enum Phase: String, CaseIterable {
    case forward, backward, update, data
  }

  package struct Entry {
    package let name: String
    package let phase: Phase
    package let start, end: ContinuousClock.Instant
    /// Memory taken for results and for room to work in.
    package let byteCount: Int
    /// The innermost module that the operation was called by, as messages name it; nil outside of modules.
    package let modulePath: String?
    /// Of the result; nil for what has several, and for work that is no operation.
    package let shape: Shape?
    package let dtype: DType?
  }

  package private(set) var entries: [Entry] = []
  package let start = ContinuousClock.now
  package private(set) var end = ContinuousClock.now

  private init() {}

  /// Runs `body` and notes the operations of the calling thread. Logs of calls inside this one are their own.
  package static func taken<Failure: Error>(
    during body: () throws(Failure) -> Void
  ) throws(Failure) -> OperationLog {
    let log = OperationLog()
    let (outer, wasOn) = (ThreadState.operationLog, ThreadState.tapeMode.profiles)
    ThreadState.operationLog = log
    ThreadState.tapeMode.insert(.profiles)
    defer {
      ThreadState.operationLog = outer
      if !wasOn { ThreadState.tapeMode.remove(.profiles) }
    }
    try body()
    log.end = .now
    return log
  }

  // MARK: Beginnings

  /// When memory was first taken since the last entry, and when a view was last made.
  private var began, madeView: ContinuousClock.Instant?
  private var byteCount = 0

  /// How many pieces of work are under way that are noted as a whole.
  private var depth = 0

  // Every operation comes by here: where nobody asks, it costs the test of one byte that is read anyway.

  /// Says that an operation begins, if none is under way, and takes memory.
  @inline(__always)
  static func begin(byteCount: @autoclosure () -> Int = 0) {
    if ThreadState.tapeMode.profiles { noteBeginning(byteCount()) }
  }

  /// Says that a view was made: an operation of its own, or the beginning of nothing.
  @inline(__always)
  static func beginView() {
    if ThreadState.tapeMode.profiles { noteView() }
  }

  @inline(never)
  private static func noteBeginning(_ byteCount: Int) {
    guard let log = ThreadState.operationLog else { return }
    log.byteCount += byteCount
    if log.began == nil && log.depth == 0 { log.began = .now }
  }

  @inline(never)
  private static func noteView() { ThreadState.operationLog?.madeView = .now }

  // MARK: Ends

  /// Notes the operation that has just made `result`.
  ///
  /// - Parameter isView: whether it only shows elements that were there before.
  @inline(never)
  func end(_ name: String, _ result: Tensor, isView: Bool = false) {
    let now = ContinuousClock.now
    let path = modulePath()
    if let path, let node = result.node {
      node.madeExtras.modulePath = path
      if node is OutputNode { node.edge(0)?.madeExtras.modulePath = path }
    }
    // A view that is made on the way to an operation's result is no end of that operation.
    if depth > 0 || (isView && began != nil) { return }
    // What was made in one go with an operation inside began where that ended.
    let start = began ?? madeView ?? entries.last?.end ?? now
    let phase: Phase = ThreadState.backwardPass == nil ? .forward : .backward
    note(name, phase, start, now, path, result)
  }

  /// Notes a derivative as a whole.
  func measureBackward(of node: Node, _ body: () -> Void) {
    // Results of one operation only hand their gradients on to it.
    if node is OutputNode { return body() }
    measure(node.name, .backward, node.extras?.modulePath, body)
  }

  /// Notes `body`, of whatever operations it is made, as one piece of work, where a log is taken.
  @inline(__always)
  package static func measure<Result, Failure: Error>(
    _ name: @autoclosure () -> String, _ phase: Phase, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard ThreadState.tapeMode.profiles, let log = ThreadState.operationLog else {
      return try body()
    }
    return try log.measure(name(), phase, nil, body)
  }

  private func measure<Result, Failure: Error>(
    _ name: String, _ phase: Phase, _ path: String?, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if depth == 0 { byteCount = 0 }
    let start = ContinuousClock.now
    depth += 1
    defer {
      depth -= 1
      if depth == 0 { note(name, phase, start, .now, path, nil) }
    }
    return try body()
  }

  private func note(
    _ name: String, _ phase: Phase, _ start: ContinuousClock.Instant,
    _ end: ContinuousClock.Instant, _ path: String?, _ result: Tensor?
  ) {
    entries.append(
      Entry(
        name: name, phase: phase, start: start, end: end, byteCount: byteCount,
        modulePath: path, shape: result?.shape, dtype: result?.dtype))
    began = nil
    madeView = nil
    byteCount = 0
  }

  // MARK: Places

  private struct Call: Hashable {
    let inner, outer: ObjectIdentifier
  }

  /// Descriptions of calls, each of which takes a walk through the modules.
  private var paths: [Call: String] = [:]
  /// Keeps the modules alive, so that no other object gets the identity of one.
  private var modules: [AnyObject] = []

  private func modulePath() -> String? {
    guard let (inner, outer) = CallFrame.calls else { return nil }
    let call = Call(inner: ObjectIdentifier(inner), outer: ObjectIdentifier(outer))
    if let path = paths[call] { return path }
    let path = outer.describe(inner)
    paths[call] = path
    modules += [inner, outer]
    return path
  }
}
