import CKernels
import Synchronization

/// Convolutions of float32 images by 3 × 3 taps, one place apart, with 16 multiplications where the sum over taps has 36: in tiles of
/// 2 × 2 places (Winograd, 1980; Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016).
///
/// Differences of elements are multiplied, not elements. So a place's rounding is relative to the largest element of its
/// tile, and an infinity or NaN would reach places that do not see it: then nothing is written that counts, and false is returned.
enum Winograd {
  /// Where a convolution gains by it: with few channels the transformations outweigh the products, and with many the transformed
  /// weights leave the caches.
  static func suits(inputs: Int, outputs: Int) -> Bool {
    FloatGemm.isFast && Swift.min(inputs, outputs) >= 32 && inputs * outputs <= 1 << 15
  }

  /// Writes to the contiguous `output` `[batch, outputs, height, width]` the sum over taps and channels of the contiguous `images`
  /// `[batch, inputs, …]`, and the bias.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, inputs, 3, 3]`, with contiguous taps.
  ///   - isTurned: whether taps are read from the last to the first.
  ///   - start: where the first place's taps begin, along both axes of an image.
  /// - Returns: whether all results are finite.
  static func convolve(
    _ images: Tensor, _ weight: Tensor, isTurned: Bool, bias: Tensor?, start: [Int],
    into output: Tensor
  ) -> Bool {
    let (inputs, outputs) = (images.shape[1], output.shape[1])
    let factors = transformed(weight, isTurned: isTurned)
    defer { extendLifetime(factors) }
    let strips = Strips(places: output, channels: inputs)
    let bias = bias?.contiguous()
    defer { extendLifetime(bias) }
    // So many outputs at once that their sums stay in the second cache beside the tiles.
    let height = even(outputs, atMost: 64)
    let isFinite = Atomic<Bool>(true)
    ThreadPool.shared.runPieces(strips.blockCount) { number in
      let block = Block(strips, number)
      let tiles = block.tiles(of: images, start: start)
      let sums = Tiles(strips, channels: height)
      defer { extendLifetime((tiles, sums)) }
      for first in Swift.stride(from: 0, to: outputs, by: height) {
        let rows = Swift.min(height, outputs - first)
        for position in 0..<16 {
          FloatGemm.run(
            tk_gemm(
              m: rows, n: (block.count + 15) / 16 * 16, k: inputs,
              a: factors.floats + (position * outputs + first) * inputs, a_row: inputs,
              a_column: 1, b: tiles.matrix(position), b_row: strips.tileStride, b_column: 1,
              c: sums.matrix(position), c_row: strips.tileStride, base: nil, base_row: 0, scale: 1,
              stays: true))
        }
        let start = bias.map { $0.floats + first }
        let isBlockFinite = block.write(sums, to: output, channels: first..<first + rows, start)
        if !isBlockFinite { isFinite.store(false, ordering: .relaxed) }
      }
    }
    return isFinite.load(ordering: .relaxed)
  }

  /// Writes to `output` `[outputs, inputs, 3, 3]` the derivative by the weight, where `gradient` is that of what
  /// ``convolve(_:_:isTurned:bias:start:into:)`` wrote.
  static func weightGradient(
    _ images: Tensor, _ gradient: Tensor, start: [Int], into output: Tensor
  ) -> Bool {
    let (inputs, outputs) = (images.shape[1], gradient.shape[1])
    let strips = Strips(places: gradient, channels: Swift.max(inputs, outputs))
    let blocks = strips.blockCount
    // Shares of the sum, each in a place of its own, as long as they stay small.
    let size = inputs * outputs
    let shareCount = Swift.max(1, Swift.min(blocks, 16, (1 << 16) / size))
    let shares = scratch(shareCount * 16 * size)
    defer { extendLifetime(shares) }
    ThreadPool.shared.runPieces(shareCount) { share in
      let first = share * blocks / shareCount
      for number in first..<(share + 1) * blocks / shareCount {
        let block = Block(strips, number)
        let tiles = block.tiles(of: images, start: start)
        let factors = block.factors(of: gradient)
        defer { extendLifetime((tiles, factors)) }
        for position in 0..<16 {
          let sum = shares.floats + (share * 16 + position) * size
          FloatGemm.run(
            tk_gemm(
              m: outputs, n: inputs, k: block.count, a: factors.matrix(position),
              a_row: strips.tileStride, a_column: 1, b: tiles.matrix(position), b_row: 1,
              b_column: strips.tileStride, c: sum, c_row: inputs,
              base: number == first ? nil : sum, base_row: inputs, scale: 1, stays: false))
        }
      }
    }
    let isFinite = Atomic<Bool>(true)
    parallelFor(count: size, grain: Swift.max(64, (1 << 10) / shareCount), alignment: 8) { range in
      let isRangeFinite = tk_winograd_taps_backward_f32(
        output.floats, shares.floats, shareCount, size, range.lowerBound, range.upperBound)
      if !isRangeFinite { isFinite.store(false, ordering: .relaxed) }
    }
    return isFinite.load(ordering: .relaxed)
  }

