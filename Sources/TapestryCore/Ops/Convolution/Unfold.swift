/// The patches that a kernel sees as it slides over images, each as a column. `torch.nn.functional.unfold`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of any dtype.
///   - kernelSize: the patches' height and width.
///   - dilation: how far a patch's elements are apart in the image.
///   - padding: zeros at each border of the image.
///   - stride: how far neighbouring patches are apart.
/// - Returns: `[batch, channels · height · width of a patch, patches]`: a convolution is a product of its weights, as a matrix,
///   and this.
public func unfold(
  _ input: Tensor, kernelSize: PerAxis, dilation: PerAxis = 1, padding: PerAxis = 0,
  stride: PerAxis = 1, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let patches = Patches(
    "unfold", kernelSize, dilation, padding, stride, file: file, line: line)
  demand(
    input.rank == 4 || input.rank == 3,
    "unfold: input \(input.shape) must be [batch, channels, height, width] or without the batch",
    file: file, line: line)
  let size = Array(input.shape.suffix(2))
  let counts = patches.counts(in: size)
  demand(
    counts.allSatisfy { $0 > 0 },
    "unfold: patches of \(patches.extent) do not fit in input \(input.shape) padded by \(patches.padding)",
    file: file, line: line)
  if input.rank == 4 { return patches.unfolded(input) }
  return patches.unfolded(input.unsqueezed(0)).squeezed(0)
}

/// Where patches lie in images.
struct Patches {
  let kernel, dilation, padding, stride: [Int]

  init(
    _ op: String, _ kernelSize: PerAxis, _ dilation: PerAxis, _ padding: PerAxis, _ stride: PerAxis,
    file: StaticString, line: UInt
  ) {
    func two(_ numbers: PerAxis, _ name: String, _ least: Int) -> [Int] {
      numbers.resolved(op, name, count: 2, atLeast: least, file: file, line: line)
    }
    kernel = two(kernelSize, "kernelSize", 1)
    self.dilation = two(dilation, "dilation", 1)
    self.padding = two(padding, "padding", 0)
    self.stride = two(stride, "stride", 1)
  }

  /// From a patch's first element to its last.
  var extent: [Int] { (0..<2).map { dilation[$0] * (kernel[$0] - 1) + 1 } }

  /// How many patches there are along each axis of images of a size.
  func counts(in size: [Int]) -> [Int] {
    (0..<2).map { axis in
      let room = size[axis] + 2 * padding[axis] - extent[axis]
      return room < 0 ? 0 : room / stride[axis] + 1
    }
  }

  /// A view of padded images as `[batch, channels, kernel height, kernel width, patches down, patches across]`.
  func view(of padded: Tensor, counts: [Int]) -> Tensor {
    let (down, across) = (padded.strides[2], padded.strides[3])
    return Tensor(
      viewOf: padded,
      shape: [padded.shape[0], padded.shape[1], kernel[0], kernel[1], counts[0], counts[1]],
      strides: [
        padded.strides[0], padded.strides[1], down * dilation[0], across * dilation[1],
        down * stride[0], across * stride[1],
      ], offset: padded.offset)
  }

  func unfolded(_ images: Tensor) -> Tensor {
    let (size, counts) = (Array(images.shape.suffix(2)), counts(in: Array(images.shape.suffix(2))))
    let columns = images.shape[1] * kernel[0] * kernel[1]
    let result = noGrad {
      let padded = images.paddedWithZeros([padding[1], padding[1], padding[0], padding[0]])
      return view(of: padded.contiguous(), counts: counts).clone()
        .reshaped(to: [images.shape[0], columns, counts[0] * counts[1]])
    }
    return result.recorded(images, UnfoldDerivative(patches: self, size: size))
  }

  /// The sums of what patches say about each element of images of a size.
  func folded(_ columns: Tensor, size: [Int]) -> Tensor {
    let counts = counts(in: size)
    let channels = columns.shape[1] / (kernel[0] * kernel[1])
    let result = noGrad {
      let padded = Tensor.zeros(
        [columns.shape[0], channels, size[0] + 2 * padding[0], size[1] + 2 * padding[1]],
        dtype: columns.dtype)
      let source = columns.reshaped(
        to: [columns.shape[0], channels, kernel[0], kernel[1], counts[0], counts[1]])
      let target = view(of: padded, counts: counts)
      // Patches overlap, their elements of one place do not.
      for row in 0..<kernel[0] {
        for column in 0..<kernel[1] {
          func place(_ all: Tensor) -> Tensor {
            all.selected(axis: 3, index: column).selected(axis: 2, index: row)
          }
          place(target).accumulate(place(source))
        }
      }
      return padded.sliced(axis: 2, start: padding[0], size: size[0], step: 1)
        .sliced(axis: 3, start: padding[1], size: size[1], step: 1).contiguous()
    }
    return result.recorded(columns, FoldDerivative(patches: self))
  }
}

struct UnfoldDerivative: Derivative {
  static let name = "unfold"
  let patches: Patches
  let size: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, patches.folded(gradient, size: size))
  }
}
