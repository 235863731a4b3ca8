import CKernels

/// What can be called and calls operations in turn: a module. Messages about mistakes made inside name it.
package protocol Callable: AnyObject {
  /// Where the outermost of the calls under way was made, while there is one.
  var callPosition: CodePosition? { get set }

  /// How people find a callable inside this one: `encoder.0: Linear(3, 4)`.
  func describe(_ inner: AnyObject) -> String
}

/// A call under way on this thread.
///
/// The thread remembers the outermost and the innermost: from these two a message is made when it is needed, and a call
/// costs a few nanoseconds.
package struct CallFrame {
  private let previous: UnsafeMutableRawPointer?

  @inline(__always)
  package init(entering callable: some Callable, position: @autoclosure () -> CodePosition) {
    let state = tk_thread()
    previous = state.pointee.innermost_call
    let address = Unmanaged.passUnretained(callable as AnyObject).toOpaque()
    state.pointee.innermost_call = address
    if previous == nil {
      state.pointee.outermost_call = address
      callable.callPosition = position()
    }
  }

  @inline(__always)
  package func leave() { tk_thread().pointee.innermost_call = previous }

  /// Where operations are being called now; nil outside of any call.
  static var current: CallPlace? {
    calls.map { CallPlace(inner: $0.inner, outer: $0.outer, position: $0.outer.callPosition) }
  }

  /// The innermost and the outermost of the calls under way; nil outside of any call.
  static var calls: (inner: AnyObject, outer: any Callable)? {
    let state = tk_thread()
    guard let inner = object(state.pointee.innermost_call),
      let outer = object(state.pointee.outermost_call) as? any Callable
    else { return nil }
    return (inner, outer)
  }

  /// What to say about the place of a mistake; nil outside of any call.
  static func place(of position: CodePosition?) -> String? {
    guard let (inner, outer) = calls else { return nil }
    // A mistake in describing the mistake must not come here again.
    tk_thread().pointee.innermost_call = nil
    let path = "in \(outer.describe(inner))"
    guard let call = outer.callPosition else { return path }
    if let position, !"\(position)".hasPrefix("Tapestry") {
      return "\(position), \(path), called at \(call)"
    }
    return "\(call), \(path)"
  }

  private static func object(_ address: UnsafeMutableRawPointer?) -> AnyObject? {
    address.map { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// The innermost and the outermost call that an operation was part of, remembered beyond their end; described only
/// when somebody asks, as that takes a walk through the modules.
struct CallPlace {
  private weak var inner: AnyObject?
  private weak var outer: (any Callable)?
  private let position: CodePosition?

  fileprivate init(inner: AnyObject, outer: any Callable, position: CodePosition?) {
    self.inner = inner
    self.outer = outer
    self.position = position
  }

  var description: String {
    let path = inner.flatMap { inner in outer.map { "in \($0.describe(inner))" } }
    let call = position.map { "called at \($0)" }
    return [path ?? "in a module that is gone", call].compactMap { $0 }.joined(separator: ", ")
  }
}
