import CKernels

/// Convolutions of contiguous float32 or float64 tensors `[batch, channels, depth, height, width]` (or with fewer axes: only the
/// plan knows), box by box: a box of the input is copied with its padding, and multiplied by the weights where it lies, through
/// tables of places. No matrix of patches is ever written.
enum ConvolutionLoops {
  /// Writes to each place of `output` that the axes name the sum over taps and input channels, and the bias.
  ///
  /// - Parameters:
  ///   - weight: `[groups · outputs, inputs, taps…]`, contiguous.
  ///   - bias: `[groups · outputs]`, or nil for zeros.
  static func gather(
    _ input: Tensor, _ weight: Tensor, bias: Tensor?, groups: Int, axes: [GatherAxis],
    into output: Tensor
  ) {
    if output.count == 0 { return }
    if input.dtype == .float64 {
      Gathering(.double, axes, input, weight, groups).run(input, weight, bias, into: output)
    } else {
      Gathering(.single, axes, input, weight, groups).run(input, weight, bias, into: output)
    }
  }

  /// Writes to `output` `[groups · outputs, inputs, taps…]` the derivative by the weight, where `gradient` is that of what
  /// ``gather(_:_:bias:groups:axes:into:)`` wrote.
  static func weightGradient(
    _ input: Tensor, _ gradient: Tensor, groups: Int, axes: [GatherAxis], into output: Tensor
  ) {
    if output.count == 0 { return }
    if input.dtype == .float64 {
      Gathering(.double, axes, input, output, groups)
        .weightGradient(input, gradient, into: output)
    } else {
      Gathering(.single, axes, input, output, groups)
        .weightGradient(input, gradient, into: output)
    }
  }
}

private struct Gathering<Element> {
  let kernels: GatherKernels<Element>
  let plan: GatherPlan
  let dtype: DType
  let batch, groups, inputs, outputs, terms, panels: Int
  let columns: [Int32]

  /// Below half a panel's row, lanes hold neighbours in place of channels.
  let isNarrow: Bool
  /// Whether neighbours in lanes are faster for the output, several channels at a time.
  let isPlanar: Bool

  /// Whether the output is written row by row, without panels.
  private var goesAlongRows: Bool { isNarrow || isPlanar }

  init(
    _ kernels: GatherKernels<Element>, _ axes: [GatherAxis], _ input: Tensor, _ weight: Tensor,
    _ groups: Int
  ) {
    self.kernels = kernels
    self.groups = groups
    dtype = input.dtype
    batch = input.shape[0]
    inputs = weight.shape[1]
    outputs = weight.shape[0] / groups
    isNarrow = outputs < kernels.lanes / 2
    plan = GatherPlan(
      axes, placesAtOnce: Gathering.placesAtOnce(inputs: inputs, isNarrow: isNarrow))
    terms = inputs * plan.tapCount
    isPlanar = Gathering.isPlanar(axes[2], outputs: outputs, terms: terms, lanes: kernels.lanes)
    panels = (outputs + kernels.lanes - 1) / kernels.lanes
    columns = plan.columns(channels: inputs)
  }

  /// Enough to use a panel of weights many times over, few enough for the second cache. Without panels, as many as leave the
  /// input's box in the first.
  private static func placesAtOnce(inputs: Int, isNarrow: Bool) -> Int {
    isNarrow ? Swift.max(384, (16 << 10) / MemoryLayout<Element>.size / Swift.max(inputs, 1)) : 384
  }

  /// One panel alone is bound by reading factors; few terms take less time than to bring panels into the order of the output. Lanes must
  /// be nearly all of use.
  private static func isPlanar(
    _ width: GatherAxis, outputs: Int, terms: Int, lanes: Int
  ) -> Bool {
    let vectors = (width.count + lanes - 1) / lanes
    return tk_has_gather_planes() && width.step == 1 && width.inputStep == 1
      && width.count >= lanes && 5 * width.count >= 4 * vectors * lanes
      && outputs > 1 && (outputs <= lanes || terms <= 2 * lanes)
  }

  private func elements(_ tensor: Tensor) -> UnsafeMutablePointer<Element> {
    tensor.address.assumingMemoryBound(to: Element.self)
  }

  private func scratch(_ count: Int) -> Tensor {
    Tensor(uninitialized: [Swift.max(count, 1)], dtype: dtype)
  }

  /// Multiply-adds that are worth a thread's while.
  private static var grain: Int { 1 << 20 }

  private func packBox(
    _ piece: GatherPlan.Piece, from: UnsafePointer<Element>, to: UnsafeMutablePointer<Element>
  ) {
    var box = tk_box()
    func triple(_ value: (Int) -> Int) -> (Int, Int, Int) { (value(0), value(1), value(2)) }
    box.volume = triple { plan.axes[$0].inputSize }
    box.start = triple { piece.inputStart[$0] }
    box.size = triple { plan.inputBox[$0] }
    kernels.packBox(to, from, inputs, &box)
  }

  // MARK: Output

