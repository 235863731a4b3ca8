import TapestryCore

/// How often each class was predicted rightly, wrongly, and was missed.
struct ClassTally {
  /// Examples of the class that were taken for it.
  private(set) var hits: [Int]
  /// Examples of others that were taken for it.
  private(set) var falseAlarms: [Int]
  /// Examples of the class that were taken for others.
  private(set) var misses: [Int]
  private(set) var count = 0

  init(classes: Int) {
    hits = Array(repeating: 0, count: classes)
    falseAlarms = hits
    misses = hits
  }

  /// Adds answers of yes or no, of one shape, to a tally of one class.
  mutating func add(predicted: Tensor, right: Tensor) {
    guard right.count > 0 else { return }
    noGrad {
      let both = (predicted .&& right).countNonzero().item(as: Int.self)
      hits[0] += both
      falseAlarms[0] += predicted.countNonzero().item(as: Int.self) - both
      misses[0] += right.countNonzero().item(as: Int.self) - both
    }
    count += right.count
  }

  /// Adds predictions of one class of several, each in `0..<classes`.
  mutating func add(_ numbers: ClassNumbers) {
    let pairs = zip(numbers.predicted.array(as: Int.self), numbers.right.array(as: Int.self))
    for (predicted, right) in pairs {
      if predicted == right {
        hits[right] += 1
      } else {
        falseAlarms[predicted] += 1
        misses[right] += 1
      }
    }
    count += numbers.right.count
  }

  /// The counts one after another, and the number of examples.
  var totals: [Double] {
    get { (hits + falseAlarms + misses + [count]).map(Double.init) }
    set {
      let (classes, counts) = (hits.count, newValue.map { Int($0) })
      hits = Array(counts[..<classes])
      falseAlarms = Array(counts[classes..<2 * classes])
      misses = Array(counts[2 * classes..<3 * classes])
      count = counts[3 * classes]
    }
  }
}
