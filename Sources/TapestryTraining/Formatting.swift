/// Numbers as text, without Foundation, whose formatters cost more at start-up than all the rest.

extension Double {
  /// Fixed-point text with `decimals` digits after the point: `0.97125.fixed(3)` is `"0.971"`.
  ///
  /// Rounds to nearest. Beyond 2⁵³ the digits could not be right, so such numbers come in Swift's own
  /// shortest form, as do infinities and NaN.
  package func fixed(_ decimals: Int, grouped: Bool = false) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    // What 0/0 gives has a sign on some processors, which says nothing.
    if isNaN { return "nan" }
    guard scaled < 0x1p53 else { return description }

    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    let fraction = padded.suffix(decimals)
    let sign = self < 0 && scaled > 0 ? "-" : ""
    return sign + (grouped ? groupedByThousands(whole) : String(whole))
      + (decimals > 0 ? "." + fraction : "")
  }
}

extension Int {
  /// Decimal text with commas between groups of three: `101_770.grouped` is `"101,770"`.
  package var grouped: String {
    (self < 0 ? "-" : "") + groupedByThousands(String(magnitude))
  }
}

private func groupedByThousands(_ digits: some StringProtocol) -> String {
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
    result.append(digit)
  }
  return result
}

/// A size of memory as people say it: `"512 B"`, `"397.5 KiB"`, `"1.2 GiB"`.
package func byteCountText(_ count: Int) -> String {
  guard count >= 1024 else { return "\(count) B" }
  var size = Double(count) / 1024
  var units = ["KiB", "MiB", "GiB", "TiB"][...]
  while size >= 1024, units.count > 1 {
    size /= 1024
    units.removeFirst()
  }
  return "\(size.fixed(1)) \(units.first!)"
}

/// A length of time as people say it: `"0.8 s"`, `"42 s"`, `"3:07"`, `"1:02:03"`.
package func durationText(seconds: Double) -> String {
  guard seconds >= 10 else { return seconds.fixed(1) + " s" }
  let whole = Int(seconds.rounded())
  guard whole >= 60 else { return "\(whole) s" }
  let (minutes, hours) = (whole / 60 % 60, whole / 3600)
  return hours > 0
    ? "\(hours):\(twoDigits(minutes)):\(twoDigits(whole % 60))"
    : "\(minutes):\(twoDigits(whole % 60))"
}

/// A field of comma-separated values, quoted where RFC 4180 asks for it.
package func csvField(_ text: String) -> String {
  // Scalars, as a carriage return and a line feed are one character.
  let isPlain = text.unicodeScalars.allSatisfy { !",\"\r\n".unicodeScalars.contains($0) }
  if isPlain { return text }
  let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"" + parts.joined(separator: "\"\"") + "\""
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : String(number)
}