  func run(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?, into output: Tensor) {
    if plan.pieceCount == 0 { return }
    let (from, to) = (elements(input), elements(output))
    let factors = isPlanar ? transposed(weight) : isNarrow ? weight : packed(weight)
    let initial = initialValues(bias)
    defer { extendLifetime((factors, initial)) }
    let (factor, first) = (elements(factors), elements(initial))
    let work = Swift.max(plan.places * terms * outputs, 1)
    let (pieces, images) = (plan.allPieces, batch * groups)
    let (inputVolume, outputVolume) = (inputs * plan.inputTotal, outputs * plan.outputVolume)
    parallelFor(count: images * pieces.count, grain: Swift.max(1, Self.grain / work)) { range in
      let box = scratch(inputs * plan.inputVolume)
      let result = scratch(goesAlongRows ? 1 : panels * plan.places * kernels.lanes)
      var piece = pieces[range.lowerBound / images]
      for task in range {
        let (image, group) = (task % images, task % groups)
        if image == 0 { piece = pieces[task / images] }
        packBox(piece, from: from + image * inputVolume, to: elements(box))
        let target = to + image * outputVolume
        if goesAlongRows {
          writePlanes(
            piece, elements(box), factor + group * outputs * terms, first + group * outputs,
            to: target)
        } else {
          kernels.product(
            elements(result), first + group * panels * kernels.lanes, elements(box), piece.rows,
            piece.places, columns, terms, factor + group * panels * terms * kernels.lanes, panels)
          writePanels(piece, elements(result), to: target)
        }
      }
    }
  }

  /// The weights as panels, one after another: `[groups, panels, terms, lanes]`.
  private func packed(_ weight: Tensor) -> Tensor {
    let lanes = kernels.lanes
    let result = Tensor.zeros([groups, panels, terms, lanes], dtype: dtype)
    let (from, to, size) = (weight.address, result.address, dtype.itemSize)
    if terms == 0 { return result }
    parallelFor(count: groups * panels, grain: Swift.max(1, (1 << 16) / (terms * lanes))) { range in
      for index in range {
        let (group, panel) = (index / panels, index % panels)
        let row = group * outputs + panel * lanes
        tk_transpose(
          size, to + index * terms * lanes * size, lanes, from + row * terms * size, terms,
          Swift.min(lanes, outputs - panel * lanes), terms)
      }
    }
    return result
  }

  /// The weights `[groups, terms, outputs]`.
  private func transposed(_ weight: Tensor) -> Tensor {
    noGrad { weight.reshaped(to: [groups, outputs, terms]).matricesTransposed.contiguous() }
  }

  /// What sums begin with: the bias, in panels where there are any.
  private func initialValues(_ bias: Tensor?) -> Tensor {
    let width = goesAlongRows ? outputs : panels * kernels.lanes
    let result = Tensor.zeros([groups, width], dtype: dtype)
    if let bias {
      let target = result.sliced(axis: 1, start: 0, size: outputs, step: 1)
      Copy.run(bias.reshaped(to: [groups, outputs]), into: target)
    }
    return result
  }

  private func writePanels(
    _ piece: GatherPlan.Piece, _ result: UnsafeMutablePointer<Element>,
    to target: UnsafeMutablePointer<Element>
  ) {
    let (lanes, volume, step) = (kernels.lanes, plan.outputVolume, plan.axes[2].step)
    for panel in 0..<panels {
      let from = result + panel * piece.places * lanes
      let to = target + panel * lanes * volume
      let count = Swift.min(lanes, outputs - panel * lanes)
      plan.forEachRun(of: piece) { place, length, output in
        if step == 1 {
          tk_transpose(
            dtype.itemSize, to + output, volume, from + place * lanes, lanes, length, count)
        } else {
          kernels.spread(to + output, volume, step, from + place * lanes, length, count)
        }
      }
    }
  }

  /// - Parameter weight: `[outputs, terms]`, or transposed where several channels are taken at a time.
  private func writePlanes(
    _ piece: GatherPlan.Piece, _ box: UnsafeMutablePointer<Element>,
    _ weight: UnsafeMutablePointer<Element>, _ initial: UnsafeMutablePointer<Element>,
    to target: UnsafeMutablePointer<Element>
  ) {
    let (axes, rows) = (plan.axes, piece.counts[1])
    func place(_ axis: Int, _ i: Int) -> Int {
      axes[axis].start + (piece.first[axis] + i) * axes[axis].step
    }
    let outputRow = axes[1].step * axes[2].outputSize
    for d in 0..<piece.counts[0] {
      let start = Int(piece.starts[d * rows])
      let row = rows > 1 ? Int(piece.starts[d * rows + 1]) - start : 0
      let at = (place(0, d) * axes[1].outputSize + place(1, 0)) * axes[2].outputSize + place(2, 0)
      if isPlanar {
        kernels.planes(
          target + at, plan.outputVolume, outputRow, initial, box + start, row, rows,
          piece.counts[2], columns, terms, weight, outputs)
        continue
      }
      for output in 0..<outputs {
        kernels.plane(
          target + output * plan.outputVolume + at, outputRow, axes[2].step, initial[output],
          box + start, row, axes[2].inputStep, rows, piece.counts[2], columns, terms,
          weight + output * terms)
      }
    }
  }

