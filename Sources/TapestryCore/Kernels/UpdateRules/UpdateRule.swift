import CKernels

/// An optimizer's update rule over a flat run of numbers.
package protocol UpdateRule {
  func update(_ run: UpdateRun)
}

/// What happens to a parameter and its gradient before a rule sees them.
package struct UpdatePrelude {
  /// Whether the gradient is turned.
  let maximize: Bool
  /// How much of the parameter is added to the gradient.
  let decay: Double
  /// What the parameter is multiplied by.
  let shrink: Double

  package init(maximize: Bool = false, decay: Double = 0, shrink: Double = 1) {
    self.maximize = maximize
    self.decay = decay
    self.shrink = shrink
  }
}

/// A stretch of one parameter, its gradient and what the rule keeps of earlier steps, all of one floating-point dtype.
package struct UpdateRun {
  private var run: tk_update_run
  private let dtype: DType

  init(_ run: tk_update_run, dtype: DType) {
    self.run = run
    self.dtype = dtype
  }

  var count: Int { run.count }

  /// The part of this run in `range`.
  func piece(_ range: Range<Int>) -> UpdateRun {
    var piece = self
    let start = range.lowerBound * dtype.itemSize
    piece.run.parameter += start
    piece.run.gradient += start
    piece.run.first = run.first.map { $0 + start }
    piece.run.second = run.second.map { $0 + start }
    piece.run.third = run.third.map { $0 + start }
    piece.run.count = range.count
    return piece
  }

  typealias Kernel<Options> = (UnsafePointer<tk_update_run>, UnsafePointer<Options>) -> Void

  /// Runs the kernel of this dtype.
  func callAsFunction<Options>(
    _ float: Kernel<Options>, _ double: Kernel<Options>, _ options: Options
  ) {
    withUnsafePointer(to: run) { run in
      withUnsafePointer(to: options) { options in
        if dtype == .float64 { double(run, options) } else { float(run, options) }
      }
    }
  }
}
