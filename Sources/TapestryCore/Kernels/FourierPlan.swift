import CKernels
import Glibc
import Synchronization

/// How transforms of one length are computed, with the factors that this takes; made once for each length and kept.
///
/// Short lengths go through passes of small radices, with as many transforms side by side as a vector has elements. Long
/// ones are cut in two: `n = n₁ · n₂` is n₂ transforms of n₁ elements, a product, and n₁ transforms of n₂ elements. A length
/// with a large prime factor is a convolution (Bluestein, 1970), by transforms of a power of 2.
final class FourierPlan<T: FourierElement>: Sendable {
  enum Method: Sendable {
    /// `halfRoots` are those that transforms of twice as many real numbers take: exp(−πi k / n) for k up to n / 2.
    case passes(radices: [UInt32], twiddles: [T], halfRoots: [T])
    /// `twiddles` are exp(−2πi jk / n) for j < n₁ and k < n₂: all real parts, then all imaginary ones.
    case split(FourierPlan, FourierPlan, twiddles: [T])
    /// `chirp` is exp(−πi j² / n), and `spectrum` the transform of its conjugate, continued evenly: real parts, then imaginary ones.
    case convolution(FourierPlan, chirp: [T], spectrum: [T])
  }

  let length: Int
  let method: Method

  /// Longer transforms are cut in two: the work of one vector of them would leave the second-level cache.
  private static var longest: Int { 4096 }

  private init(_ length: Int) {
    self.length = length
    let factors = FourierPlan.factors(of: length)
    if factors.last ?? 1 > Int(TK_FFT_MAX_RADIX) {
      method = FourierPlan.convolution(length)
    } else if length > FourierPlan.longest {
      method = FourierPlan.split(length, factors)
    } else {
      method = FourierPlan.passes(length, factors)
    }
  }

  static func plan(_ length: Int) -> FourierPlan {
    if let known = T.plans[length] { return known }
    // Made outside the lock, as plans are made of plans; of two made at once one is dropped.
    let made = FourierPlan(length)
    T.plans[length] = made
    return made
  }

  private static func factors(of length: Int) -> [Int] {
    var (factors, rest, factor) = ([Int](), length, 2)
    while factor * factor <= rest {
      while rest % factor == 0 {
        factors.append(factor)
        rest /= factor
      }
      factor += 1
    }
    if rest > 1 { factors.append(rest) }
    return factors
  }

  private static func passes(_ length: Int, _ factors: [Int]) -> Method {
    var twos = factors.filter { $0 == 2 }.count
    var radices: [Int] = []
    while twos > 0 {
      // Eights, and fours where eights would leave a single 2.
      let step = twos == 4 || twos == 2 ? 2 : Swift.min(twos, 3)
      radices.append(1 << step)
      twos -= step
    }
    radices += factors.filter { $0 != 2 }
    var (twiddles, rest) = ([T](), length)
    for radix in radices {
      for p in 0..<rest / radix {
        for t in 1..<radix { append(p * t, of: rest, to: &twiddles) }
      }
      rest /= radix
    }
    for radix in radices where ![2, 3, 4, 5, 8].contains(radix) {
      for t in 0..<radix { append(t, of: radix, to: &twiddles) }
    }
    var halfRoots: [T] = []
    for k in 0...length / 2 { append(k, of: 2 * length, to: &halfRoots) }
    return .passes(
      radices: radices.map { UInt32($0) }, twiddles: twiddles, halfRoots: halfRoots)
  }

  private static func append(_ turns: Int, of whole: Int, to twiddles: inout [T]) {
    let (re, im) = root(turns, of: whole)
    twiddles.append(T(re))
    twiddles.append(T(im))
  }

  /// exp(−2πi turns / whole), from an angle of at most an eighth of a turn.
  private static func root(_ turns: Int, of whole: Int) -> (re: Double, im: Double) {
    let eighth = turns % whole * 8 / whole
    // The distance to the nearest quarter turn, in units of 1 / (4 whole) turns.
    let quarter = (eighth + 1) / 2
    let rest = 4 * (turns % whole) - quarter * whole
    let angle = Double.pi * Double(rest) / (2 * Double(whole))
    let (c, s) = (Glibc.cos(angle), -Glibc.sin(angle))
    return switch quarter % 4 {
    case 0: (c, s)
    case 1: (s, -c)
    case 2: (-c, -s)
    default: (-s, c)
    }
  }

