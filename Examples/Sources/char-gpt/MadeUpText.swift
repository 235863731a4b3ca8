import Tapestry

/// English of a kind: few words, but verbs that agree with their subjects, which a network has to look back for.
enum MadeUpText {
  private static let adjectives = ["old", "small", "quiet", "red", "hungry", "clever", "tired"]
  private static let nouns = [
    ("fox", "foxes"), ("child", "children"), ("sailor", "sailors"), ("mouse", "mice"),
    ("teacher", "teachers"), ("bird", "birds"), ("robot", "robots"),
  ]
  private static let verbs = [
    ("sees", "see"), ("follows", "follow"), ("paints", "paint"), ("hears", "hear"),
    ("carries", "carry"), ("forgets", "forget"),
  ]
  private static let places = ["by the river", "in the tower", "at night", "without a word"]

  static func sentences(_ count: Int) -> String {
    (0..<count).map { _ in sentence() }.joined(separator: " ")
  }

  private static func sentence() -> String {
    let isPlural = pick([false, true])
    let verb = pick(verbs)
    let end = pick([true, false]) ? " " + pick(places) : ""
    let words =
      "\(phrase(isPlural)) \(isPlural ? verb.1 : verb.0) \(phrase(pick([false, true])))\(end)"
    return words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  private static func phrase(_ isPlural: Bool) -> String {
    let noun = pick(nouns)
    let adjective = pick([true, false]) ? pick(adjectives) + " " : ""
    return "the \(adjective)\(isPlural ? noun.1 : noun.0)"
  }

  /// By the library's generator, so that the seed decides the text.
  private static func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Tensor.randint(0..<choices.count, []).item(as: Int.self)]
  }
}
