/// Where a convolution reads and writes along one axis: the output's place `start + i · step` is made of the input's places
/// `i · inputStep + offset`, one for each tap.
struct GatherAxis {
  let inputSize: Int
  let outputSize: Int
  /// The number of places that are written.
  let count: Int
  var start = 0
  var step = 1
  let inputStep: Int
  /// Of each tap of the kernel, in their order; places outside the input count as zeros.
  let offsets: [Int]
}

/// How a convolution's output is cut into boxes, each made from a box of the input that fits in the cache.
///
/// Boxes depend on the axes alone, never on the number of threads.
struct GatherPlan {
  let axes: [GatherAxis]
  /// Output places of a box along each axis; the last box of an axis may have fewer.
  let box: [Int]
  /// The input's box: the same size for all, so that one table of places serves them all.
  let inputBox: [Int]
  private let origin: [Int]
  private let pieces: [Int]
  private let fullRows: [Int32]

  /// - Parameters:
  ///   - axes: three: depth, height, width.
  ///   - placesAtOnce: how many output places a box has at most.
  init(_ axes: [GatherAxis], placesAtOnce: Int) {
    self.axes = axes
    var box = [1, 1, 1]
    var left = placesAtOnce
    for axis in [2, 1, 0] {
      let count = Swift.max(axes[axis].count, 1)
      let most = Swift.min(count, Swift.max(left, 1))
      // Boxes of about the same size.
      let pieces = (count + most - 1) / most
      box[axis] = (count + pieces - 1) / pieces
      left /= box[axis]
    }
    self.box = box
    pieces = (0..<3).map { (axes[$0].count + box[$0] - 1) / box[$0] }
    origin = axes.map { $0.offsets.min() ?? 0 }
    let (axes, origin) = (axes, origin)
    let inputBox = (0..<3).map { axis in
      (box[axis] - 1) * axes[axis].inputStep + (axes[axis].offsets.max() ?? 0) - origin[axis] + 1
    }
    self.inputBox = inputBox
    fullRows = GatherPlan.rows(axes, box, inputBox)
  }

  var pieceCount: Int { pieces.reduce(1, *) }
  var tapCount: Int { axes.reduce(1) { $0 * $1.offsets.count } }
  var places: Int { box.reduce(1, *) }
  var inputVolume: Int { inputBox.reduce(1, *) }
  var outputVolume: Int { axes.reduce(1) { $0 * $1.outputSize } }
  var inputTotal: Int { axes.reduce(1) { $0 * $1.inputSize } }

  /// Where each channel's taps lie in the packed input, relative to a row's place.
  func columns(channels: Int) -> [Int32] {
    var columns: [Int32] = []
    columns.reserveCapacity(channels * tapCount)
    for channel in 0..<channels {
      for d in axes[0].offsets {
        for h in axes[1].offsets {
          for w in axes[2].offsets {
            let place =
              ((d - origin[0]) * inputBox[1] + h - origin[1]) * inputBox[2] + w - origin[2]
            columns.append(Int32(channel * inputVolume + place))
          }
        }
      }
    }
    return columns
  }

  private static func rows(
    _ axes: [GatherAxis], _ counts: [Int], _ inputBox: [Int]
  ) -> [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(counts.reduce(1, *))
    for d in 0..<counts[0] {
      for h in 0..<counts[1] {
        let start =
          (d * axes[0].inputStep * inputBox[1] + h * axes[1].inputStep) * inputBox[2]
        for w in 0..<counts[2] { rows.append(Int32(start + w * axes[2].inputStep)) }
      }
    }
    return rows
  }

  /// One box: where it begins in the output and in the input, and how many places it has.
  struct Piece {
    let first: [Int]
    let counts: [Int]
    /// Where the input's box begins; may be outside.
    let inputStart: [Int]
    /// Where each place begins in the packed input.
    let rows: [Int32]
    var places: Int { rows.count }
    /// Of these, those of the first place in each row.
    let starts: [Int32]
  }

  /// All of them. Threads that share one wait for each other at every use of its arrays: each keeps one as long as it can.
  var allPieces: [Piece] { (0..<pieceCount).map(piece) }

  private func piece(_ index: Int) -> Piece {
    let at = [index / (pieces[1] * pieces[2]), index / pieces[2] % pieces[1], index % pieces[2]]
    let first = (0..<3).map { at[$0] * box[$0] }
    let counts = (0..<3).map { Swift.min(box[$0], axes[$0].count - first[$0]) }
    let rows = counts == box ? fullRows : GatherPlan.rows(axes, counts, inputBox)
    return Piece(
      first: first, counts: counts,
      inputStart: (0..<3).map { first[$0] * axes[$0].inputStep + origin[$0] }, rows: rows,
      starts: stride(from: 0, to: rows.count, by: Swift.max(counts[2], 1)).map { rows[$0] })
  }

  /// Calls `body` for each stretch of a box's places that lie at even distances in the output: the number of its first place in
  /// the box, its length, and where it begins in a channel of the output.
  func forEachRun(
    of piece: Piece, _ body: (_ place: Int, _ length: Int, _ output: Int) -> Void
  ) {
    let (counts, width) = (piece.counts, axes[2].outputSize)
    let isPlain = axes.allSatisfy { $0.step == 1 }
    let areRowsJoined = isPlain && counts[2] == width
    let arePlanesJoined = areRowsJoined && counts[1] == axes[1].outputSize
    let rows = areRowsJoined ? 1 : counts[1]
    let planes = arePlanesJoined ? 1 : counts[0]
    let length = counts.reduce(1, *) / Swift.max(rows * planes, 1)
    func place(_ axis: Int, _ i: Int) -> Int {
      axes[axis].start + (piece.first[axis] + i) * axes[axis].step
    }
    for d in 0..<planes {
      for h in 0..<rows {
        let output = (place(0, d) * axes[1].outputSize + place(1, h)) * width + place(2, 0)
        body((d * rows + h) * length, length, output)
      }
    }
  }
}
