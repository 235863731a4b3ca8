import TapestryCore
import TapestryTesting

extension Catalogue {
  static let sorting: [OpCase] = [
    OpCase(
      "sort", in: "Sorting/Sort", torch: ["sort": "x.sort(axis: 1, descending: true)"],
      OpForm("torch.sort(a, stable=True)", .anyRank) { both($0[0].sort()) },
      OpForm("torch.sort(a, dim=0, stable=True)", .anyRank + .long) { both($0[0].sort(axis: 0)) },
      OpForm("torch.sort(a, dim=-1, descending=True, stable=True)", .anyRank + .long) {
        both($0[0].sort(axis: -1, descending: true))
      },
      OpForm("torch.sort(a, dim=1, stable=True)", .rankThree) { both($0[0].sort(axis: 1)) },
      errors: wrongAxis { $0.sort(axis: $1).values }),
    OpCase(
      "argsort", in: "Sorting/Sort", torch: ["argsort": "x.argsort(axis: 1)"],
      OpForm("torch.argsort(a, stable=True)", .anyRank) { $0.argsort() },
      OpForm("torch.argsort(a, dim=0, descending=True, stable=True)", .anyRank) {
        $0.argsort(axis: 0, descending: true)
      },
      errors: wrongAxis { $0.argsort(axis: $1) }),
    OpCase(
      "msort", in: "Sorting/Sort", torch: ["msort": "x.msort()"],
      OpForm("torch.msort(a)", .anyRank) { $0.msort() }),
    OpCase(
      "topk", in: "Sorting/TopK", torch: ["topk": "x.topk(3, axis: 1)"],
      OpForm("torch.topk(a, 2)", .different) { both($0[0].topk(2)) },
      OpForm("torch.topk(a, 1, 0, largest=False)", .different) {
        both($0[0].topk(1, axis: 0, largest: false))
      },
      OpForm("torch.topk(a, 0, 0)", .different + .shapes([[0], [], [0, 2]], dtypes: [])) {
        both($0[0].topk(0, axis: 0))
      },
      OpForm("torch.topk(a, 1)", .shapes([[], [1], [0, 2]], dtypes: [])) { both($0[0].topk(1)) },
      OpForm("torch.topk(a, 3)[0]", .repeated.withUnknownDerivatives) { $0.topk(3).values },
      errors: [
        OpError("4 elements of the 3 along axis -1") { _ = Tensor.zeros([2, 3]).topk(4) },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).topk(1, axis: 2)
        },
      ]),
    OpCase(
      "kthvalue", in: "Sorting/KthValue", torch: ["kthvalue": "x.kthvalue(2, axis: 1)"],
      OpForm("torch.kthvalue(a, 2)", .different) { both($0[0].kthvalue(2)) },
      OpForm("torch.kthvalue(a, 1, 0, keepdim=True)", .different) {
        both($0[0].kthvalue(1, axis: 0, keepDims: true))
      },
      OpForm("torch.kthvalue(a, 1)", .shapes([[], [1], [0, 2]], dtypes: [])) {
        both($0[0].kthvalue(1))
      },
      OpForm("torch.kthvalue(a, 3)[0]", .repeated.withUnknownDerivatives) { $0.kthvalue(3).values },
      errors: [
        OpError("k = 4 for the 3 elements along axis -1 of shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).kthvalue(4)
        },
        OpError("k = 0 for the 3 elements") { _ = Tensor.zeros([3]).kthvalue(0) },
      ]),
    OpCase(
      "searchsorted", in: "Sorting/SearchSorted",
      torch: ["searchsorted": "sequence.searchsorted(x, side: .right)"],
      OpForm("torch.searchsorted(a, b)", .searched) { $0.searchsorted($1) },
      OpForm("torch.searchsorted(a, b, right=True)", .searched) {
        $0.searchsorted($1, side: .right)
      },
      OpForm("torch.searchsorted(a, b, out_int32=True)", .searched) {
        $0.searchsorted($1, dtype: .int32)
      },
      OpForm("torch.searchsorted(a, b, sorter=c)", .searchedUnsorted) {
        $0.searchsorted($1, sorter: $2)
      },
      OpForm("torch.searchsorted(a, 2)", .sequences) { $0.searchsorted(2) },
      OpForm("torch.searchsorted(a, 2.5)", .sequences) { $0.searchsorted(2.5) },
      errors: [
        OpError("values [3, 3] for sequences [2, 3]: only the last sizes may differ") {
          _ = Tensor.zeros([2, 3]).searchsorted(.zeros([3, 3]))
        },
        OpError("a scalar is no sequence") { _ = Tensor(1).searchsorted(Tensor(1)) },
        OpError("a result of uint8, not int64 or int32") {
          _ = Tensor([1]).searchsorted(Tensor([1]), dtype: .uint8)
        },
        OpError("a sorter int64 [2] for sequences [3]") {
          _ = Tensor.zeros([3]).searchsorted(Tensor([1]), sorter: .arange(2))
        },
        OpError("the sorter has a place outside 0..<2") {
          _ = Tensor.zeros([2]).searchsorted(Tensor([1]), sorter: .arange(1, 3))
        },
      ]),
    OpCase(
      "bucketize", in: "Sorting/SearchSorted",
      torch: ["bucketize": "x.bucketize(boundaries, side: .right)"],
      OpForm("torch.bucketize(a, b)", .bucketed) { $0.bucketize($1) },
      OpForm("torch.bucketize(a, b, right=True, out_int32=True)", .bucketed) {
        $0.bucketize($1, side: .right, dtype: .int32)
      },
      errors: [
        OpError("boundaries of shape [2, 3]; one axis is needed") {
          _ = Tensor.zeros([2]).bucketize(.zeros([2, 3]))
        },
        OpError("a result of float32, not int64 or int32") {
          _ = Tensor([1]).bucketize(Tensor([1]), dtype: .float32)
        },
      ]),
    OpCase(
      "isin", in: "Sorting/IsIn", torch: ["isin": "x.isin(others)"],
      OpForm("torch.isin(a, b)", .members) { $0.isin($1) },
      OpForm("torch.isin(a, b, invert=True)", .members) { $0.isin($1, inverted: true) },
      OpForm("torch.isin(a, 2)", .eachDType().notBool) { $0.isin(2) },
      OpForm("torch.isin(a, 0.5)", .eachDType([.float32, .float64])) { $0.isin(0.5) }),
    OpCase(
      "unique", in: "Sorting/Unique", torch: ["unique": "x.unique(axis: 0)"],
      OpForm("torch.unique(a)", .repeatedAndEmpty) { $0.unique() },
      OpForm("torch.unique(a, dim=0)", .repeated + .shapes([[0, 2], [0]], dtypes: [])) {
        $0.unique(axis: 0)
      },
      OpForm("torch.unique(a, dim=-1)", .repeated) { $0.unique(axis: -1) },
      errors: wrongAxis { $0.unique(axis: $1) } + [
        OpError("slices of [2, 0] along axis 0 have no elements to tell them apart") {
          _ = Tensor.zeros([2, 0]).unique(axis: 0)
        }
      ]),
    OpCase(
      "uniqueAll", in: "Sorting/Unique",
      OpForm("torch.unique(a, return_inverse=True, return_counts=True)", .repeatedAndEmpty) {
        all($0[0].uniqueAll())
      },
      OpForm(
        "torch.unique(a, dim=0, return_inverse=True, return_counts=True)",
        .repeated + .shapes([[0, 2], [0]], dtypes: [])
      ) { all($0[0].uniqueAll(axis: 0)) },
      OpForm("torch.unique(a, dim=-1, return_inverse=True, return_counts=True)", .repeated) {
        all($0[0].uniqueAll(axis: -1))
      },
      errors: wrongAxis { $0.uniqueAll(axis: $1).values }),
    OpCase(
      "uniqueConsecutive", in: "Sorting/UniqueConsecutive",
      torch: ["unique_consecutive": "x.uniqueConsecutive()"],
      OpForm("torch.unique_consecutive(a)", .repeatedAndEmpty) { $0.uniqueConsecutive() },
      OpForm("torch.unique_consecutive(a, dim=0)", .repeated) { $0.uniqueConsecutive(axis: 0) },
      errors: wrongAxis { $0.uniqueConsecutive(axis: $1) }),
    OpCase(
      "uniqueConsecutiveAll", in: "Sorting/UniqueConsecutive",
      OpForm(
        "torch.unique_consecutive(a, return_inverse=True, return_counts=True)", .repeatedAndEmpty
      ) { all($0[0].uniqueConsecutiveAll()) },
      OpForm(
        "torch.unique_consecutive(a, dim=-1, return_inverse=True, return_counts=True)", .repeated
      ) { all($0[0].uniqueConsecutiveAll(axis: -1)) },
      errors: wrongAxis { $0.uniqueConsecutiveAll(axis: $1).values }),
  ]

  private static func all(
    _ result: (values: Tensor, inverse: Tensor, counts: Tensor)
  ) -> [Tensor] {
    [result.values, result.inverse, result.counts]
  }
}

