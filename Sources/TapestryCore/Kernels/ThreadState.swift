import CKernels

/// What each thread keeps for itself; the one place that reads and writes C's thread-local storage.
enum ThreadState {
  /// What the tape does with operations.
  @inline(__always)
  static var tapeMode: TapeMode {
    get { TapeMode(rawValue: tk_thread().pointee.tape_mode) }
    set { tk_thread().pointee.tape_mode = newValue.rawValue }
  }

  /// Whether operations record themselves.
  @inline(__always)
  static var isRecording: Bool {
    get { tapeMode.isRecording }
    set {
      if newValue { tapeMode.remove(.recordingIsOff) } else { tapeMode.insert(.recordingIsOff) }
    }
  }

  /// Who asked for anomalies to be found.
  static var anomalyScope: AnomalyScope? {
    get {
      tk_thread().pointee.anomaly_scope.map {
        Unmanaged<AnomalyScope>.fromOpaque($0).takeUnretainedValue()
      }
    }
    set {
      let old = tk_thread().pointee.anomaly_scope
      tk_thread().pointee.anomaly_scope = newValue.map { Unmanaged.passRetained($0).toOpaque() }
      if let old { Unmanaged<AnomalyScope>.fromOpaque(old).release() }
    }
  }

  /// The number of the node made last on this thread.
  @inline(__always)
  static var lastSequence: UInt64 {
    get { tk_thread().pointee.last_sequence }
    set { tk_thread().pointee.last_sequence = newValue }
  }

  @inline(__always)
  static var liveNodes: Int {
    get { Int(tk_thread().pointee.live_nodes) }
    set { tk_thread().pointee.live_nodes = Int64(newValue) }
  }

  /// How many multiplications of products, each with its addition, were counted on this thread.
  static var multiplyAdds: Int {
    get { Int(tk_thread().pointee.multiply_adds) }
    set { tk_thread().pointee.multiply_adds = Int64(newValue) }
  }

  @inline(__always)
  static var isReleasingNodes: Bool {
    get { tk_thread().pointee.is_releasing_nodes }
    set { tk_thread().pointee.is_releasing_nodes = newValue }
  }

  /// Puts the first of the nodes that wait for their release in place of none.
  @inline(__always)
  static func setWaitingForRelease(_ node: consuming Node?) {
    tk_thread().pointee.waiting_for_release =
      (consume node).map { Unmanaged.passRetained($0).toOpaque() }
  }

  /// Takes the first of the nodes that wait for their release, and leaves none.
  @inline(__always)
  static func takeWaitingForRelease() -> Node? {
    tk_thread().pointee.waiting_for_release.take().map {
      Unmanaged<Node>.fromOpaque($0).takeRetainedValue()
    }
  }

  /// The backward pass under way on this thread. It is held by its own call, not by this.
  static var backwardPass: BackwardPass? {
    get {
      tk_thread().pointee.backward_pass.map {
        Unmanaged<BackwardPass>.fromOpaque($0).takeUnretainedValue()
      }
    }
    set {
      tk_thread().pointee.backward_pass = newValue.map {
        Unmanaged.passUnretained($0).toOpaque()
      }
    }
  }

  /// Who notes this thread's operations. It is held by the call that they are noted for, not by this.
  static var operationLog: OperationLog? {
    get {
      tk_thread().pointee.operation_log.map {
        Unmanaged<OperationLog>.fromOpaque($0).takeUnretainedValue()
      }
    }
    set {
      tk_thread().pointee.operation_log = newValue.map {
        Unmanaged.passUnretained($0).toOpaque()
      }
    }
  }

  /// The source of this thread's random numbers; it is never released, as threads that draw numbers are few.
  static var generator: Generator {
    get {
      if let present = tk_thread().pointee.generator {
        return Unmanaged<Generator>.fromOpaque(present).takeUnretainedValue()
      }
      let made = Generator(seed: UInt64.random(in: .min ... .max))
      tk_thread().pointee.generator = Unmanaged.passRetained(made).toOpaque()
      return made
    }
    set {
      let old = tk_thread().pointee.generator
      tk_thread().pointee.generator = Unmanaged.passRetained(newValue).toOpaque()
      if let old { Unmanaged<Generator>.fromOpaque(old).release() }
    }
  }
}

/// What the tape does with operations: one word, because every operation reads it.
struct TapeMode: OptionSet {
  let rawValue: UInt8

  static let recordingIsOff = TapeMode(rawValue: UInt8(TK_RECORDING_IS_OFF))
  static let findsNaN = TapeMode(rawValue: UInt8(TK_FINDS_NAN))
  static let findsInfinity = TapeMode(rawValue: UInt8(TK_FINDS_INFINITY))
  static let castsToBFloat16 = TapeMode(rawValue: UInt8(TK_CASTS_TO_BFLOAT16))
  static let castsToFloat16 = TapeMode(rawValue: UInt8(TK_CASTS_TO_FLOAT16))
  static let countsProducts = TapeMode(rawValue: UInt8(TK_COUNTS_PRODUCTS))
  static let profiles = TapeMode(rawValue: UInt8(TK_PROFILES))

  @inline(__always)
  var isRecording: Bool { rawValue & UInt8(TK_RECORDING_IS_OFF) == 0 }

  @inline(__always)
  var autocasts: Bool { rawValue & UInt8(TK_CASTS_TO_BFLOAT16 | TK_CASTS_TO_FLOAT16) != 0 }

  @inline(__always)
  var countsProducts: Bool { rawValue & UInt8(TK_COUNTS_PRODUCTS) != 0 }

  @inline(__always)
  var findsAnomalies: Bool { rawValue & UInt8(TK_FINDS_NAN | TK_FINDS_INFINITY) != 0 }

  @inline(__always)
  var profiles: Bool { rawValue & UInt8(TK_PROFILES) != 0 }

  /// Whether anybody looks at operations' results.
  @inline(__always)
  var isWatched: Bool {
    rawValue & UInt8(TK_FINDS_NAN | TK_FINDS_INFINITY | TK_PROFILES) != 0
  }
}
