import TapestryCore
import Testing

@Suite struct GradModeTests {
  @Test func nothingIsRecordedInNoGrad() {
    let x = Tensor([1, 2]).requiringGrad()
    let before = Node.liveCount
    let y = noGrad { x * 2 }
    #expect(!y.requiresGrad && y.isLeaf)
    #expect(Node.liveCount == before)
    #expect(isRecording)
  }

  @Test func modesNest() {
    let x = Tensor([1, 2]).requiringGrad()
    noGrad {
      #expect(!isRecording)
      enableGrad {
        #expect((x * 2).requiresGrad)
        noGrad { #expect(!(x * 2).requiresGrad) }
        #expect((x * 2).requiresGrad)
      }
      #expect(!(x * 2).requiresGrad)
      #expect(Tensor(1).requiringGrad().requiresGrad)
    }
    #expect((x * 2).requiresGrad)
  }

  @Test func modeComesBackAfterAnError() {
    struct Failure: Error {}
    #expect(throws: Failure.self) { try noGrad { throw Failure() } }
    #expect(isRecording)
  }

  @Test func modeIsEachThreadsOwn() {
    let isOnElsewhere = noGrad { onSmallStack { isRecording } }
    #expect(isOnElsewhere)
  }

  @Test func detachedTensorsShareElementsAndNoRecord() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = (x * 3).detach()
    #expect(!y.requiresGrad && y.isLeaf)
    (x * y).sum().backward()
    #expect(x.grad!.array(as: Float.self) == [3, 6])
    let alias = x.detach()
    noGrad { x += 1 }
    #expect(alias.array(as: Float.self) == [2, 3])
  }

  @Test func parametersAskForGradients() {
    let parameter = Parameter(Tensor([1, 2]))
    #expect(parameter.requiresGrad && parameter.isLeaf)
    #expect(!Parameter(Tensor([1, 2]), requiresGrad: false).requiresGrad)
    // It takes over elements, not the record.
    let x = Tensor([1, 2]).requiringGrad()
    #expect(Parameter(x * 2).isLeaf)
  }

  /// An optimizer's step: leaves change in place where nothing is recorded.
  @Test func leavesChangeInPlaceInNoGrad() {
    let weight = Parameter(Tensor([1, 2]))
    (weight * weight).sum().backward()
    noGrad { weight -= weight.grad! * 0.5 }
    #expect(weight.array(as: Float.self) == [0, 0])
    #expect(weight.isLeaf && weight.requiresGrad)
    noGrad { weight[0] = Tensor(7) }
    #expect(weight.array(as: Float.self) == [7, 0])
  }
}
