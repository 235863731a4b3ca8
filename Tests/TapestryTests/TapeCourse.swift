import Tapestry
import Testing

@Suite struct TapeCourse {
  @Test func gradients() {
    // shown
    let x = Tensor([1, 2, 3]).requiringGrad()
    let y = (x * x).sum()
    y.backward()
    print(x.grad!)  // 2x: [2, 4, 6]
    // end
    #expect(x.grad!.array(as: Float.self) == [2, 4, 6])

    // shown
    x.grad = nil
    (x * 3).sum().backward()
    (x * 3).sum().backward()
    print(x.grad!)  // gradients add up: [6, 6, 6]
    // end
    #expect(x.grad!.array(as: Float.self) == [6, 6, 6])

    // shown
    let prediction = noGrad { x * 2 }
    print(prediction.requiresGrad)  // false: nothing was recorded
    // end
    #expect(!prediction.requiresGrad)

    // shown
    let slope = grad { (x: Tensor) in (x * x * x).sum() }
    print(slope(Tensor([1, 2])))  // 3x²: [3, 12]
    // end
    #expect(slope(Tensor([1, 2])).array(as: Float.self) == [3, 12])
  }
}