  private static func split(_ length: Int, _ factors: [Int]) -> Method {
    var first = 1
    for factor in factors.reversed() where first * factor * first * factor <= length {
      first *= factor
    }
    if first == 1 { first = factors[0] }
    let second = length / first
    var (re, im) = ([T](), [T]())
    re.reserveCapacity(length)
    im.reserveCapacity(length)
    for j in 0..<first {
      for k in 0..<second {
        let (c, s) = root(j * k, of: length)
        re.append(T(c))
        im.append(T(s))
      }
    }
    return .split(plan(first), plan(second), twiddles: re + im)
  }

  private static func convolution(_ length: Int) -> Method {
    var size = 1
    while size < 2 * length - 1 { size *= 2 }
    var (re, im) = ([T](), [T]())
    // exp(−πi j² / n) = exp(−2πi j² / 2n)
    for j in 0..<length {
      let (c, s) = root(j * j % (2 * length), of: 2 * length)
      re.append(T(c))
      im.append(T(s))
    }
    let padded = FourierPlan.plan(size)
    var spectrum = [T](repeating: 0, count: 4 * size)
    for j in 0..<length {
      for place in j == 0 ? [0] : [j, size - j] {
        spectrum[place] = re[j]
        spectrum[size + place] = -im[j]
      }
    }
    spectrum.withUnsafeMutableBufferPointer { buffer in
      let base = buffer.baseAddress!
      padded.run(
        FourierBatch(
          source: FourierSource(re: base, im: base + size, step: 1, lane: 0),
          target: FourierTarget(re: base + 2 * size, im: base + 3 * size, step: 1, lane: 0),
          lanes: 1), scale: 1)
    }
    return .convolution(padded, chirp: re + im, spectrum: Array(spectrum[(2 * size)...]))
  }
}

/// Where numbers are read from; as `tk_fft_source`.
struct FourierSource<T> {
  var re: UnsafePointer<T>
  var im: UnsafePointer<T>?
  var step: Int
  var lane: Int

  func moved(lanes: Int) -> FourierSource {
    FourierSource(re: re + lanes * lane, im: im.map { $0 + lanes * lane }, step: step, lane: lane)
  }
}

/// Where numbers are written to; as `tk_fft_target`.
struct FourierTarget<T> {
  var re: UnsafeMutablePointer<T>?
  var im: UnsafeMutablePointer<T>?
  var step: Int
  var lane: Int

  func moved(lanes: Int) -> FourierTarget {
    FourierTarget(
      re: re.map { $0 + lanes * lane }, im: im.map { $0 + lanes * lane }, step: step, lane: lane)
  }
}

/// Transforms that lie evenly apart.
struct FourierBatch<T> {
  var source: FourierSource<T>
  var target: FourierTarget<T>
  var lanes: Int

  func part(_ range: Range<Int>) -> FourierBatch {
    FourierBatch(
      source: source.moved(lanes: range.lowerBound), target: target.moved(lanes: range.lowerBound),
      lanes: range.count)
  }
}

extension FourierPlan {
  /// Computes a batch of transforms, on several threads where there is much to do.
  func run(_ batch: FourierBatch<T>, scale: T) {
    if length == 0 || batch.lanes == 0 { return }
    let width = T.fourierLanes
    let blocks = (batch.lanes + width - 1) / width
    if case .split = method {
      // One transform at a time is enough for all lanes of the vector.
      for lane in 0..<batch.lanes { runOne(batch.part(lane..<lane + 1), scale) }
      return
    }
    let grain = Swift.max(1, Grain.elements / (4 * width * length))
    parallelFor(count: blocks, grain: grain) { range in
      for block in range {
        let lanes = block * width..<Swift.min((block + 1) * width, batch.lanes)
        runOne(batch.part(lanes), scale)
      }
    }
  }

  /// Computes transforms of twice as many real numbers, all elements or the first half and one. False where this length has
  /// no passes.
  func runReal(_ batch: FourierBatch<T>, isHalf: Bool, scale: T) -> Bool {
    guard case .passes(let radices, let twiddles, let roots) = method else { return false }
    let width = T.fourierLanes
    let blocks = (batch.lanes + width - 1) / width
    let grain = Swift.max(1, Grain.elements / (4 * width * length))
    parallelFor(count: blocks, grain: grain) { range in
      withScratch(count: (8 * length + 2) * width) { work in
        for block in range {
          let lanes = block * width..<Swift.min((block + 1) * width, batch.lanes)
          T.transformReal(
            batch.part(lanes), length: 2 * length, isHalf: isHalf, radices: radices,
            twiddles: twiddles, roots: roots, scale: scale, work)
        }
      }
    }
    return true
  }

  /// Computes at most a vector of transforms.
  private func runOne(_ batch: FourierBatch<T>, _ scale: T) {
    switch method {
    case .passes(let radices, let twiddles, _):
      withScratch(count: 4 * length * T.fourierLanes) { work in
        T.transform(batch, length: length, radices: radices, twiddles: twiddles, scale: scale, work)
      }
    case .split(let first, let second, let twiddles):
      runSplit(batch, first, second, twiddles, scale)
    case .convolution(let padded, let chirp, let spectrum):
      runConvolution(batch, padded, chirp, spectrum, scale)
    }
  }

