/// Discrete Fourier transforms of tensors of float32 or float64 along an axis.
enum Fourier {
  /// - Parameters:
  ///   - imag: of the shape and dtype of `real`; zeros where nil, which only a forward transform may have.
  ///   - isHalf: only the first half of the elements and one, of a forward transform without `imag`.
  static func transform(
    _ real: Tensor, _ imag: Tensor?, axis: Int, isInverse: Bool, isHalf: Bool = false,
    scale: Double
  ) -> (real: Tensor, imag: Tensor) {
    let inner = real.shape[(axis + 1)...].reduce(1, *)
    // A few columns would leave most of a vector empty.
    if inner > 1 && inner < 8 {
      let last = real.rank - 1
      let result = transform(
        real.transposed(axis, last), imag?.transposed(axis, last), axis: last,
        isInverse: isInverse, isHalf: isHalf, scale: scale)
      return (
        result.real.transposed(axis, last).contiguous(),
        result.imag.transposed(axis, last).contiguous()
      )
    }
    let (re, im) = (real.contiguous(), imag?.contiguous())
    var shape = re.shape
    if isHalf { shape[axis] = shape[axis] / 2 + 1 }
    let outRe = Tensor(uninitialized: shape, dtype: re.dtype)
    let outIm = Tensor(uninitialized: shape, dtype: re.dtype)
    if re.count == 0 { return (outRe, outIm) }
    if re.dtype == .float64 {
      run(Double.self, re, im, outRe, outIm, axis, inner, isInverse, isHalf, scale)
    } else {
      run(Float.self, re, im, outRe, outIm, axis, inner, isInverse, isHalf, scale)
    }
    return (outRe, outIm)
  }

  private static func run<T: FourierElement>(
    _ type: T.Type, _ re: Tensor, _ im: Tensor?, _ outRe: Tensor, _ outIm: Tensor, _ axis: Int,
    _ inner: Int, _ isInverse: Bool, _ isHalf: Bool, _ scale: Double
  ) {
    let (a, b) = (re.elements(of: T.self), im?.elements(of: T.self))
    let (c, d) = (outRe.elements(of: T.self), outIm.elements(of: T.self))
    let (length, outLength) = (re.shape[axis], outRe.shape[axis])
    // Exchanged parts make the inverse.
    let batch = FourierBatch(
      source: FourierSource(
        re: isInverse ? b! : a, im: isInverse ? a : b, step: inner, lane: inner == 1 ? length : 1),
      target: FourierTarget(
        re: isInverse ? d : c, im: isInverse ? c : d, step: inner,
        lane: inner == 1 ? outLength : 1),
      lanes: inner == 1 ? re.count / length : inner)
    let slices = inner == 1 ? 1 : re.count / (length * inner)
    let grain = Swift.max(1, Grain.elements / (4 * length * inner))
    parallelFor(count: slices, grain: grain) { range in
      for index in range {
        let (from, to) = (index * length * inner, index * outLength * inner)
        var part = batch
        part.source.re += from
        part.source.im = part.source.im.map { $0 + from }
        part.target.re = part.target.re.map { $0 + to }
        part.target.im = part.target.im.map { $0 + to }
        runSlice(part, length, isReal: im == nil, isHalf: isHalf, T(scale))
      }
    }
  }

  /// Transforms that lie evenly apart.
  private static func runSlice<T: FourierElement>(
    _ batch: FourierBatch<T>, _ length: Int, isReal: Bool, isHalf: Bool, _ scale: T
  ) {
    if isReal && length.isMultiple(of: 2)
      && FourierPlan<T>.plan(length / 2).runReal(batch, isHalf: isHalf, scale: scale)
    {
      return
    }
    let plan = FourierPlan<T>.plan(length)
    if !isHalf { return plan.run(batch, scale: scale) }
    // All elements, of which the first half is taken.
    let total = length * batch.lanes
    let whole = (
      Tensor(uninitialized: [total], dtype: T.dtype), Tensor(uninitialized: [total], dtype: T.dtype)
    )
    let (re, im) = (whole.0.elements(of: T.self), whole.1.elements(of: T.self))
    plan.run(
      FourierBatch(
        source: batch.source, target: FourierTarget(re: re, im: im, step: 1, lane: length),
        lanes: batch.lanes), scale: scale)
    for lane in 0..<batch.lanes {
      for k in 0..<length / 2 + 1 {
        let place = k * batch.target.step + lane * batch.target.lane
        batch.target.re![place] = re[lane * length + k]
        batch.target.im![place] = im[lane * length + k]
      }
    }
  }
}
