import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let convolutionModules: [String: Adapter] = [
    "Conv1d": { c in ModuleSubject(convolution(Conv1d.self, c)) },
    "Conv2d": { c in ModuleSubject(convolution(Conv2d.self, c)) },
    "Conv3d": { c in ModuleSubject(convolution(Conv3d.self, c)) },
    "LazyConv1d": { c in ModuleSubject(lazyConvolution(Conv1d.self, c)) },
    "LazyConv2d": { c in ModuleSubject(lazyConvolution(Conv2d.self, c)) },
    "LazyConv3d": { c in ModuleSubject(lazyConvolution(Conv3d.self, c)) },
    "ConvTranspose1d": { c in transposed(ConvTranspose1d.self, c) },
    "ConvTranspose2d": { c in transposed(ConvTranspose2d.self, c) },
    "ConvTranspose3d": { c in transposed(ConvTranspose3d.self, c) },
    "LazyConvTranspose1d": { c in lazyTransposed(ConvTranspose1d.self, c) },
    "LazyConvTranspose2d": { c in lazyTransposed(ConvTranspose2d.self, c) },
    "LazyConvTranspose3d": { c in lazyTransposed(ConvTranspose3d.self, c) },
    "Unfold": { c in
      let a = c.arguments
      return ModuleSubject(
        Unfold(
          kernelSize: a.sizes("kernel_size", 0)!, dilation: a.sizes("dilation", 1) ?? 1,
          padding: a.sizes("padding", 2) ?? 0, stride: a.sizes("stride", 3) ?? 1))
    },
    "Fold": { c in
      let a = c.arguments
      return ModuleSubject(
        Fold(
          outputSize: a.sizes("output_size", 0)!, kernelSize: a.sizes("kernel_size", 1)!,
          dilation: a.sizes("dilation", 2) ?? 1, padding: a.sizes("padding", 3) ?? 0,
          stride: a.sizes("stride", 4) ?? 1))
    },
  ]

  private static func convolution<C: Convolution & Layer>(_ type: C.Type, _ c: ModuleCase) -> C {
    let a = c.arguments
    return make(
      type, inputs: a.int("in_channels", 0)!, outputs: a.int("out_channels", 1)!, a, from: 2,
      c.dtype)
  }

  private static func lazyConvolution<C: Convolution & Layer>(
    _ type: C.Type, _ c: ModuleCase
  ) -> C {
    make(
      type, inputs: nil, outputs: c.arguments.int("out_channels", 0)!, c.arguments, from: 1,
      c.dtype)
  }

  private static func make<C: Convolution>(
    _ type: C.Type, inputs: Int?, outputs: Int, _ a: ModuleArguments, from start: Int,
    _ dtype: DType
  ) -> C {
    let padding: ConvolutionPadding =
      switch a.text("padding", start + 2) {
      case "same": .same
      case "valid": .valid
      default: .sizes(a.sizes("padding", start + 2) ?? 0)
      }
    let mode = PaddingMode.allCases.first { "\($0)" == a.text("padding_mode", start + 6) } ?? .zeros
    let kernelSize = a.sizes("kernel_size", start)!
    let stride = a.sizes("stride", start + 1) ?? 1
    let dilation = a.sizes("dilation", start + 3) ?? 1
    let groups = a.int("groups", start + 4) ?? 1
    let bias = a.bool("bias", start + 5) ?? true
    guard let inputs else {
      return type.init(
        out: outputs, kernelSize: kernelSize, stride: stride, padding: padding,
        dilation: dilation, groups: groups, bias: bias, paddingMode: mode, dtype: dtype)
    }
    return type.init(
      inputs, outputs, kernelSize: kernelSize, stride: stride, padding: padding,
      dilation: dilation, groups: groups, bias: bias, paddingMode: mode, dtype: dtype)
  }

  private static func transposed<C: TransposedConvolution & Layer>(
    _ type: C.Type, _ c: ModuleCase
  ) -> ModuleSubject {
    let a = c.arguments
    return subject(
      type.init(
        a.int("in_channels", 0)!, a.int("out_channels", 1)!,
        kernelSize: a.sizes("kernel_size", 2)!, stride: a.sizes("stride", 3) ?? 1,
        padding: a.sizes("padding", 4) ?? 0, outputPadding: a.sizes("output_padding", 5) ?? 0,
        groups: a.int("groups", 6) ?? 1, bias: a.bool("bias", 7) ?? true,
        dilation: a.sizes("dilation", 8) ?? 1, dtype: c.dtype))
  }

  private static func lazyTransposed<C: TransposedConvolution & Layer>(
    _ type: C.Type, _ c: ModuleCase
  ) -> ModuleSubject {
    let a = c.arguments
    return subject(
      type.init(
        out: a.int("out_channels", 0)!, kernelSize: a.sizes("kernel_size", 1)!,
        stride: a.sizes("stride", 2) ?? 1, padding: a.sizes("padding", 3) ?? 0,
        outputPadding: a.sizes("output_padding", 4) ?? 0, groups: a.int("groups", 5) ?? 1,
        bias: a.bool("bias", 6) ?? true, dilation: a.sizes("dilation", 7) ?? 1, dtype: c.dtype))
  }

  private static func subject(_ layer: some TransposedConvolution & Layer) -> ModuleSubject {
    ModuleSubject(layer) { inputs in
      let x = inputs.tensor("input", 0)!
      guard let size = inputs.sizes("output_size", 1) else { return [layer(x)] }
      return [layer(x, outputSize: size)]
    }
  }
}
