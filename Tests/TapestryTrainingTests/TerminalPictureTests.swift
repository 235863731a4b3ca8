import TapestryCore
import TapestryTraining
import Testing

@Suite struct TerminalPictureTests {
  @Test func choosesTheNearestGlyph() {
    let image = Tensor([
      [0, 0.25, 0.5, 0.75, 1, 1, 0],
      [0, 0.25, 0.5, 0.75, 1, 0, 1],
    ])
    #expect(image.terminalPicture() == " ░▒▓█▀▄")
  }

  @Test func integersSpanTheirBytes() {
    let image = Tensor([[0, 255], [0, 255], [255, 0]], dtype: .uint8)
    #expect(image.terminalPicture() == " █\n▀ ")
  }

  @Test func cutsValuesToTheRange() {
    let image = Tensor([[-5.0, 30.0, 10.0], [-5.0, 30.0, 10.0]])
    #expect(image.terminalPicture(range: 0...20) == " █▒")
    let odd: [[Double]] = [[.nan, .infinity], [.nan, .infinity]]
    #expect(Tensor(odd).terminalPicture() == " █")
  }

  @Test func ignoresLeadingAxesOfSizeOneAndFollowsStrides() {
    let image = Tensor([[0, 1, 1], [0, 1, 0]])
    #expect(image[.newAxis, .newAxis].terminalPicture() == " █▀")
    #expect(image.transposed(0, 1).terminalPicture() == "▄▄\n▀ ")
    #expect(Tensor.zeros([0, 5]).terminalPicture() == "")
  }

  @Test func stopsOverWhatIsNoImage() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([3, 28, 28]).terminalPicture() }
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([28]).terminalPicture() }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.zeros([2, 2]).terminalPicture(range: 1...1)
    }
  }

  @Test func colorsAreHalfBlocks() {
    let red = Tensor([255, 0, 0, 0, 0, 255] as [UInt8], shape: [2, 1, 3])
    #expect(
      red.coloredTerminalPicture() == "\u{1B}[0;38;2;255;0;0;48;2;0;0;255m▀\u{1B}[0m")
    let first = Tensor([1, 0, 0] as [Float], shape: [3, 1, 1])
    #expect(first.coloredTerminalPicture() == "\u{1B}[0;38;2;255;0;0m▀\u{1B}[0m")
  }

  @Test func showsPlainBlocksWhereThereAreNoColors() {
    var shown = ""
    let console = Console(columns: nil) { shown += $0 }
    Tensor([[0, 1], [0, 1]] as [[Float]]).show(on: console)
    #expect(shown == " █\n")
  }
}