  /// Element j₁ n₂ + j₂ is number j₁ of transform j₂; result k₁ + n₁ k₂ is number k₂ of transform k₁.
  private func runSplit(
    _ batch: FourierBatch<T>, _ first: FourierPlan, _ second: FourierPlan, _ twiddles: [T],
    _ scale: T
  ) {
    let (n1, n2) = (first.length, second.length)
    withScratch(count: 2 * length) { middle in
      first.run(
        FourierBatch(
          source: FourierSource(
            re: batch.source.re, im: batch.source.im, step: batch.source.step * n2,
            lane: batch.source.step),
          target: FourierTarget(re: middle, im: middle + length, step: n2, lane: 1), lanes: n2),
        scale: 1)
      twiddles.withUnsafeBufferPointer { buffer in
        let factors = buffer.baseAddress!
        parallelFor(count: length, grain: Grain.elements) { range in
          let place = range.lowerBound
          T.multiply(
            middle + place, middle + length + place, middle + place, middle + length + place,
            factors + place, factors + length + place, range.count)
        }
      }
      second.run(
        FourierBatch(
          source: FourierSource(re: middle, im: middle + length, step: 1, lane: n2),
          target: FourierTarget(
            re: batch.target.re, im: batch.target.im, step: batch.target.step * n1,
            lane: batch.target.step), lanes: n1), scale: scale)
    }
  }

  /// `X[k] = c[k] Σ (x[j] c[j]) · conj(c[k − j])` with `c[j] = exp(−πi j² / n)`, as `2jk = j² + k² − (k − j)²`.
  private func runConvolution(
    _ batch: FourierBatch<T>, _ padded: FourierPlan, _ chirp: [T], _ spectrum: [T], _ scale: T
  ) {
    let (size, source, target) = (padded.length, batch.source, batch.target)
    // Each transform's numbers one after another.
    let total = size * batch.lanes
    withScratch(count: 4 * total) { scratch in
      let (re, im) = (scratch, scratch + total)
      let (re2, im2) = (scratch + 2 * total, scratch + 3 * total)
      for lane in 0..<batch.lanes {
        let (re, im) = (re + lane * size, im + lane * size)
        for j in 0..<length {
          let place = j * source.step + lane * source.lane
          let (x, y) = (source.re[place], source.im?[place] ?? 0)
          let (c, s) = (chirp[j], chirp[length + j])
          re[j] = x * c - y * s
          im[j] = x * s + y * c
        }
        (re + length).update(repeating: 0, count: size - length)
        (im + length).update(repeating: 0, count: size - length)
      }
      padded.run(
        FourierBatch(
          source: FourierSource(re: re, im: im, step: 1, lane: size),
          target: FourierTarget(re: re2, im: im2, step: 1, lane: size), lanes: batch.lanes),
        scale: 1)
      spectrum.withUnsafeBufferPointer { buffer in
        let factors = buffer.baseAddress!
        for lane in 0..<batch.lanes {
          let (re, im) = (re2 + lane * size, im2 + lane * size)
          T.multiply(re, im, re, im, factors, factors + size, size)
        }
      }
      // Exchanged parts make it the inverse.
      padded.run(
        FourierBatch(
          source: FourierSource(re: im2, im: re2, step: 1, lane: size),
          target: FourierTarget(re: im, im: re, step: 1, lane: size), lanes: batch.lanes),
        scale: 1 / T(size))
      for lane in 0..<batch.lanes {
        let (re, im) = (re + lane * size, im + lane * size)
        for k in 0..<length {
          let place = k * target.step + lane * target.lane
          let (c, s) = (chirp[k] * scale, chirp[length + k] * scale)
          target.re?[place] = re[k] * c - im[k] * s
          target.im?[place] = re[k] * s + im[k] * c
        }
      }
    }
  }

  private func withScratch(count: Int, _ body: (UnsafeMutablePointer<T>) -> Void) {
    let storage = Storage(byteCount: count * MemoryLayout<T>.stride)
    body(storage.address.bindMemory(to: T.self, capacity: count))
  }
}

/// A floating-point type that transforms are computed in.
protocol FourierElement: BinaryFloatingPoint, TensorElement {
  static var plans: FourierPlanCache<Self> { get }

  /// How many transforms go side by side.
  static var fourierLanes: Int { get }

