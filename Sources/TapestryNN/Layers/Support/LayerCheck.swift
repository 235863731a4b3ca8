import TapestryCore

/// Checks of a layer's arguments, with the layer's name and the caller's place in their messages.
struct LayerCheck {
  private let layer: String
  private let axes: Int
  private let file: StaticString
  private let line: UInt

  init(_ layer: String, axes: Int = 0, file: StaticString, line: UInt) {
    (self.layer, self.axes, self.file, self.line) = (layer, axes, file, line)
  }

  func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    TapestryCore.demand(condition, "\(layer): \(message())", file: file, line: line)
  }

  /// One number for each axis.
  @discardableResult
  func sizes(_ sizes: PerAxis, _ name: String, atLeast least: Int = 1) -> [Int] {
    sizes.resolved(layer, name, count: axes, atLeast: least, file: file, line: line)
  }

  func windows(_ kernel: PerAxis, _ dilation: PerAxis, _ padding: PerAxis, _ stride: PerAxis?) {
    sizes(kernel, "kernelSize")
    sizes(dilation, "dilation")
    sizes(padding, "padding", atLeast: 0)
    if let stride { sizes(stride, "stride") }
  }

  func channels(_ inputs: Int?, _ outputs: Int, groups: Int) {
    let channels = inputs.map { "\($0) inputs and \(outputs) outputs" } ?? "\(outputs) outputs"
    demand(groups > 0, "\(groups) groups, of which there must be at least 1")
    demand((inputs ?? groups) > 0 && outputs > 0, "\(channels), of which there must be at least 1")
    demand(
      (inputs ?? 0).isMultiple(of: groups) && outputs.isMultiple(of: groups),
      "\(channels) in \(groups) groups: both must be multiples of their number")
  }

  func normalizedShape(_ shape: Shape) {
    demand(
      !shape.isEmpty && shape.allSatisfy { $0 > 0 },
      "normalizedShape \(shape) must have at least one axis, and no empty one")
  }

  func probability(_ value: Double) {
    demand((0...1).contains(value), "a probability of \(value), which must be in 0...1")
  }

  func positive(_ value: Int, _ name: String) {
    demand(value > 0, "\(name) \(value) must be at least 1")
  }
}

extension Module {
  /// The number of channels of an input `[batch, channels, …]`, with or without the batch, that one group has.
  func inferredChannels(of x: Tensor, axes: Int, groups: Int = 1) -> Int {
    let layer = "\(type(of: self))"
    if x.rank != axes + 1 && x.rank != axes + 2 {
      mistake("\(layer): input \(x.shape) must have \(axes) axes behind the channels")
    }
    let channels = x.shape[x.rank - axes - 1]
    if !channels.isMultiple(of: groups) || channels == 0 {
      mistake(
        "\(layer): \(channels) channels of input \(x.shape) must be a multiple of \(groups) groups")
    }
    return channels / groups
  }
}