extension SampleSet {
  /// Rows that are sorted byte by byte, with many equal elements and without.
  fileprivate static let long: SampleSet = SampleSet([
    Sample(.integers([90], in: -300...300)), Sample(.integers([90], in: -9...9, dtype: .int32)),
    Sample(.reals([90], in: -1e6...1e6, dtype: .float32)),
    Sample(.reals([90]), derivatives: .stored),
    Sample(.bools([70])), Sample(.integers([70], in: 0...255, dtype: .uint8)),
  ])

  /// No two elements along an axis are equal: where they are, PyTorch's choice is arbitrary.
  fileprivate static let different: SampleSet = SampleSet(
    [
      Sample(.reals([4])), Sample(.reals([2, 3])), Sample(.reals([3, 2, 2])),
      Sample(.reals([4, 3], seed: 2)), Sample(.reals([2, 5], seed: 3)),
      Sample(
        .values([3, .nan, -.infinity, .infinity, 2, 1], shape: [2, 3]), derivatives: .stored),
      Sample(.reals([2, 3], dtype: .float32)), Sample(.wholes([3, 1, 2, 5, 4, 6], shape: [2, 3])),
      Sample(.wholes([3, 1, 2, 5, 4, 6], shape: [3, 2], dtype: .int32)),
      Sample(.wholes([3, 1, 2, 5], dtype: .uint8)),
    ], large: Sample(.reals([257, 1031], seed: 41)))

