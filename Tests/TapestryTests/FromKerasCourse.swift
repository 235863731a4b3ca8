import Tapestry
import Testing

@Suite struct FromKerasCourse {
  @Test func aModel() {
    // shown
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
    print(model.summary(input: [1, 28, 28]))  // 101,770 parameters
    // end
    #expect(model.summary(input: [1, 28, 28]).parameterCount == 101_770)

    // shown
    model.eval()
    let scores = noGrad { model(Tensor.zeros([5, 28, 28])) }
    let probabilities = scores.softmax(axis: 1)
    let classes = scores.argmax(axis: 1)
    // end
    #expect(probabilities.shape == [5, 10] && classes.shape == [5])
  }
}
