import TapestryCore

/// What ``Upsample``, ``UpsamplingNearest2d`` and ``UpsamplingBilinear2d`` are made with: the size of the result, or a factor.
public enum UpsamplingTarget: Sendable, CustomStringConvertible {
  case size(PerAxis)
  case scaleFactor(ScalePerAxis)

  public var description: String {
    switch self {
    case .size(let size): "size: \(size)"
    case .scaleFactor(let factor): "scaleFactor: \(factor)"
    }
  }
}

/// Brings images, or whatever lies on a grid, to another size: ``interpolate(_:size:mode:alignCorners:antialias:file:line:)`` as a layer.
///
/// Shapes: input and output `[batch, channels]` and one, two or three axes. `torch.nn.Upsample`.
public final class Upsample: Module, Layer {
  public let target: UpsamplingTarget
  public let mode: InterpolationMode
  public let alignCorners: Bool
  public let recomputesScale: Bool

  /// - Parameters:
  ///   - size: of the result, along each axis.
  ///   - alignCorners: whether first and last places of input and result coincide; linear and cubic modes only.
  public init(
    size: PerAxis, mode: InterpolationMode = .nearest, alignCorners: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Upsample", file: file, line: line).alignment(alignCorners, mode)
    (target, self.mode, self.alignCorners) = (.size(size), mode, alignCorners)
    recomputesScale = false
    super.init()
  }

  /// - Parameters:
  ///   - scaleFactor: how much larger the result is.
  ///   - recomputesScale: whether places follow from the sizes, which are whole, rather than from the factor.
  public init(
    scaleFactor: ScalePerAxis, mode: InterpolationMode = .nearest, alignCorners: Bool = false,
    recomputesScale: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Upsample", file: file, line: line).alignment(alignCorners, mode)
    (target, self.mode) = (.scaleFactor(scaleFactor), mode)
    (self.alignCorners, self.recomputesScale) = (alignCorners, recomputesScale)
    super.init()
  }

  public override var details: String { "\(target), mode: .\(mode)" }

  public func forward(_ x: Tensor) -> Tensor {
    switch target {
    case .size(let size): interpolate(x, size: size, mode: mode, alignCorners: alignCorners)
    case .scaleFactor(let factor):
      interpolate(
        x, scaleFactor: factor, mode: mode, alignCorners: alignCorners,
        recomputesScale: recomputesScale)
    }
  }
}

extension LayerCheck {
  fileprivate func alignment(_ alignCorners: Bool, _ mode: InterpolationMode) {
    demand(
      !alignCorners || ![.nearest, .nearestExact, .area].contains(mode),
      "alignCorners does not go with mode .\(mode)")
  }
}

/// What ``UpsamplingNearest2d`` and ``UpsamplingBilinear2d`` have in common.
public class ImageUpsampling: Module {
  public let target: UpsamplingTarget

  public init(size: PerAxis) {
    target = .size(size)
    super.init()
  }

  public init(scaleFactor: ScalePerAxis) {
    target = .scaleFactor(scaleFactor)
    super.init()
  }

  public override var details: String { "\(target)" }
}

/// Images `[batch, channels, height, width]` at another size, by the nearest sample. `torch.nn.UpsamplingNearest2d`.
public final class UpsamplingNearest2d: ImageUpsampling, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    switch target {
    case .size(let size): upsampleNearest(x, size: size)
    case .scaleFactor(let factor): upsampleNearest(x, scaleFactor: factor)
    }
  }
}

/// Images `[batch, channels, height, width]` at another size, by linear interpolation with aligned corners. `torch.nn.UpsamplingBilinear2d`.
public final class UpsamplingBilinear2d: ImageUpsampling, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    switch target {
    case .size(let size): upsampleBilinear(x, size: size)
    case .scaleFactor(let factor): upsampleBilinear(x, scaleFactor: factor)
    }
  }
}