  /// The weight's taps as the products take them: `[16, outputs, inputs]`.
  private static func transformed(_ weight: Tensor, isTurned: Bool) -> Tensor {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let result = scratch(16 * outputs * inputs)
    parallelFor(count: outputs, grain: Swift.max(1, (1 << 12) / inputs)) { range in
      tk_winograd_taps_f32(
        result.floats + range.lowerBound * inputs, outputs * inputs,
        weight.floats + range.lowerBound * weight.strides[0], range.count, inputs,
        weight.strides[0], weight.strides[1], isTurned)
    }
    return result
  }

  /// The size of equal parts.
  private static func even(_ total: Int, atMost most: Int) -> Int {
    let parts = (total + most - 1) / most
    return (total + parts - 1) / parts
  }

  fileprivate static func scratch(_ count: Int) -> Tensor {
    Tensor(uninitialized: [count], dtype: .float32)
  }
}

/// The tiles of all images, in strips: those side by side of one row, or a part of them.
private struct Strips {
  private let tilesDown, tilesAcross, perRow: Int
  /// The tiles of a strip; the last of a row may have fewer.
  let width: Int
  /// The strips of all images, and those whose transformed tiles stay in the second cache.
  let count, perBlock: Int

  /// - Parameter channels: those of the tiles that a block holds.
  init(places: Tensor, channels: Int) {
    tilesDown = (places.shape[2] + 1) / 2
    tilesAcross = (places.shape[3] + 1) / 2
    let tiles = Swift.min(96, Swift.max(48, 4096 / channels))
    perRow = (tilesAcross + tiles - 1) / tiles
    width = (tilesAcross + perRow - 1) / perRow
    count = places.shape[0] * tilesDown * perRow
    perBlock = Swift.max(1, tiles / width)
  }

  var blockCount: Int { (count + perBlock - 1) / perBlock }

  /// How far apart the channels of a block's tiles lie: at least 7 more than all of them, and an odd number of cache lines, as
  /// powers of two would crowd them into a part of a cache.
  var tileStride: Int { ((perBlock * width + 22) / 16 | 1) * 16 }

  func tileCount(_ strip: Int) -> Int { Swift.min(width, tilesAcross - strip % perRow * width) }

  /// Where a strip's tiles lie in its image, whose first is at `start`, and among all from `place` on.
  func area(_ strip: Int, of images: Tensor, start: [Int], place: Int) -> tk_tiles {
    tk_tiles(
      height: images.shape[2], width: images.shape[3],
      row: start[0] + 2 * (strip / perRow % tilesDown),
      column: start[1] + 2 * (strip % perRow * width), tiles: tileCount(strip),
      image: strip / (tilesDown * perRow) * images.shape[1] * images.shape[2] * images.shape[3],
      place: place)
  }
}

/// A block's transformed tiles: 16 matrices `[channels, tiles]`.
private struct Tiles {
  let strides: tk_tile_strides
  private let numbers: Tensor

  init(_ strips: Strips, channels: Int) {
    strides = tk_tile_strides(
      position: channels * strips.tileStride + 16, channel: strips.tileStride)
    numbers = Winograd.scratch(16 * strides.position)
  }

  func matrix(_ position: Int) -> UnsafeMutablePointer<Float> {
    numbers.floats + position * strides.position
  }
}

/// Strips that are computed together.
private struct Block {
  private let strips: Strips
  private let range: Range<Int>
  /// Where each strip's tiles begin among all.
  private let starts: [Int]
  /// The tiles of all strips.
  let count: Int

  init(_ strips: Strips, _ number: Int) {
    self.strips = strips
    let first = number * strips.perBlock
    range = first..<Swift.min(first + strips.perBlock, strips.count)
    var (starts, count): ([Int], Int) = ([], 0)
    for strip in range {
      starts.append(count)
      count += strips.tileCount(strip)
    }
    (self.starts, self.count) = (starts, count)
  }

  /// The strips' tiles in images whose first is at `start`.
  private func areas(of images: Tensor, start: [Int] = [0, 0]) -> [tk_tiles] {
    zip(range, starts).map { strips.area($0, of: images, start: start, place: $1) }
  }

  /// What is multiplied, of images.
  func tiles(of images: Tensor, start: [Int]) -> Tiles {
    let tiles = Tiles(strips, channels: images.shape[1])
    let room = Winograd.scratch(tk_winograd_room(strips.width, range.count))
    defer { extendLifetime(room) }
    tk_winograd_tiles_f32(
      tiles.matrix(0), tiles.strides, images.floats, images.shape[1],
      areas(of: images, start: start), range.count, room.floats)
    return tiles
  }

  /// What is multiplied, of the gradient of places.
  func factors(of gradient: Tensor) -> Tiles {
    let tiles = Tiles(strips, channels: gradient.shape[1])
    tk_winograd_places_backward_f32(
      tiles.matrix(0), tiles.strides, gradient.floats, gradient.shape[1], areas(of: gradient),
      range.count)
    return tiles
  }

  /// Whether all places that the sums stand for are finite.
  func write(
    _ sums: Tiles, to output: Tensor, channels: Range<Int>, _ bias: UnsafePointer<Float>?
  ) -> Bool {
    tk_winograd_places_f32(
      output.floats + channels.lowerBound * output.shape[2] * output.shape[3], areas(of: output),
      range.count, sums.matrix(0), sums.strides, channels.count, bias)
  }
}