  /// At most ``fourierLanes`` transforms, in passes.
  static func transform(
    _ batch: FourierBatch<Self>, length: Int, radices: [UInt32], twiddles: [Self], scale: Self,
    _ work: UnsafeMutablePointer<Self>)

  /// As above of real numbers, of which there are evenly many.
  static func transformReal(
    _ batch: FourierBatch<Self>, length: Int, isHalf: Bool, radices: [UInt32], twiddles: [Self],
    roots: [Self], scale: Self, _ work: UnsafeMutablePointer<Self>)

  /// The products of two lists of complex numbers.
  static func multiply(
    _ outRe: UnsafeMutablePointer<Self>, _ outIm: UnsafeMutablePointer<Self>,
    _ aRe: UnsafePointer<Self>, _ aIm: UnsafePointer<Self>, _ bRe: UnsafePointer<Self>,
    _ bIm: UnsafePointer<Self>, _ count: Int)
}

/// The plans made so far.
final class FourierPlanCache<T: FourierElement>: Sendable {
  private let plans = Mutex<[Int: FourierPlan<T>]>([:])

  /// The factors that are kept: programs that go through very many lengths must not keep all of them.
  private static var capacity: Int { 1 << 23 }

  subscript(length: Int) -> FourierPlan<T>? {
    get { plans.withLock { $0[length] } }
    set {
      plans.withLock {
        if $0.keys.reduce(length, +) > FourierPlanCache.capacity { $0 = [:] }
        $0[length] = newValue
      }
    }
  }
}

extension Float: FourierElement {
  static let plans = FourierPlanCache<Float>()
  static var fourierLanes: Int { Int(TK_FFT_LANES_F32) }

  static func transform(
    _ batch: FourierBatch<Float>, length: Int, radices: [UInt32], twiddles: [Float], scale: Float,
    _ work: UnsafeMutablePointer<Float>
  ) {
    var (source, target) = (batch.source.kernel, batch.target.kernel)
    tk_fft_f32(
      &source, &target, batch.lanes, length, radices, radices.count, twiddles, scale, work)
  }

  static func transformReal(
    _ batch: FourierBatch<Float>, length: Int, isHalf: Bool, radices: [UInt32], twiddles: [Float],
    roots: [Float], scale: Float, _ work: UnsafeMutablePointer<Float>
  ) {
    var (source, target) = (batch.source.kernel, batch.target.kernel)
    tk_fft_real_f32(
      &source, &target, batch.lanes, length, isHalf ? 1 : 0, radices, radices.count, twiddles,
      roots, scale, work)
  }

  static func multiply(
    _ outRe: UnsafeMutablePointer<Float>, _ outIm: UnsafeMutablePointer<Float>,
    _ aRe: UnsafePointer<Float>, _ aIm: UnsafePointer<Float>, _ bRe: UnsafePointer<Float>,
    _ bIm: UnsafePointer<Float>, _ count: Int
  ) {
    tk_fft_multiply_f32(outRe, outIm, aRe, aIm, bRe, bIm, count)
  }
}

extension Double: FourierElement {
  static let plans = FourierPlanCache<Double>()
  static var fourierLanes: Int { Int(TK_FFT_LANES_F64) }

  static func transform(
    _ batch: FourierBatch<Double>, length: Int, radices: [UInt32], twiddles: [Double],
    scale: Double, _ work: UnsafeMutablePointer<Double>
  ) {
    var (source, target) = (batch.source.kernel, batch.target.kernel)
    tk_fft_f64(
      &source, &target, batch.lanes, length, radices, radices.count, twiddles, scale, work)
  }

  static func transformReal(
    _ batch: FourierBatch<Double>, length: Int, isHalf: Bool, radices: [UInt32], twiddles: [Double],
    roots: [Double], scale: Double, _ work: UnsafeMutablePointer<Double>
  ) {
    var (source, target) = (batch.source.kernel, batch.target.kernel)
    tk_fft_real_f64(
      &source, &target, batch.lanes, length, isHalf ? 1 : 0, radices, radices.count, twiddles,
      roots, scale, work)
  }

  static func multiply(
    _ outRe: UnsafeMutablePointer<Double>, _ outIm: UnsafeMutablePointer<Double>,
    _ aRe: UnsafePointer<Double>, _ aIm: UnsafePointer<Double>, _ bRe: UnsafePointer<Double>,
    _ bIm: UnsafePointer<Double>, _ count: Int
  ) {
    tk_fft_multiply_f64(outRe, outIm, aRe, aIm, bRe, bIm, count)
  }
}

extension FourierSource {
  var kernel: tk_fft_source { tk_fft_source(re: re, im: im, step: step, lane: lane) }
}

extension FourierTarget {
  var kernel: tk_fft_target { tk_fft_target(re: re, im: im, step: step, lane: lane) }
}
