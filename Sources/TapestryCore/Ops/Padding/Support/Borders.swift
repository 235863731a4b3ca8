import CKernels

extension Tensor {
  /// A copy with borders of its own elements around it.
  ///
  /// - Parameter amounts: as ``padded(_:mode:value:file:line:)`` takes them, none negative.
  func bordered(_ amounts: [Int], _ mode: PaddingMode) -> Tensor {
    if amounts.allSatisfy({ $0 == 0 }) { return self }
    let result = framed(amounts) { images, framed in
      Copy.run(images, into: framed.inside(amounts))
      for border in framed.borders(amounts, mode) { Copy.run(border.source, into: border.place) }
    }
    return result.recorded(self, BorderDerivative(amounts: amounts, mode: mode))
  }

  /// A tensor with room for borders, written by `write` from a few images at a time; without a record.
  func framed(_ amounts: [Int], _ write: (_ images: Tensor, _ framed: Tensor) -> Void) -> Tensor {
    let shape = paddedShape(amounts)
    let result = Tensor(uninitialized: shape, dtype: dtype)
    let kept = rank - amounts.count / 2
    if kept == 0 {
      noGrad { write(self, result) }
      return result
    }
    // So few that the cache still holds them as their borders are made.
    let images = shape.prefix(kept).reduce(1, *)
    let size = shape.dropFirst(kept).reduce(1, *)
    noGrad {
      let from = reshaped(to: Shape([images] + self.shape.dropFirst(kept)))
      let to = result.reshaped(to: Shape([images] + shape.dropFirst(kept)))
      parallelFor(count: images, grain: Swift.max(1, Grain.elements / Swift.max(size, 1))) {
        piece in
        noGrad {
          let (start, length) = (piece.lowerBound, piece.count)
          write(
            from.narrowed(axis: 0, start: start, length: length),
            to.narrowed(axis: 0, start: start, length: length))
        }
      }
    }
    return result
  }

  /// What is inside of borders, with these added to what ``bordered(_:_:)`` makes them of.
  func unbordered(_ amounts: [Int], _ mode: PaddingMode) -> Tensor {
    let result = noGrad {
      let sums = clone()
      for (place, source) in sums.borders(amounts, mode).reversed() {
        Elementwise.binary(TK_ADD, source, place.summed(to: source.shape), into: source)
      }
      return sums.inside(amounts).clone()
    }
    return result.recorded(self, UnborderDerivative(amounts: amounts, mode: mode))
  }

  /// A view without borders; those of the first axes that amounts name stay.
  func inside(_ amounts: [Int], keeping kept: Int = 0) -> Tensor {
    paddedAxes(amounts).dropFirst(kept).reduce(self) { view, padded in
      let (axis, before, behind) = padded
      return view.narrowed(
        axis: axis, start: before, length: view.shape[axis] - before - behind)
    }
  }

  /// Views of a border, and of what it is made of: as many places, or one for all.
  private typealias Border = (place: Tensor, source: Tensor)

  /// The borders, in an order in which they can be filled.
  private func borders(_ amounts: [Int], _ mode: PaddingMode) -> [Border] {
    var borders: [Border] = []
    for (number, padded) in paddedAxes(amounts).enumerated() {
      // The borders of later axes take in those of this one.
      let window = inside(amounts, keeping: number + 1)
      let (axis, before, behind) = padded
      let end = window.shape[axis] - behind
      func part(_ start: Int, _ length: Int) -> Tensor {
        window.narrowed(axis: axis, start: start, length: length)
      }
      // Where the border begins, the element beside it and what is mirrored; and what is repeated from the other end.
      let sides: [(start: Int, length: Int, last: Int, mirrored: Int, other: Int)] = [
        (0, before, before, before + 1, end - before),
        (end, behind, end - 1, end - 1 - behind, before),
      ]
      for side in sides where side.length > 0 {
        let source =
          switch mode {
          case .reflect:
            part(side.mirrored, side.length).mirrored((0..<rank).map { $0 == axis })
          case .circular: part(side.other, side.length)
          case .replicate, .constant: part(side.last, 1)
          }
        borders.append((part(side.start, side.length), source))
      }
    }
    return borders
  }
}

struct BorderDerivative: Derivative {
  static let name = "padded"
  let amounts: [Int]
  let mode: PaddingMode

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.unbordered(amounts, mode))
  }
}

struct UnborderDerivative: Derivative {
  static let name = "unbordered"
  let amounts: [Int]
  let mode: PaddingMode

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.bordered(amounts, mode))
  }
}
