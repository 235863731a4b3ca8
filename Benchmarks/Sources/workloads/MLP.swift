import Tapestry

/// The network of `make mnist`: 784 inputs, 128 hidden units, 10 classes.
func makeMLP() -> Sequential {
  Sequential {
    Flatten()
    Linear(784, 128)
    ReLU()
    Dropout(0.2)
    Linear(128, 10)
  }
}
