import TapestryCore

/// What the padding layers have in common: elements put around the last axes, or, where numbers are negative, cut away there.
public class PaddingLayer: Module, Layer {
  class var axes: Int { 0 }
  class var mode: PaddingMode { .constant }

  /// Pairs of numbers, before and behind: first of the last axis, then of the one before it, as PyTorch counts.
  public let amounts: [Int]

  /// What is put there in constant padding.
  public let value: Double

  // Not private: the optimizer (Swift 6.3) then makes an instance of this class where one of a subclass is asked for.
  init(amounts: [Int], value: Double, file: StaticString, line: UInt) {
    LayerCheck("\(Self.self)", file: file, line: line)
      .demand(
        amounts.count == 2 * Self.axes,
        "amounts \(amounts) must be one number, or a pair for each of \(Self.axes) axes")
    (self.amounts, self.value) = (amounts, value)
    super.init()
  }

  public override var details: String {
    settings("\(amounts)", setting("value", value, unless: 0))
  }

  public final func forward(_ x: Tensor) -> Tensor {
    x.padded(amounts, mode: Self.mode, value: value)
  }
}

/// What the padding layers without a value have in common.
public class BorderPadding: PaddingLayer {
  /// As many elements on every side.
  public required init(_ amount: Int, file: StaticString = #fileID, line: UInt = #line) {
    super.init(
      amounts: Array(repeating: amount, count: 2 * Self.axes), value: 0, file: file, line: line)
  }

  /// - Parameter amounts: pairs of numbers, before and behind: first of the last axis, then of the one before it.
  public required init(_ amounts: [Int], file: StaticString = #fileID, line: UInt = #line) {
    super.init(amounts: amounts, value: 0, file: file, line: line)
  }
}

/// What ``ConstantPad1d``, ``ConstantPad2d`` and ``ConstantPad3d`` have in common.
public class ConstantPadding: PaddingLayer {
  /// As many elements on every side.
  public required init(
    _ amount: Int, value: Double, file: StaticString = #fileID, line: UInt = #line
  ) {
    super.init(
      amounts: Array(repeating: amount, count: 2 * Self.axes), value: value, file: file, line: line)
  }

  /// - Parameter amounts: pairs of numbers, before and behind: first of the last axis, then of the one before it.
  public required init(
    _ amounts: [Int], value: Double, file: StaticString = #fileID, line: UInt = #line
  ) {
    super.init(amounts: amounts, value: value, file: file, line: line)
  }
}

/// One value around the last axis. `torch.nn.ConstantPad1d`.
public final class ConstantPad1d: ConstantPadding {
  override class var axes: Int { 1 }
}

/// One value around the last two axes. `torch.nn.ConstantPad2d`.
public final class ConstantPad2d: ConstantPadding {
  override class var axes: Int { 2 }
}

/// One value around the last three axes. `torch.nn.ConstantPad3d`.
public final class ConstantPad3d: ConstantPadding {
  override class var axes: Int { 3 }
}

/// Zeros around the last axis. `torch.nn.ZeroPad1d`.
public final class ZeroPad1d: BorderPadding {
  override class var axes: Int { 1 }
}

/// Zeros around the last two axes. `torch.nn.ZeroPad2d`.
public final class ZeroPad2d: BorderPadding {
  override class var axes: Int { 2 }
}

/// Zeros around the last three axes. `torch.nn.ZeroPad3d`.
public final class ZeroPad3d: BorderPadding {
  override class var axes: Int { 3 }
}

/// Elements mirrored at the ends of the last axis. `torch.nn.ReflectionPad1d`.
public final class ReflectionPad1d: BorderPadding {
  override class var axes: Int { 1 }
  override class var mode: PaddingMode { .reflect }
}

/// Elements mirrored at the ends of the last two axes. `torch.nn.ReflectionPad2d`.
public final class ReflectionPad2d: BorderPadding {
  override class var axes: Int { 2 }
  override class var mode: PaddingMode { .reflect }
}

/// Elements mirrored at the ends of the last three axes. `torch.nn.ReflectionPad3d`.
public final class ReflectionPad3d: BorderPadding {
  override class var axes: Int { 3 }
  override class var mode: PaddingMode { .reflect }
}

/// The end elements repeated around the last axis. `torch.nn.ReplicationPad1d`.
public final class ReplicationPad1d: BorderPadding {
  override class var axes: Int { 1 }
  override class var mode: PaddingMode { .replicate }
}

/// The end elements repeated around the last two axes. `torch.nn.ReplicationPad2d`.
public final class ReplicationPad2d: BorderPadding {
  override class var axes: Int { 2 }
  override class var mode: PaddingMode { .replicate }
}

/// The end elements repeated around the last three axes. `torch.nn.ReplicationPad3d`.
public final class ReplicationPad3d: BorderPadding {
  override class var axes: Int { 3 }
  override class var mode: PaddingMode { .replicate }
}

/// Elements from the other end around the last axis. `torch.nn.CircularPad1d`.
public final class CircularPad1d: BorderPadding {
  override class var axes: Int { 1 }
  override class var mode: PaddingMode { .circular }
}

/// Elements from the other end around the last two axes. `torch.nn.CircularPad2d`.
public final class CircularPad2d: BorderPadding {
  override class var axes: Int { 2 }
  override class var mode: PaddingMode { .circular }
}

/// Elements from the other end around the last three axes. `torch.nn.CircularPad3d`.
public final class CircularPad3d: BorderPadding {
  override class var axes: Int { 3 }
  override class var mode: PaddingMode { .circular }
}