  /// Few different elements, slices among them.
  static let repeated: SampleSet = SampleSet(
    [
      Sample(.integers([7], in: 0...2)), Sample(.integers([4, 3], in: 0...1)),
      Sample(.wholes([1, 2, 3, 1, 2, 3, 0, 5, 1, 1, 2, 3], shape: [4, 3])),
      Sample(.wholes([1, 1, 2, 2, 2, 2, 1, 1, 1], dtype: .int32)),
      Sample(.integers([3, 2, 4], in: -1...1)), Sample(.integers([6], in: 0...3, dtype: .uint8)),
      Sample(.values([2, 2, 1, 2, -1, -1, 2, 2, 1], shape: [3, 3]), derivatives: .stored),
      Sample(.values([1, 1, -0.0, 0, 3, -.infinity, .infinity, 1]), derivatives: .stored),
      Sample(.values([0, 1, 1, 3, 0, 1], shape: [2, 3], dtype: .float32), derivatives: .stored),
    ], large: Sample(.integers([257, 1031], in: 0...1)))

  fileprivate static let repeatedAndEmpty =
    repeated
    + [
      Sample(.wholes([3], shape: [])), Sample(.values([0.5], shape: []), derivatives: .stored),
      Sample(.reals([0])),
      Sample(.integers([2, 0])), Sample(.bools([6])), Sample(.bools([2, 3], seed: 4)),
      Sample(.values([3, .nan, 1, .nan, .nan, 1]), derivatives: .stored),
    ]

