import Foundation
import TapestryCore
import TapestryTesting
import Testing

/// Random subscripts against NumPy, as `Tests/Goldens/subscripts.py` stored them: reading, setting, and the gradients of both.
@Suite struct RandomSubscriptTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    let shape: [Int]
    let items: [Item]
    let result: [Int]
    /// The row-major places of the selected elements.
    let places: [Int]

    var testDescription: String { "\(shape)[\(items)]" }
    var count: Int { shape.reduce(1, *) }
    var indices: [any TensorIndex] { items.map(\.index) }

    /// The elements are their own places.
    func tensor(_ dtype: DType) -> Tensor {
      .arange(count, dtype: dtype).reshaped(to: Shape(shape))
    }
  }

  struct Item: Decodable, Sendable {
    let place: Int?
    let slice: [Int?]?
    let rest, added: Bool?
    let tensor, mask, shape: [Int]?

    var index: any TensorIndex {
      if let place { return place }
      if let slice { return TensorIndexItem.slice(from: slice[0], to: slice[1], by: slice[2] ?? 1) }
      if rest == true { return TensorIndexItem.rest }
      if added == true { return TensorIndexItem.added }
      let dtype: DType = mask == nil ? .int64 : .bool
      return Tensor((tensor ?? mask)!, shape: Shape(shape!), dtype: dtype)
    }
  }

  static let cases: [Case] = {
    let file = Goldens.folder.appending(path: "subscripts.json")
    return try! JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
  }()

  @Test func thereAreMany() { #expect(Self.cases.count >= 500) }

  @Test(arguments: cases) func reads(_ sample: Case) {
    for layout in Layout.allCases {
      let x = sample.tensor(.int64)
      let selected = (x.rank == 0 ? x : layout.apply(to: x)).selection(sample.indices)
      #expect(selected.shape == Shape(sample.result))
      #expect(selected.array(as: Int.self) == sample.places)
    }
  }

  @Test(arguments: cases) func sets(_ sample: Case) {
    for layout in Layout.allCases {
      let x = sample.tensor(.int64)
      let changed = x.rank == 0 ? x : layout.apply(to: x)
      changed.setSelection(sample.indices, to: Self.numbers(sample, .int64))
      var expected = Array(0..<sample.count)
      for (number, place) in sample.places.enumerated() { expected[place] = -number - 1 }
      #expect(changed.array(as: Int.self) == expected)
    }
  }

  @Test(arguments: cases) func setsOneNumber(_ sample: Case) {
    let x = sample.tensor(.float32)
    x.setSelection(sample.indices, to: Tensor([-1]))
    let chosen = Set(sample.places)
    #expect(x.array(as: Int.self) == (0..<sample.count).map { chosen.contains($0) ? -1 : $0 })
  }

  @Test(arguments: cases) func gradientsOfReading(_ sample: Case) throws {
    let x = sample.tensor(.float64)
    x.requiresGrad = true
    let weights = Self.numbers(sample, .float64)
    let gradient = try #require(
      grad(of: (x.selection(sample.indices) * weights).sum(), with: [x])[0])
    var expected = Array(repeating: 0.0, count: sample.count)
    for (number, place) in sample.places.enumerated() { expected[place] -= Double(number) + 1 }
    #expect(gradient.array(as: Double.self) == expected)
  }

  @Test(arguments: cases) func gradientsOfSetting(_ sample: Case) throws {
    // What is set at one place more than once has no gradient that NumPy's order would settle: places are distinct.
    if Set(sample.places).count < sample.places.count { return }
    let (x, value) = (sample.tensor(.float64), Self.numbers(sample, .float64))
    x.requiresGrad = true
    value.requiresGrad = true
    let changed = x * 1
    changed.setSelection(sample.indices, to: value)
    let weights = sample.tensor(.float64) + 1
    let found = grad(of: (changed * weights).sum(), with: [x, value])
    var kept = (0..<sample.count).map { Double($0) + 1 }
    for place in sample.places { kept[place] = 0 }
    #expect(try #require(found[0]).array(as: Double.self) == kept)
    #expect(try #require(found[1]).array(as: Double.self) == sample.places.map { Double($0) + 1 })
  }

  /// A number for each selected element: −1, −2, ….
  private static func numbers(_ sample: Case, _ dtype: DType) -> Tensor {
    Tensor((0..<sample.places.count).map { -$0 - 1 }, shape: Shape(sample.result), dtype: dtype)
  }
}
