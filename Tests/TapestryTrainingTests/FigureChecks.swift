import TapestryTraining
import Testing

/// Holds a figure to what any picture must be: all of it on the canvas, no text over text.
func expectClean(
  _ figure: some Figure, _ name: String, location: SourceLocation = #_sourceLocation
) {
  for medium in [Medium.page, .terminal(columns: 80, rows: 20), .terminal(columns: 24, rows: 8)] {
    let drawing = figure.drawing(for: medium)
    let canvas = Box(
      left: -0.01, top: -0.01, right: drawing.width + 0.01, bottom: drawing.height + 0.01)
    let boxes = drawing.labels.filter { !$0.text.isEmpty }.map { ($0.text, drawing.bounds(of: $0)) }
    for (index, (text, box)) in boxes.enumerated() {
      #expect(
        canvas.contains(box), "\(name), \(medium): \(text) at \(box)", sourceLocation: location)
      for (other, otherBox) in boxes[..<index] {
        #expect(
          !box.overlaps(otherBox), "\(name), \(medium): \(text) \(box) over \(other) \(otherBox)",
          sourceLocation: location)
      }
    }
    for mark in drawing.marks {
      for box in extents(mark) {
        #expect(
          canvas.contains(box), "\(name), \(medium): \(mark)", sourceLocation: location)
      }
    }
  }
  let text = figure.terminalPicture(columns: 60, rows: 15)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.count <= 15 && lines.allSatisfy { $0.count <= 60 }, sourceLocation: location)
  #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf\""), sourceLocation: location)
}

private func extents(_ mark: Drawing.Mark) -> [Box] {
  switch mark {
  case .rectangle(let box, _, _), .pixels(_, let box): [box]
  case .line(let spots, _, _, _, _):
    spots.map { Box(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y) }
  case .dot(let spot, let radius, _, _):
    [
      Box(
        left: spot.x - radius, top: spot.y - radius, right: spot.x + radius,
        bottom: spot.y + radius)
    ]
  case .label: []
  }
}
