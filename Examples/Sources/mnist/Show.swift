import Tapestry

/// Draws one digit.
func show(_ digits: LabeledImages, _ index: Int) {
  print("\ntest digit \(index), a \(digits.labels[index].item(as: Int.self)):\n")
  print(digits.images[index].terminalPicture(), terminator: "\n\n")
}

/// Prints how likely the model takes one digit to be a 0, a 1, …
func showProbabilities(_ model: Sequential, _ digits: LabeledImages, _ index: Int) {
  let (image, label) = digits[index]
  let probabilities = noGrad { model(image.unsqueezed(0)).softmax(axis: 1).array(as: Double.self) }

  print("\ntest digit \(index), a \(label.item(as: Int.self)), is taken for")
  for (digit, probability) in probabilities.enumerated() {
    let permille = Int((probability * 1000).rounded())
    let padding = String(repeating: " ", count: permille < 100 ? 2 : permille < 1000 ? 1 : 0)
    let bar = String(repeating: "█", count: Int((probability * 30).rounded()))
    print(
      "  \(digit)  \(padding)\(permille / 10).\(permille % 10) %\(bar.isEmpty ? "" : "  ")\(bar)")
  }
  print()
}
