/// Distributions as text, for storages.
extension Distribution {
  /// Parts are set apart by a character that separates units in ASCII and is in no name that people write.
  private static let separator: Character = "\u{1f}"

  var text: String {
    let parts: [String] =
      switch self {
      case .float(let range, let log, let step):
        [
          "float", "\(range.lowerBound)", "\(range.upperBound)", log ? "log" : "",
          step.map { "\($0)" } ?? "",
        ]
      case .int(let range, let log, let step):
        ["int", "\(range.lowerBound)", "\(range.upperBound)", log ? "log" : "", "\(step)"]
      case .categorical(let choices): ["categorical"] + choices
      }
    return parts.joined(separator: "\(Distribution.separator)")
  }

  init?(text: String) {
    let parts = text.split(separator: Distribution.separator, omittingEmptySubsequences: false)
      .map(String.init)
    switch parts[0] {
    case "float":
      guard parts.count == 5, let low = Double(parts[1]), let high = Double(parts[2]), low <= high
      else { return nil }
      self = .float(low...high, log: parts[3] == "log", step: Double(parts[4]))
    case "int":
      guard parts.count == 5, let low = Int(parts[1]), let high = Int(parts[2]), low <= high,
        let step = Int(parts[4])
      else { return nil }
      self = .int(low...high, log: parts[3] == "log", step: step)
    case "categorical": self = .categorical(Array(parts.dropFirst()))
    default: return nil
    }
    if problem != nil { return nil }
  }
}
