import TapestryCore
import TapestryData
import TapestryIO
import Testing

@Suite struct DrawnDigitsTests {
  @Test func hasTheShapesAndTypesOfMNIST() {
    let digits = DrawnDigits(split: .train, count: 50)
    #expect(digits.count == 50)
    #expect(digits.images.shape == [50, 28, 28])
    #expect(digits.images.dtype == .uint8)
    #expect(digits.labels.shape == [50])
    #expect(digits.labels.dtype == .int64)
    #expect(digits.origin == .drawn(seed: 0))
    #expect(DrawnDigits.standardCount(of: .train) == 60_000)
    #expect(DrawnDigits.standardCount(of: .test) == 10_000)
  }

  @Test func theSeedDecidesEverything() {
    func digest(_ split: Split, count: Int, seed: UInt64) -> String {
      let digits = DrawnDigits(split: split, count: count, seed: seed)
      return SHA256.hexDigest(
        of: digits.images.array(as: UInt8.self) + digits.labels.array(as: UInt8.self))
    }
    let one = digest(.train, count: 100, seed: 7)
    #expect(one == digest(.train, count: 100, seed: 7))
    #expect(one != digest(.train, count: 100, seed: 8))
    #expect(one != digest(.test, count: 100, seed: 7))
  }

  @Test func fewerDigitsAreTheFirstOnes() {
    let few = DigitPress(seed: 3).digits(0..<20)
    let more = DigitPress(seed: 3).digits(0..<40)
    let isPrefix = Array(more.pixels.prefix(few.pixels.count)) == few.pixels
    #expect(isPrefix)
    #expect(Array(more.labels.prefix(20)) == few.labels)
  }

  @Test func everyDigitIsInkInTheMiddleOfPaper() {
    let digits = DrawnDigits(split: .train, count: 2000)
    let pixels = digits.images.array(as: UInt8.self)
    for digit in 0..<digits.count {
      let image = pixels[digit * 784..<(digit + 1) * 784].map { Double($0) }
      let ink = image.reduce(0, +)
      // MNIST's digits hold 5,000 to 60,000.
      #expect(ink > 2500 && ink < 80_000, "digit \(digit)")
      var centre = (x: 0.0, y: 0.0)
      for (index, value) in image.enumerated() {
        centre.x += value * Double(index % 28)
        centre.y += value * Double(index / 28)
      }
      #expect(abs(centre.x / ink - 13.5) < 3, "digit \(digit)")
      #expect(abs(centre.y / ink - 13.5) < 3, "digit \(digit)")
    }
  }

  @Test func classesAreAboutEqual() {
    let labels = DigitPress(seed: 1).digits(0..<5000).labels
    for digit in 0..<10 {
      let count = labels.filter { Int($0) == digit }.count
      #expect(count > 400 && count < 600, "\(count) of \(digit)")
    }
  }

  /// A classifier that compares with the mean image of each class tells whether the classes are there to be learned,
  /// and not so plainly that there is nothing to learn.
  @Test func classesCanBeToldApart() {
    let train = DigitPress(seed: 1).digits(0..<3000)
    let test = DigitPress(seed: 1).digits(1 << 32..<1 << 32 + 1000)
    var means = [[Float]](repeating: [Float](repeating: 0, count: 784), count: 10)
    var counts = [Float](repeating: 0, count: 10)
    for (index, label) in train.labels.enumerated() {
      counts[Int(label)] += 1
      for pixel in 0..<784 { means[Int(label)][pixel] += Float(train.pixels[index * 784 + pixel]) }
    }
    var right = 0
    for (index, label) in test.labels.enumerated() {
      let distances = (0..<10).map { digit in
        (0..<784).reduce(Float(0)) { sum, pixel in
          let offset =
            Float(test.pixels[index * 784 + pixel]) - means[digit][pixel] / counts[digit]
          return sum + offset * offset
        }
      }
      let nearest = distances.indices.min { distances[$0] < distances[$1] }
      if nearest == Int(label) { right += 1 }
    }
    #expect(right > 650 && right < 950, "\(right) of 1000")
  }

  @Test func linesAreSoftAtTheEdgeAndClipped() {
    var canvas = Canvas()
    canvas.line(from: [-5, 10], to: [40, 10], radius: (1.25, 1.25))
    // Rows 9 and 10 have their middles half a pixel from the line, rows 8 and 11 one and a half.
    for column in 0..<28 {
      let column = (0..<28).map { canvas.ink[$0 * 28 + column] }
      #expect(column[9] == 1 && column[10] == 1)
      #expect(abs(column[8] - 0.25) < 1e-5 && abs(column[11] - 0.25) < 1e-5)
      #expect(column[7] == 0 && column[12] == 0)
    }
    canvas.clear()
    #expect(canvas.ink.allSatisfy { $0 == 0 })
    canvas.line(from: [100, 100], to: [120, 100], radius: (2, 2))
    #expect(canvas.ink.allSatisfy { $0 == 0 })
  }

  @Test func aNegativeCountStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = DrawnDigits(split: .train, count: -1) }
  }
}
