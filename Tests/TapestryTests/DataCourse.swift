import Tapestry
import Testing

@Suite struct DataCourse {
  @Test func datasets() {
    // shown
    let digits = DrawnDigits(split: .train, count: 500, seed: 1)
    print(digits.images.shape, digits.labels.shape)  // [500, 28, 28] [500]

    let (image, label) = digits[0]  // float32, 0 to 1, and a number
    // end
    #expect(digits.images.shape == [500, 28, 28])
    #expect(image.max().item() <= 1 && label.count == 1)

    // shown
    let loader = DataLoader(digits, batchSize: 128, shuffle: true)
    for (images, labels) in loader {
      print(images.shape, labels.shape)  // [128, 28, 28] [128], and a last batch of 116
    }
    // end
    var sizes: [Int] = []
    for (_, labels) in loader { sizes.append(labels.count) }
    #expect(sizes == [128, 128, 128, 116])

    // shown
    let pairs = TensorDataset(Tensor.randn([100, 3]), Tensor.zeros([100]))
    // end
    #expect(pairs.count == 100)

    // shown
    struct Squares: Dataset {
      let count: Int

      subscript(index: Int) -> (Tensor, Tensor) {
        let x = Tensor([Double(index) / Double(count)])
        return (x, x * x)
      }
    }

    for (x, y) in DataLoader(Squares(count: 10), batchSize: 5) {
      print(x.shape, y.shape)  // [5, 1] [5, 1], twice
    }
    // end
    for (x, y) in DataLoader(Squares(count: 10), batchSize: 5) {
      #expect(x.shape == [5, 1] && y.shape == [5, 1])
    }
  }
}