  fileprivate static let searched: SampleSet = SampleSet(
    [
      Sample(.values([-1, 0.5, 0.5, 2, 3]), .values([0.5, -2, 4, 2, 1, .nan], shape: [2, 3])),
      Sample(.values([-1, 0.5, 0.5, 2, 3]), .values([0.5], shape: [])),
      Sample(.values([1, .nan, .nan]), .values([.nan, 0, 1, 4])),
      Sample(.wholes([1, 2, 3, 4, 5, 6], shape: [2, 3]), .wholes([2, 9, 0, 5], shape: [2, 2])),
      Sample(.wholes([1, 2, 3]), .wholes([2, 0, 4])), Sample(.reals([0]), .reals([3])),
      Sample(.wholes([1, 2, 3]), .reals([0, 2])),
      Sample(.wholes([1, 2, 3], dtype: .uint8), .wholes([2, 4], dtype: .uint8)),
      Sample(.wholes([1, 2, 3], dtype: .int32), .wholes([2, 4], dtype: .int32)),
      Sample(.values([1, 2, 3], dtype: .float32), .values([2, 4], dtype: .float32)),
      Sample(.wholes([1, 2, 3], shape: [1, 1, 3]), .wholes([2, 4], shape: [1, 1, 2])),
    ], large: Sample(.values([-1.5, -0.5, 0, 0.25, 1]), .reals([257, 1031]))
  )
  .withoutFiniteDifferences

  fileprivate static let searchedUnsorted: SampleSet = [
    Sample(.values([2, -1, 3]), .values([0.5, 2, 5]), .wholes([1, 0, 2])),
    Sample(
      .wholes([3, 1, 2, 4, 6, 5], shape: [2, 3]), .wholes([2, 9, 0, 5], shape: [2, 2]),
      .wholes([1, 2, 0, 0, 2, 1], shape: [2, 3])),
  ]

  fileprivate static let sequences: SampleSet = [
    Sample(.values([-1, 0.5, 2, 3])), Sample(.wholes([1, 2, 2, 3])), Sample(.reals([0])),
    Sample(.values([1, 2, 3], dtype: .float32)),
  ]

  fileprivate static let bucketed: SampleSet = SampleSet(
    [
      Sample(.reals([2, 3]), .values([-1, 0.5, 1])), Sample(.reals([]), .values([-1, 0.5, 1])),
      Sample(.values([1, -1, .nan, .infinity, -.infinity]), .values([-1, 0.5, 1])),
      Sample(.integers([2, 3]), .wholes([-2, 1, 3])), Sample(.reals([2]), .reals([0])),
      Sample(.reals([0]), .values([1])), Sample(.integers([4]), .values([-1.5, 2])),
      Sample(.integers([4], in: 0...5, dtype: .uint8), .wholes([1, 3], dtype: .uint8)),
      Sample(.reals([2, 2, 2], dtype: .float32), .values([0.25], dtype: .float32)),
      Sample(.integers([3], dtype: .int32), .wholes([0, 0, 1], dtype: .int32)),
    ], large: Sample(.reals([257, 1031]), .values([-1.5, -0.5, 0, 0.25, 1]))
  )
  .withoutFiniteDifferences

  fileprivate static let members: SampleSet = SampleSet(
    [
      Sample(.integers([2, 3]), .integers([4], seed: 2)), Sample(.integers([]), .integers([4])),
      Sample(.integers([5]), .integers([2, 2], seed: 3)), Sample(.integers([5]), .integers([])),
      Sample(.values([1, .nan, -0.0, .infinity, 2]), .values([0, .nan, .infinity])),
      Sample(.reals([3]), .reals([0])), Sample(.reals([0]), .reals([2])),
      Sample(.integers([5], in: 0...5, dtype: .uint8), .integers([3], in: 0...5, dtype: .uint8)),
      Sample(.integers([5], dtype: .int32), .integers([3], dtype: .int32)),
      Sample(.values([1, 2, 3], dtype: .float32), .values([2, 4], dtype: .float32)),
    ], large: Sample(.integers([257, 1031], in: -90...90), .integers([41], in: -90...90, seed: 2))
  )
  .withoutFiniteDifferences
}
