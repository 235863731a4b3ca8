import TapestryCore
import TapestryTesting

// NumPy's rules are the reference: where PyTorch's differ, as for an integer beside a tensor with a slice between them, NumPy's count.
extension Catalogue {
  static let subscripts = [subscriptRead, subscriptWrite]

  static let subscriptRead = OpCase(
    "subscript", in: "Indexing/Subscript", torch: ["__getitem__": "x[0, 1...]"],
    read("s_[0]", matrices) { $0[0] },
    read("s_[-1]", matrices) { $0[-1] },
    read("s_[1, 2]", matrices) { $0[1, 2] },
    read("s_[-2, 1:]", matrices) { $0[-2, 1...] },
    read("s_[:, 1]", matrices) { $0[0..., 1] },
    read("s_[..., 0]", any) { $0[.ellipsis, 0] },
    read("s_[..., 1:3]", any) { $0[.ellipsis, 1..<3] },
    read("s_[..., None]", everyShape) { $0[.ellipsis, .newAxis] },
    read("s_[None]", everyShape) { $0[.newAxis] },
    read("s_[...]", everyShape) { $0[.ellipsis] },
    read("s_[None, ..., None]", everyShape) { $0[.newAxis, .ellipsis, .newAxis] },
    read("s_[:, None, 1:]", matrices) { $0[0..., .newAxis, 1...] },
    read("s_[::2]", any) { $0[.stride(2)] },
    read("s_[1::2, ..., ::3]", matrices) { $0[.range(from: 1, by: 2), .ellipsis, .stride(3)] },
    read("s_[-3:-1]", any) { $0[-3 ..< -1] },
    read("s_[-2:]", any) { $0[(-2)...] },
    read("s_[:-1]", any) { $0[..<(-1)] },
    read("s_[:2]", any) { $0[...1] },
    read("s_[1:100]", any) { $0[1..<100] },
    read("s_[100:]", any) { $0[100...] },
    read("s_[2:1]", any) { $0[.range(from: 2, to: 1)] },
    read("s_[-100:2]", any) { $0[.range(from: -100, to: 2)] },
    read("s_[0:-1]", any) { $0[.range(from: 0, to: -1)] },
    read("s_[:, 1:3, -1]", [[2, 4, 3]]) { $0[0..., 1...2, -1] },
    read("s_[b]", [[5, 3]], [.integers([4], in: -5...4)]) { $0[$1] },
    read("s_[b]", [[5]], [.integers([2, 3], in: -5...4, dtype: .int32)]) { $0[$1] },
    read("s_[b]", [[5, 3]], [.integers([], in: -5...4)]) { $0[$1] },
    read("s_[b]", [[5, 3]], [.integers([0], in: 0...4)]) { $0[$1] },
    read("s_[:, b]", [[2, 5], [2, 5, 3]], [.integers([2, 2], in: -5...4)]) { $0[0..., $1] },
    read("s_[..., b]", [[2, 5], [2, 2, 5]], [.integers([3], in: -5...4)]) { $0[.ellipsis, $1] },
    read("s_[1:, b, ::2]", [[3, 5, 4]], [.integers([3], in: 0...4)]) { $0[1..., $1, .stride(2)] },
    read("s_[0, b]", [[3, 5], [3, 5, 2]], [.integers([3], in: 0...4)]) { $0[0, $1] },
    read("s_[b, 0]", [[5, 3], [5, 3, 2]], [.integers([3], in: 0...4)]) { $0[$1, 0] },
    read("s_[0, :, b]", [[2, 3, 5]], [.integers([3], in: 0...4)]) { $0[0, 0..., $1] },
    read("s_[b, :, 1]", [[5, 3, 2]], [.integers([3], in: 0...4)]) { $0[$1, 0..., 1] },
    read("s_[:, 0, :, b]", [[2, 2, 3, 5]], [.integers([3], in: 0...4)]) { $0[0..., 0, 0..., $1] },
    read("s_[:, 1, b]", [[2, 3, 5]], [.integers([3], in: 0...4)]) { $0[0..., 1, $1] },
    read("s_[0, ..., b]", [[2, 5]], [.integers([3], in: 0...4)]) { $0[0, .ellipsis, $1] },
    read("s_[0, None, b]", [[2, 5]], [.integers([3], in: 0...4)]) { $0[0, .newAxis, $1] },
    read("s_[b, None]", [[5, 2]], [.integers([3], in: 0...4)]) { $0[$1, .newAxis] },
    read("s_[None, b]", [[5, 2]], [.integers([3], in: 0...4)]) { $0[.newAxis, $1] },
    read(
      "s_[b, c]", [[5, 4], [5, 4, 3]],
      [.integers([3], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[$1, $2] },
    read(
      "s_[b, c]", [[5, 4]], [.integers([2, 1], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[$1, $2] },
    read(
      "s_[:, b, c]", [[2, 5, 4]],
      [.integers([2, 1], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[0..., $1, $2] },
    read(
      "s_[b, :, c]", [[5, 3, 4]], [.integers([3], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[$1, 0..., $2] },
    read(
      "s_[:, b, :, c]", [[2, 5, 3, 4]],
      [.integers([3], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[0..., $1, 0..., $2] },
    read(
      "s_[b, None, c]", [[5, 4]], [.integers([3], in: 0...4), .integers([3], in: 0...3, seed: 2)]
    ) { $0[$1, .newAxis, $2] },
    read("s_[b]", [[2, 3]], [.bools([2, 3])]) { $0[$1] },
    read("s_[b]", [[4], [4, 3]], [.bools([4], seed: 3)]) { $0[$1] },
    read("s_[:, b]", [[2, 4]], [.bools([4], seed: 3)]) { $0[0..., $1] },
    read("s_[b, :1]", [[4, 3]], [.bools([4], seed: 3)]) { $0[$1, ..<1] },
    read("s_[b, 1]", [[4, 3]], [.bools([4], seed: 3)]) { $0[$1, 1] },
    read("s_[b]", [[2, 3, 2]], [.bools([2, 3])]) { $0[$1] },
    read("s_[b]", [[3]], [.values([0, 0, 0], dtype: .bool)]) { $0[$1] },
    read("s_[b]", [[0]], [.bools([0])]) { $0[$1] },
    read("s_[b, c]", [[4, 3]], [.values([1, 0, 1, 1], dtype: .bool), .integers([3], in: 0...2)]) {
      $0[$1, $2]
    },
    read("s_[b]", [[], [3]], [.values([1], shape: [], dtype: .bool)]) { $0[$1] },
    read("s_[b]", [[], [3]], [.values([0], shape: [], dtype: .bool)]) { $0[$1] },
    errors: [
      subscriptError("index 2 is out of range for axis 0 of shape [2, 3]") { $0[2] },
      subscriptError("index -4 is out of range for axis 1 of shape [2, 3]") { $0[0, -4] },
      subscriptError("3 indices for the 2 axes of shape [2, 3]") { $0[0, 0, 0] },
      subscriptError("more than one .ellipsis") { $0[.ellipsis, 0, .ellipsis] },
      subscriptError("a step of 0") { $0[.stride(0)] },
      subscriptError("a mask of shape [3] over axes of sizes [2]") {
        $0[Tensor([true, false, true])]
      },
      subscriptError("index 2 is out of range for axis 0 of shape [2, 3]") {
        $0[Tensor([Int64(2)])]
      },
      subscriptError("indices of float32; an integer dtype is needed") { $0[Tensor([0, 1])] },
      subscriptError("indices of shapes [2] and [3] do not broadcast") {
        $0[Tensor.arange(2), Tensor.arange(3)]
      },
    ])

  static let subscriptWrite = OpCase(
    "subscript", in: "Indexing/Subscript",
    write("s_[0]", [2, 3], [3]) { $0[0] = $1 },
    write("s_[0]", [2, 3], [1, 3]) { $0[0] = $1 },
    write("s_[-1, 1:]", [2, 3], []) { $0[-1, 1...] = $1 },
    write("s_[:, 1]", [2, 3], [2]) { $0[0..., 1] = $1 },
    write("s_[::2]", [5, 2], [3, 1]) { $0[.stride(2)] = $1 },
    write("s_[..., 0]", [2, 2, 3], [2, 1]) { $0[.ellipsis, 0] = $1 },
    write("s_[...]", [2, 3], [3]) { $0[.ellipsis] = $1 },
    write("s_[:, None]", [2, 3], [2, 1, 3]) { $0[0..., .newAxis] = $1 },
    write("s_[2:1]", [3], []) { $0[.range(from: 2, to: 1)] = $1 },
    write("s_[:, 1:]", [0, 3], [2]) { $0[0..., 1...] = $1 },
    write("s_[c]", [5, 2], [3, 2], [.wholes([4, 0, -3])]) { $0[$2] = $1 },
    write("s_[:, c]", [2, 5], [2, 3], [.wholes([4, 0, 2])]) { $0[0..., $2] = $1 },
    write("s_[0, :, c]", [2, 3, 5], [3, 3], [.wholes([4, 0, 2])]) { $0[0, 0..., $2] = $1 },
    write("s_[c]", [2, 3], [], [.bools([2, 3])]) { $0[$2] = $1 },
    write("s_[c]", [4, 3], [3], [.bools([4], seed: 3)]) { $0[$2] = $1 },
    write("s_[c]", [3], [], [.values([0, 0, 0], dtype: .bool)]) { $0[$2] = $1 },
    errors: [
      OpError("a value of shape [2] does not stretch to the selected [3]", namesCaller: false) {
        Tensor.zeros([2, 3])[0] = Tensor([1, 2])
      },
      OpError("index 5 is out of range for axis 0 of shape [2, 3]", namesCaller: false) {
        Tensor.zeros([2, 3])[5] = Tensor(1)
      },
    ])

  private static let matrices = [[2, 3], [3, 4, 2]]
  private static let any = [[4], [4, 5], [5, 4, 3]]
  private static let everyShape = sampleShapes.filter { $0.count < 7 }

  private static func read(
    _ key: String, _ shapes: [[Int]], _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> OpForm {
    let large = [1: [100_003], 2: [257, 1031], 3: [61, 67, 71]][shapes[0].count]
    return OpForm("take(a, \(key))", .shapes(shapes, dtypes: [.uint8], large: large)) { body($0) }
  }

  private static func read(
    _ key: String, _ shapes: [[Int]], _ places: [SampleInput],
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> OpForm {
    OpForm("take(a, \(key))", .sources(shapes, places)) { body($0, $1) }
  }

  private static func read(
    _ key: String, _ shapes: [[Int]], _ places: [SampleInput],
    _ body: @escaping @Sendable (Tensor, Tensor, Tensor) -> Tensor
  ) -> OpForm {
    OpForm("take(a, \(key))", .sources(shapes, places)) { body($0, $1, $2) }
  }

  private static func write(
    _ key: String, _ target: [Int], _ value: [Int],
    _ body: @escaping @Sendable (Tensor, Tensor) -> Void
  ) -> OpForm {
    OpForm("put(a, \(key), b)", .targets(target, value, [])) { target, value in
      let changed = target.clone()
      body(changed, value)
      return changed
    }
  }

  private static func write(
    _ key: String, _ target: [Int], _ value: [Int], _ places: [SampleInput],
    _ body: @escaping @Sendable (Tensor, Tensor, Tensor) -> Void
  ) -> OpForm {
    OpForm("put(a, \(key), b)", .targets(target, value, places)) { target, value, places in
      let changed = target.clone()
      body(changed, value, places)
      return changed
    }
  }

  private static func subscriptError(
    _ message: String, _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> OpError {
    OpError(message, namesCaller: false) { _ = body(.zeros([2, 3])) }
  }
}

extension SampleSet {
  fileprivate static func sources(_ shapes: [[Int]], _ places: [SampleInput]) -> SampleSet {
    SampleSet(
      shapes.map { Sample([.reals($0)] + places) }
        + [Sample([.small(shapes[0], dtype: .int32, seed: 31)] + places)])
  }

  fileprivate static func targets(
    _ target: [Int], _ value: [Int], _ places: [SampleInput]
  ) -> SampleSet {
    let mixed: [(DType, DType)] = [(.int32, .float32), (.float64, .uint8)]
    let doubles = Sample([.reals(target), .reals(value, seed: 2)] + places)
    return SampleSet(
      [doubles]
        + mixed.map {
          Sample([.small(target, dtype: $0, seed: 3), .small(value, dtype: $1, seed: 4)] + places)
        },
      large: doubles)
  }
}
