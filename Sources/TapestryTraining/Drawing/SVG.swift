/// A drawing as an SVG document.
///
/// Colours that have a role carry its name as a class (`f-axis` where they fill, `s-axis` where they stroke), so
/// that a page's style sheet can replace them.
struct SVG {
  let drawing: Drawing

  /// A document of its own.
  var document: String { markup(" xmlns=\"http://www.w3.org/2000/svg\"") + "\n" }

  /// A part of a page of HTML.
  var inlined: String { markup("") }

  private func markup(_ namespace: String) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height))
    return """
      <svg\(namespace) width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" font-size="\(number(drawing.medium.textSize))" \
      font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif">
      <title>\(escapedForXML(drawing.title))</title>
      \(drawing.marks.map(element).joined(separator: "\n"))
      </svg>
      """
  }

  private func element(_ mark: Drawing.Mark) -> String {
    switch mark {
    case .rectangle(let box, let ink, let opacity):
      return "<rect \(place(box)) \(paint("fill", ink, opacity))/>"
    case .line(let spots, let ink, let width, let opacity, let dashes):
      let places = spots.map { "\(number($0.x)) \(number($0.y))" }
      // A line of no length, which its round caps make a dot, where a point stands alone.
      let path = "M" + places.joined(separator: "L") + (spots.count == 1 ? "h0" : "")
      let thickness = width == 1 ? "" : " stroke-width=\"\(number(width))\""
      let ends = ink == .axis || ink == .grid ? "" : Self.roundEnds
      let lengths = dashes.map(number).joined(separator: " ")
      let gaps = dashes.isEmpty ? "" : " stroke-dasharray=\"\(lengths)\""
      return """
        <path d="\(path)" fill="none" \(paint("stroke", ink, opacity))\(thickness)\(gaps)\(ends)/>
        """
    case .dot(let spot, let radius, let ink, let opacity):
      return """
        <circle cx="\(number(spot.x))" cy="\(number(spot.y))" r="\(number(radius))" \
        \(paint("fill", ink, opacity))/>
        """
    case .label(let label): return text(label)
    case .pixels(let pixels, let box):
      return """
        <image \(place(box)) preserveAspectRatio="none" \
        style="image-rendering:pixelated" href="\(pixels.dataURI)"/>
        """
    }
  }

  private static let roundEnds = " stroke-linejoin=\"round\" stroke-linecap=\"round\""

  private func text(_ label: Label) -> String {
    // The middle of a line of capitals and small letters lies about a third of its size over its base.
    let shift = label.size * 0.35
    let (x, y) = (number(label.place.x), number(label.place.y + shift))
    var attributes = "x=\"\(x)\" y=\"\(y)\""
    if label.isVertical {
      attributes = """
        x="\(number(label.place.x + shift))" y="\(number(label.place.y))" \
        transform="rotate(-90 \(number(label.place.x + shift)) \(number(label.place.y)))"
        """
    }
    switch label.alignment {
    case .start: break
    case .middle: attributes += " text-anchor=\"middle\""
    case .end: attributes += " text-anchor=\"end\""
    }
    if label.size != drawing.medium.textSize {
      attributes += " font-size=\"\(number(label.size))\""
    }
    if label.isBold { attributes += " font-weight=\"600\"" }
    return "<text \(attributes) \(paint("fill", label.ink, 1))>\(escapedForXML(label.text))</text>"
  }

  private func place(_ box: Box) -> String {
    """
    x="\(number(box.left))" y="\(number(box.top))" width="\(number(box.width))" \
    height="\(number(box.height))"
    """
  }

  private func paint(_ what: String, _ ink: Ink, _ opacity: Double) -> String {
    let role = ink.name.map { "class=\"\(what.first!)-\($0)\" " } ?? ""
    let clear = opacity == 1 ? "" : " \(what)-opacity=\"\(number(opacity))\""
    return "\(role)\(what)=\"\(ink.onLight.hex)\"\(clear)"
  }

  /// A coordinate with as many decimals as can be seen.
  private func number(_ value: Double) -> String { shortText(value, decimals: 2) }
}

/// `text` as it may stand in XML and HTML, as content or in quotes; control characters, which XML bars, are
/// dropped.
func escapedForXML(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n", "\t": result.unicodeScalars.append(scalar)
    case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
