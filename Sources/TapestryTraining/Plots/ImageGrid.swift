import TapestryCore

/// Images in rows, each with a caption below it.
///
/// ```swift
/// let grid = ImageGrid(title: "Worst mistakes", wrong, captions: captions)
/// try grid.write(to: "mistakes.png")
/// ```
public struct ImageGrid: Figure, Sendable {
  /// The text above the images.
  public var title: String

  /// How many images stand in a row.
  public var columns: Int

  /// The width that an image has, in CSS pixels.
  public var imageWidth = 84.0

  let images: [Pixels]
  let captions: [String]

  /// - Parameters:
  ///   - images: `[count, height, width]` in greys, or `[count, channels, height, width]` or `[count, height, width,
  ///     channels]` with 1 or 3 channels.
  ///   - captions: one for each image, or none at all; those that are too wide take two lines, and then are cut.
  ///   - columns: how many images stand in a row.
  ///   - range: the values that stand for dark and for bright; by default 0 and 255 for an integer tensor, 0 and 1
  ///     for any other. Values beyond are cut, and NaN is dark.
  public init(
    title: String, _ images: Tensor, captions: [String] = [], columns: Int = 8,
    range: ClosedRange<Double>? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      (3...4).contains(images.rank) && (captions.isEmpty || captions.count == images.shape[0])
        && columns >= 1,
      """
      ImageGrid: images \(images.shape), \(captions.count) captions, \(columns) columns; [count, height, \
      width], or with channels, and a caption each are needed
      """, file: file, line: line)
    self.title = title
    self.columns = columns
    self.captions = captions
    self.images = (0..<images.shape[0]).map { index in
      Pixels(images[index], range: range, caller: "ImageGrid", file: file, line: line)
    }
  }

  public func drawing(for medium: Medium) -> Drawing {
    medium.isPage ? page(medium) : terminal(medium)
  }

  private func page(_ medium: Medium) -> Drawing {
    let across = max(1, min(columns, images.count))
    let gap = 10.0, edge = medium.padding
    let width = max(200, Double(across) * (imageWidth + gap) - gap + 2 * edge)
    let first = images.first
    let ratio = first.map { Double($0.height) / Double(max(1, $0.width)) } ?? 1
    let imageHeight = imageWidth * max(0.1, min(10, ratio))
    let lines = medium.lines(
      title, room: width - 2 * edge, size: medium.titleSize, isBold: true, most: 3)
    let line = medium.lineHeight(medium.titleSize)
    let captions = captions.map { caption in
      medium.lines(caption, room: imageWidth, size: medium.textSize, most: 2)
    }
    let captionLine = medium.lineHeight(medium.textSize)
    let captionHeight = captionLine * Double(captions.map(\.count).max() ?? 0)
    let top = edge + Double(lines.count) * line + 6
    let rowCount = (images.count + across - 1) / across
    let pitch = imageHeight + captionHeight + gap
    var drawing = Drawing(
      title: title, width: width, height: max(80, top + Double(rowCount) * pitch - gap + edge),
      medium: medium)
    drawing.marks.append(
      .rectangle(Box(left: 0, top: 0, right: width, bottom: drawing.height), fill: .paper))
    for (index, text) in lines.enumerated() {
      let place = Spot(edge, edge + (Double(index) + 0.5) * line)
      drawing.marks.append(
        .label(Label(text: text, place: place, size: medium.titleSize, isBold: true, ink: .heading))
      )
    }
    for (index, image) in images.enumerated() {
      let left = edge + Double(index % across) * (imageWidth + gap)
      let y = top + Double(index / across) * pitch
      drawing.marks.append(
        .pixels(
          image, in: Box(left: left, top: y, right: left + imageWidth, bottom: y + imageHeight)))
      for (row, text) in (captions.isEmpty ? [] : captions[index]).enumerated() {
        let place = Spot(
          left + imageWidth / 2, y + imageHeight + (Double(row) + 0.5) * captionLine)
        drawing.marks.append(
          .label(Label(text: text, place: place, alignment: .middle, size: medium.textSize)))
      }
    }
    return drawing
  }

  /// As many images as there is room for, a point to half a cell where they fit so.
  private func terminal(_ medium: Medium) -> Drawing {
    let (width, height) = medium.size(page: (0, 0))
    var drawing = Drawing(title: title, width: width, height: height, medium: medium)
    let cell = Medium.cellHeight
    let heading = medium.fitted(title, into: width, size: cell, isBold: true)
    drawing.marks.append(
      .label(
        Label(text: heading, place: Spot(0, cell / 2), size: cell, isBold: true, ink: .heading)))
    guard let first = images.first, first.width > 0, first.height > 0 else { return drawing }
    let captionHeight = captions.isEmpty ? 0 : cell
    let room = height - cell - captionHeight
    let shrink = min(1, width / (Double(first.width) * 8), room / (Double(first.height) * 8))
    let imageWidth = max(8, (Double(first.width) * shrink).rounded(.down) * 8)
    let imageHeight = max(16, (Double(first.height) * shrink / 2).rounded(.up) * 16)
    let across = max(1, min(columns, Int((width + 8) / (imageWidth + 8))))
    for (index, image) in images.enumerated() {
      let left = Double(index % across) * (imageWidth + 8)
      let top = cell + Double(index / across) * (imageHeight + captionHeight)
      guard top + imageHeight + captionHeight <= height else { break }
      drawing.marks.append(
        .pixels(
          image, in: Box(left: left, top: top, right: left + imageWidth, bottom: top + imageHeight))
      )
      guard !captions.isEmpty else { continue }
      let text = medium.fitted(captions[index], into: imageWidth, size: cell)
      drawing.marks.append(
        .label(Label(text: text, place: Spot(left, top + imageHeight + cell / 2), size: cell)))
    }
    return drawing
  }
}
