import TapestryCore
import TapestryTesting

extension Catalogue {
  static let transformsOfAxes: [OpCase] = [
    OpCase(
      "fftn", in: "Fourier/FFTN", torch: ["fft.fftn": "x.fftn()"],
      OpForm(nil, .batches) {
        $0.fftn(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.fftn(a))", .grids) { $0.fftn().viewAsReal() },
      OpForm(
        "torch.view_as_real(torch.fft.fftn(torch.complex(a, b), (4, 3), norm='ortho'))",
        .complexGrids
      ) { ComplexTensor($0, $1).fftn(sizes: [4, 3], norm: .ortho).viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.fftn(a, dim=(1, 0), norm='forward'))", .grids) {
        $0.fftn(axes: [1, 0], norm: .forward).viewAsReal()
      },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).fftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") { _ = Tensor.zeros([2, 3]).fftn(sizes: [4], axes: [0, 1]) },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).fftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "ifftn", in: "Fourier/FFTN", torch: ["fft.ifftn": "x.ifftn()"],
      OpForm(nil, .batches) {
        $0.ifftn(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ifftn(a).resolve_conj())", .grids) {
        $0.ifftn().viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.ifftn(torch.complex(a, b), (4, 3), norm='ortho'))",
        .complexGrids
      ) { ComplexTensor($0, $1).ifftn(sizes: [4, 3], norm: .ortho).viewAsReal() },
      OpForm(
        "torch.view_as_real(torch.fft.ifftn(a, dim=(1, 0), norm='forward').resolve_conj())", .grids
      ) {
        $0.ifftn(axes: [1, 0], norm: .forward).viewAsReal()
      },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).ifftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).ifftn(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).ifftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "fft2", in: "Fourier/FFTN", torch: ["fft.fft2": "x.fft2()"],
      OpForm(nil, .batches) {
        $0.fft2(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.fft2(a))", .grids) { $0.fft2().viewAsReal() },
      OpForm(
        "torch.view_as_real(torch.fft.fft2(torch.complex(a, b), (4, 3), norm='ortho'))",
        .complexGrids
      ) { ComplexTensor($0, $1).fft2(sizes: [4, 3], norm: .ortho).viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.fft2(a, dim=(1, 0), norm='forward'))", .grids) {
        $0.fft2(axes: [1, 0], norm: .forward).viewAsReal()
      },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).fft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") { _ = Tensor.zeros([2, 3]).fft2(sizes: [4], axes: [0, 1]) },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).fft2(axes: [0, 2])
        },
      ]),
    OpCase(
      "ifft2", in: "Fourier/FFTN", torch: ["fft.ifft2": "x.ifft2()"],
      OpForm(nil, .batches) {
        $0.ifft2(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ifft2(a).resolve_conj())", .grids) {
        $0.ifft2().viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.ifft2(torch.complex(a, b), (4, 3), norm='ortho'))",
        .complexGrids
      ) { ComplexTensor($0, $1).ifft2(sizes: [4, 3], norm: .ortho).viewAsReal() },
      OpForm(
        "torch.view_as_real(torch.fft.ifft2(a, dim=(1, 0), norm='forward').resolve_conj())", .grids
      ) {
        $0.ifft2(axes: [1, 0], norm: .forward).viewAsReal()
      },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).ifft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).ifft2(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).ifft2(axes: [0, 2])
        },
      ]),
    OpCase(
      "rfftn", in: "Fourier/RFFTN", torch: ["fft.rfftn": "x.rfftn()"],
      OpForm(nil, .batches) {
        $0.rfftn(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.rfftn(a))", .grids) { $0.rfftn().viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.rfftn(a, (4, 3), norm='ortho'))", .grids) {
        $0.rfftn(sizes: [4, 3], norm: .ortho).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.rfftn(a, (-1, 5), dim=(1, 0), norm='forward'))", .grids)
      { $0.rfftn(sizes: [-1, 5], axes: [1, 0], norm: .forward).viewAsReal() },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).rfftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).rfftn(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).rfftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "ihfftn", in: "Fourier/RFFTN", torch: ["fft.ihfftn": "x.ihfftn()"],
      OpForm(nil, .batches) {
        $0.ihfftn(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ihfftn(a).resolve_conj())", .grids) {
        $0.ihfftn().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ihfftn(a, (4, 3), norm='ortho').resolve_conj())", .grids)
      {
        $0.ihfftn(sizes: [4, 3], norm: .ortho).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.ihfftn(a, (-1, 5), dim=(1, 0), norm='forward').resolve_conj())",
        .grids
      ) { $0.ihfftn(sizes: [-1, 5], axes: [1, 0], norm: .forward).viewAsReal() },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).ihfftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).ihfftn(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).ihfftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "rfft2", in: "Fourier/RFFTN", torch: ["fft.rfft2": "x.rfft2()"],
      OpForm(nil, .batches) {
        $0.rfft2(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.rfft2(a))", .grids) { $0.rfft2().viewAsReal() },
      OpForm("torch.view_as_real(torch.fft.rfft2(a, (4, 3), norm='ortho'))", .grids) {
        $0.rfft2(sizes: [4, 3], norm: .ortho).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.rfft2(a, (-1, 5), dim=(1, 0), norm='forward'))", .grids)
      { $0.rfft2(sizes: [-1, 5], axes: [1, 0], norm: .forward).viewAsReal() },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).rfft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).rfft2(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).rfft2(axes: [0, 2])
        },
      ]),
    OpCase(
      "ihfft2", in: "Fourier/RFFTN", torch: ["fft.ihfft2": "x.ihfft2()"],
      OpForm(nil, .batches) {
        $0.ihfft2(axes: [-2, -1]).viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ihfft2(a).resolve_conj())", .grids) {
        $0.ihfft2().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.fft.ihfft2(a, (4, 3), norm='ortho').resolve_conj())", .grids)
      {
        $0.ihfft2(sizes: [4, 3], norm: .ortho).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.fft.ihfft2(a, (-1, 5), dim=(1, 0), norm='forward').resolve_conj())",
        .grids
      ) { $0.ihfft2(sizes: [-1, 5], axes: [1, 0], norm: .forward).viewAsReal() },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = Tensor.zeros([2, 3]).ihfft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = Tensor.zeros([2, 3]).ihfft2(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).ihfft2(axes: [0, 2])
        },
      ]),
    OpCase(
      "irfftn", in: "Fourier/RFFTN", torch: ["fft.irfftn": "z.irfftn()"],
      OpForm(nil, .complexBatches) {
        ComplexTensor($0, $1).irfftn(axes: [-2, -1])
      },
      OpForm("torch.fft.irfftn(torch.complex(a, b))", .complexGrids) {
        ComplexTensor($0, $1).irfftn()
      },
      OpForm("torch.fft.irfftn(torch.complex(a, b), (4, 3), norm='ortho')", .complexGrids) {
        ComplexTensor($0, $1).irfftn(sizes: [4, 3], norm: .ortho)
      },
      OpForm(
        "torch.fft.irfftn(torch.complex(a, b), (3, 6), dim=(1, 0), norm='forward')", .complexGrids
      ) { ComplexTensor($0, $1).irfftn(sizes: [3, 6], axes: [1, 0], norm: .forward) },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = ComplexTensor(.zeros([2, 3])).irfftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = ComplexTensor(.zeros([2, 3])).irfftn(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = ComplexTensor(.zeros([2, 3])).irfftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "hfftn", in: "Fourier/RFFTN", torch: ["fft.hfftn": "z.hfftn()"],
      OpForm(nil, .complexBatches) {
        ComplexTensor($0, $1).hfftn(axes: [-2, -1])
      },
      OpForm("torch.fft.hfftn(torch.complex(a, b))", .complexGrids) {
        ComplexTensor($0, $1).hfftn()
      },
      OpForm("torch.fft.hfftn(torch.complex(a, b), (4, 3), norm='ortho')", .complexGrids) {
        ComplexTensor($0, $1).hfftn(sizes: [4, 3], norm: .ortho)
      },
      OpForm(
        "torch.fft.hfftn(torch.complex(a, b), (3, 6), dim=(1, 0), norm='forward')", .complexGrids
      ) { ComplexTensor($0, $1).hfftn(sizes: [3, 6], axes: [1, 0], norm: .forward) },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = ComplexTensor(.zeros([2, 3])).hfftn(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = ComplexTensor(.zeros([2, 3])).hfftn(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = ComplexTensor(.zeros([2, 3])).hfftn(axes: [0, 2])
        },
      ]),
    OpCase(
      "irfft2", in: "Fourier/RFFTN", torch: ["fft.irfft2": "z.irfft2()"],
      OpForm(nil, .complexBatches) {
        ComplexTensor($0, $1).irfft2(axes: [-2, -1])
      },
      OpForm("torch.fft.irfft2(torch.complex(a, b))", .complexGrids) {
        ComplexTensor($0, $1).irfft2()
      },
      OpForm("torch.fft.irfft2(torch.complex(a, b), (4, 3), norm='ortho')", .complexGrids) {
        ComplexTensor($0, $1).irfft2(sizes: [4, 3], norm: .ortho)
      },
      OpForm(
        "torch.fft.irfft2(torch.complex(a, b), (3, 6), dim=(1, 0), norm='forward')", .complexGrids
      ) { ComplexTensor($0, $1).irfft2(sizes: [3, 6], axes: [1, 0], norm: .forward) },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = ComplexTensor(.zeros([2, 3])).irfft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = ComplexTensor(.zeros([2, 3])).irfft2(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = ComplexTensor(.zeros([2, 3])).irfft2(axes: [0, 2])
        },
      ]),
    OpCase(
      "hfft2", in: "Fourier/RFFTN", torch: ["fft.hfft2": "z.hfft2()"],
      OpForm(nil, .complexBatches) {
        ComplexTensor($0, $1).hfft2(axes: [-2, -1])
      },
      OpForm("torch.fft.hfft2(torch.complex(a, b))", .complexGrids) {
        ComplexTensor($0, $1).hfft2()
      },
      OpForm("torch.fft.hfft2(torch.complex(a, b), (4, 3), norm='ortho')", .complexGrids) {
        ComplexTensor($0, $1).hfft2(sizes: [4, 3], norm: .ortho)
      },
      OpForm(
        "torch.fft.hfft2(torch.complex(a, b), (3, 6), dim=(1, 0), norm='forward')", .complexGrids
      ) { ComplexTensor($0, $1).hfft2(sizes: [3, 6], axes: [1, 0], norm: .forward) },
      errors: [
        OpError("axis -2 appears twice in [0, -2]") {
          _ = ComplexTensor(.zeros([2, 3])).hfft2(axes: [0, -2])
        },
        OpError("1 sizes for 2 axes") {
          _ = ComplexTensor(.zeros([2, 3])).hfft2(sizes: [4], axes: [0, 1])
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = ComplexTensor(.zeros([2, 3])).hfft2(axes: [0, 2])
        },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let grids: SampleSet = .shapes(
    [[2, 3], [3, 2], [1, 4], [4, 5], [2, 2, 3]], dtypes: [.float32, .int64, .bool],
    large: [64, 200])

  fileprivate static let complexGrids: SampleSet = .complexPairs([
    [2, 3], [3, 2], [1, 4], [4, 5], [2, 2, 3],
  ])

  /// For the last two axes: the first may be empty, though not in PyTorch.
  fileprivate static let batches: SampleSet = .shapes([[0, 2, 3], [2, 3, 4]], dtypes: [])

  fileprivate static let complexBatches: SampleSet = .complexPairs([[0, 2, 3], [2, 3, 4]])
}
