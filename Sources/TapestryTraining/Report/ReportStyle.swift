/// The look of a report.
enum ReportStyle {
  static var sheet: String {
    """
    :root { color-scheme: light dark; }
    body {
      margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; line-height: 1.5;
      font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; \(page { $0.onLight })
    }
    h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
    h3 { font-size: 1.05rem; margin-top: 1.6rem; } h4, h5, h6 { font-size: 1rem; }
    .figure { margin: 1rem 0; } .figure svg { max-width: 100%; height: auto; display: block; }
    .wide { overflow-x: auto; }
    pre { overflow-x: auto; line-height: 1.3; font-size: 0.8rem; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 0.25rem 0.9rem 0.25rem 0; text-align: left; border-bottom: 1px solid #8884; }
    .number { text-align: right; }
    .images { display: flex; flex-wrap: wrap; gap: 0.75rem; }
    .images figure { margin: 0; font-size: 0.8rem; text-align: center; max-width: 9rem; }
    .images img { image-rendering: pixelated; display: block; margin: 0 auto; }
    @media (prefers-color-scheme: dark) {
    body { \(page { $0.onDark }) }
    \(Ink.named.map { ink in
      let (name, color) = (ink.name!, ink.onDark.hex)
      return ".f-\(name) { fill: \(color); } .s-\(name) { stroke: \(color); }"
    }.joined(separator: "\n"))
    }
    """
  }

  private static func page(_ color: (Ink) -> RGB) -> String {
    "color: \(color(.text).hex); background: \(color(.paper).hex);"
  }
}
