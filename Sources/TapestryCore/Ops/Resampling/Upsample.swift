/// ``interpolate(_:size:mode:alignCorners:antialias:file:line:)`` by the nearest samples. `torch.nn.functional.upsample_nearest`.
public func upsampleNearest(
  _ input: Tensor, size: PerAxis, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "upsampleNearest", mode: .nearest, alignCorners: false, antialias: false, file: file,
    line: line
  ).run(input, size: size)
}

/// The same with sizes multiplied by a factor.
public func upsampleNearest(
  _ input: Tensor, scaleFactor: ScalePerAxis, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "upsampleNearest", mode: .nearest, alignCorners: false, antialias: false, file: file,
    line: line
  ).run(input, scaleFactor: scaleFactor)
}

/// ``interpolate(_:size:mode:alignCorners:antialias:file:line:)`` of images, bilinear and with corners aligned.
/// `torch.nn.functional.upsample_bilinear`.
public func upsampleBilinear(
  _ input: Tensor, size: PerAxis, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "upsampleBilinear", mode: .bilinear, alignCorners: true, antialias: false, file: file,
    line: line
  ).run(input, size: size)
}

/// The same with sizes multiplied by a factor.
public func upsampleBilinear(
  _ input: Tensor, scaleFactor: ScalePerAxis, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Interpolation(
    op: "upsampleBilinear", mode: .bilinear, alignCorners: true, antialias: false, file: file,
    line: line
  ).run(input, scaleFactor: scaleFactor)
}
