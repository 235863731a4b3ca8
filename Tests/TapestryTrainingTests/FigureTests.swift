import Glibc
import TapestryCore
import TapestryIO
import TapestryTraining
import Testing

@Suite struct FigureTests {
  @Test(arguments: FigureGallery.all.indices)
  func nothingIsClippedOrOverlaps(index: Int) throws {
    let (name, figure) = FigureGallery.all[index]
    expectClean(figure, name)
    #expect(figure.svg == FigureGallery.all[index].figure.svg, "the same each time")
    // To be looked at.
    guard let folder = getenv("TAPESTRY_GALLERY").map({ String(cString: $0) }) else { return }
    try figure.write(to: "\(folder)/\(name).svg")
    try figure.write(to: "\(folder)/\(name).png")
    print("\(name)\n\(figure.terminalPicture())")
  }

  @Test func pictureHasTheSizeOfThePlot() {
    let plot = Plot(title: "t", xLabel: "x", yLabel: "y")
    #expect(plot.picture().shape == [880, 1440, 3])
    #expect(plot.picture(scale: 0.5).shape == [220, 360, 3])
    #expect(plot.picture(scale: 0.5).dtype == .uint8)
  }

  @Test func svgIsWellFormedAndRefersToNothing() {
    for (name, figure) in FigureGallery.all {
      let svg = figure.svg
      for address in svg.matches(of: #/https?:[^"]*/#) {
        #expect(address.output == "http://www.w3.org/2000/svg", "\(name)")
      }
      for element in svg.split(separator: "\n").dropFirst(2).dropLast() {
        #expect(element.hasSuffix("/>") || element.hasSuffix("</text>"), "\(name): \(element)")
      }
    }
  }

  @Test func base64IsThatOfTheStandard() {
    let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
    for (text, encoded) in pairs { #expect(base64(Array(text.utf8)) == encoded) }
  }
}