  // MARK: Weight

  func weightGradient(_ input: Tensor, _ gradient: Tensor, into output: Tensor) {
    let units = batch * plan.pieceCount
    if terms == 0 { return }
    if units == 0 {
      Copy.fill(output, with: Tensor(scalar: 0, dtype: dtype))
      return
    }
    let width = isNarrow ? outputs : panels * kernels.lanes
    // Shares of the sum, each in a place of its own, as long as they stay small.
    let bytes = groups * width * terms * dtype.itemSize
    let shareCount = Swift.max(1, Swift.min(units, 16, (16 << 20) / bytes))
    let shares = Tensor.zeros([shareCount, groups, width, terms], dtype: dtype)
    // With few shares, panels are divided among threads as well.
    let panelsAtOnce = isNarrow || shareCount >= 4 ? Swift.max(panels, 1) : 4
    let parts = (panels + panelsAtOnce - 1) / panelsAtOnce
    let tasks = shareCount * groups * parts
    let work = Swift.max(units * plan.places * terms * outputs / shareCount, 1)
    let pieces = plan.allPieces
    parallelFor(count: tasks, grain: Swift.max(1, Self.grain / work)) { range in
      let box = scratch(inputs * plan.inputVolume)
      let panel = Tensor.zeros(
        [isNarrow ? 1 : panelsAtOnce * plan.places * kernels.lanes], dtype: dtype)
      for task in range {
        let (share, group) = (task / (groups * parts), task / parts % groups)
        let firstPanel = task % parts * panelsAtOnce
        let chosen = firstPanel..<Swift.min(firstPanel + panelsAtOnce, panels)
        let sums =
          elements(shares) + ((share * groups + group) * width + firstPanel * kernels.lanes) * terms
        let (firstUnit, lastUnit) = (
          share * units / shareCount, (share + 1) * units / shareCount
        )
        var piece = pieces[firstUnit % pieces.count]
        for unit in firstUnit..<lastUnit {
          // Kept where it is the only one: all threads would count references to it.
          if pieces.count > 1 { piece = pieces[unit % pieces.count] }
          let channel = unit / pieces.count * groups + group
          let from = elements(gradient) + channel * outputs * plan.outputVolume
          packBox(
            piece, from: elements(input) + channel * inputs * plan.inputTotal, to: elements(box))
          if isNarrow {
            addDots(piece, elements(box), from, to: sums)
          } else {
            packGradient(piece, chosen, from: from, to: elements(panel))
            kernels.product(
              sums, nil, elements(box), columns, terms, piece.rows, piece.places, elements(panel),
              chosen.count)
          }
        }
      }
    }
    noGrad { write(shares, to: output) }
  }

  /// Adds up the shares and brings the sums from panels into the weight's order.
  private func write(_ shares: Tensor, to output: Tensor) {
    var total = shares.shape[0] == 1 ? shares.selected(axis: 0, index: 0) : shares.sum(axis: 0)
    if !isNarrow {
      total = total.reshaped(to: [groups, panels, terms, kernels.lanes]).permuted([0, 1, 3, 2])
        .reshaped(to: [groups, panels * kernels.lanes, terms])
        .narrowed(axis: 1, start: 0, length: outputs)
    }
    Copy.run(total, into: output.reshaped(to: [groups, outputs, terms]))
  }

  /// The gradient of a box as panels `[places, lanes]`, one after another.
  private func packGradient(
    _ piece: GatherPlan.Piece, _ chosen: Range<Int>, from: UnsafeMutablePointer<Element>,
    to: UnsafeMutablePointer<Element>
  ) {
    let (lanes, volume) = (kernels.lanes, plan.outputVolume)
    for panel in chosen {
      let target = to + (panel - chosen.lowerBound) * piece.places * lanes
      let source = from + panel * lanes * volume
      let count = Swift.min(lanes, outputs - panel * lanes)
      plan.forEachRun(of: piece) { place, length, output in
        tk_transpose(
          dtype.itemSize, target + place * lanes, lanes, source + output, volume, count, length)
      }
    }
  }

  private func addDots(
    _ piece: GatherPlan.Piece, _ box: UnsafeMutablePointer<Element>,
    _ gradient: UnsafeMutablePointer<Element>, to sums: UnsafeMutablePointer<Element>
  ) {
    let (height, width, axes) = (piece.counts[1], piece.counts[2], plan.axes)
    for output in 0..<outputs {
      for d in 0..<piece.counts[0] {
        let row = (piece.first[0] + d) * axes[1].outputSize + piece.first[1]
        let at = output * plan.outputVolume + row * axes[2].outputSize + piece.first[2]
        piece.starts.withUnsafeBufferPointer { starts in
          kernels.dots(
            sums + output * terms, gradient + at, axes[2].outputSize, height, width, box,
            starts.baseAddress! + d * height, axes[2].inputStep, columns, terms)
        }
      }
    }
  }
}
