/// How often yes and no came with each score, and the area under the ROC curve that follows.
struct ScoreTally {
  private var answers: [Double: (yes: Double, no: Double)] = [:]
  /// The answers whose score is NaN, which no dictionary finds again.
  private var lost = (yes: 0.0, no: 0.0)
  /// Kept until the next answer: a progress bar asks ten times a second, and scores may be millions.
  private var knownArea: Double?

  /// How many different scores came up.
  var count: Int { answers.count + (hasLost ? 1 : 0) }

  private var hasLost: Bool { lost.yes + lost.no > 0 }

  mutating func add(_ score: Double, yes: Double, no: Double) {
    knownArea = nil
    if score.isNaN {
      lost.yes += yes
      lost.no += no
    } else {
      answers[score, default: (0, 0)].yes += yes
      answers[score, default: (0, 0)].no += no
    }
  }

  /// The area in 0...1; NaN where there was no yes or no no, and where a score is NaN.
  mutating func area() -> Double {
    let area = knownArea ?? computedArea
    knownArea = area
    return area
  }

  private var computedArea: Double {
    if hasLost { return .nan }
    var (area, yes, no) = (0.0, 0.0, 0.0)
    for (_, here) in answers.sorted(by: { $0.key > $1.key }) {
      area += here.no * (yes + here.yes / 2)
      yes += here.yes
      no += here.no
    }
    return yes * no > 0 ? area / (yes * no) : .nan
  }

  /// The number of answers that are yes.
  var yes: Double { answers.values.reduce(lost.yes) { $0 + $1.yes } }

  /// Scores in order, NaN last, each followed by the numbers of yes and no.
  var totals: [Double] {
    answers.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.yes, $0.value.no] }
      + (hasLost ? [.nan, lost.yes, lost.no] : [])
  }

  mutating func add(totals: some RandomAccessCollection<Double>) {
    var rest = totals[...]
    while let score = rest.popFirst(), let yes = rest.popFirst(), let no = rest.popFirst() {
      add(score, yes: yes, no: no)
    }
  }
}
