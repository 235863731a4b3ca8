import TapestryCore
import TapestryTesting

extension Catalogue {
  static let splitting: [OpCase] = [
    OpCase(
      "split", in: "Shape/Split",
      torch: [
        "split": "x.split(size: 2, axis: 0)", "unsafe_split": "x.split(size: 2, axis: 0)",
        "split_with_sizes": "x.split(sizes: [1, 2], axis: 0)",
        "split_with_sizes_copy": "x.split(sizes: [1, 2], axis: 0).map { $0.clone() }",
      ],
      OpForm(
        "torch.split(a, 2)", .shapes([[5], [4, 2], [1, 3], [0], [0, 2]], large: [257, 1031])
      ) {
        $0[0].split(size: 2)
      },
      OpForm("torch.split(a, 3, -1)", .shapes([[5], [4, 2], [1, 6], [3, 1, 7], [2, 0]])) {
        $0[0].split(size: 3, axis: -1)
      },
      OpForm("torch.split(a, [1, 0, 2])", .shapes([[3], [3, 2], [3, 0]])) {
        $0[0].split(sizes: [1, 0, 2])
      },
      OpForm("torch.split(a, [3, 1], 1)", .shapes([[2, 4], [1, 4, 2]])) {
        $0[0].split(sizes: [3, 1], axis: 1)
      },
      OpForm("torch.split(a, 0)", .shapes([[0], [0, 2]], dtypes: [])) { $0[0].split(size: 0) },
      errors: [
        OpError("[3] along axis 0 into pieces of 0") { _ = Tensor.zeros([3]).split(size: 0) },
        OpError("a scalar has no axis") { _ = Tensor(3).split(size: 1) },
        OpError("sizes [1, 1] do not add up to axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).split(sizes: [1, 1])
        },
        OpError("sizes [4, -1] do not add up to axis 0 of shape [3]") {
          _ = Tensor.zeros([3]).split(sizes: [4, -1])
        },
      ]),
    OpCase(
      "chunk", in: "Shape/Split",
      torch: ["chunk": "x.chunk(3, axis: 0)", "unsafe_chunk": "x.chunk(3, axis: 0)"],
      OpForm("torch.chunk(a, 3)", .shapes([[7], [2, 2], [0, 2], [3], [4]], large: [257, 1031])) {
        $0[0].chunk(3)
      },
      OpForm("torch.chunk(a, 4, -1)", .shapes([[5], [2, 6], [1, 3], [2, 1, 9]])) {
        $0[0].chunk(4, axis: -1)
      },
      errors: [
        OpError("0 pieces; at least 1 is needed") { _ = Tensor.zeros([3]).chunk(0) },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor.zeros([3]).chunk(2, axis: 1) },
      ]),
    OpCase(
      "tensorSplit", in: "Shape/Split",
      torch: ["tensor_split": "x.tensorSplit(sections: 3, axis: 0)"],
      OpForm(
        "torch.tensor_split(a, 3)", .shapes([[7], [2, 2], [0, 2], [3]], large: [257, 1031])
      ) {
        $0[0].tensorSplit(sections: 3)
      },
      OpForm("torch.tensor_split(a, (1, 3, 2, -1, 9), -1)", .shapes([[5], [2, 6], [1, 3]])) {
        $0[0].tensorSplit(at: [1, 3, 2, -1, 9], axis: -1)
      },
      OpForm("torch.tensor_split(a, (-2, 0))", .shapes([[5], [1, 2]])) {
        $0[0].tensorSplit(at: [-2, 0])
      },
      OpForm("torch.tensor_split(a, ())", .shapes([[5]], dtypes: [])) { $0[0].tensorSplit(at: []) },
      errors: [
        OpError("0 sections; at least 1 is needed") {
          _ = Tensor.zeros([3]).tensorSplit(sections: 0)
        },
        OpError("a scalar has no axis") { _ = Tensor(3).tensorSplit(at: [1]) },
      ]),
    OpCase(
      "hsplit", in: "Shape/Split", torch: ["hsplit": "x.hsplit(sections: 2)"],
      OpForm(
        "torch.hsplit(a, 2)",
        .shapes([[4], [2, 4], [1, 2, 3], [0], [3, 0]], large: [257, 1030])
      ) {
        $0[0].hsplit(sections: 2)
      },
      OpForm("torch.hsplit(a, (1, 2))", .shapes([[4], [2, 4], [2, 3, 2]])) {
        $0[0].hsplit(at: [1, 2])
      },
      errors: [
        OpError("axis 1 of shape [2, 3] does not divide into 2 equal sections") {
          _ = Tensor.zeros([2, 3]).hsplit(sections: 2)
        },
        OpError("shape [] has fewer axes than 1") { _ = Tensor(1).hsplit(sections: 1) },
      ]),
    OpCase(
      "vsplit", in: "Shape/Split", torch: ["vsplit": "x.vsplit(sections: 2)"],
      OpForm("torch.vsplit(a, 2)", .shapes([[4, 1], [2, 3], [0, 2]], large: [256, 1030])) {
        $0[0].vsplit(sections: 2)
      },
      OpForm("torch.vsplit(a, (1, 2))", .shapes([[4, 2], [3, 0], [2, 3, 2]])) {
        $0[0].vsplit(at: [1, 2])
      },
      errors: [
        OpError("axis 0 of shape [3, 2] does not divide into 2 equal sections") {
          _ = Tensor.zeros([3, 2]).vsplit(sections: 2)
        },
        OpError("shape [4] has fewer axes than 2") { _ = Tensor.zeros([4]).vsplit(at: [1]) },
      ]),
    OpCase(
      "dsplit", in: "Shape/Split", torch: ["dsplit": "x.dsplit(sections: 2)"],
      OpForm(
        "torch.dsplit(a, 2)", .shapes([[1, 2, 4], [2, 3, 2], [1, 2, 0]], large: [61, 67, 72])
      ) {
        $0[0].dsplit(sections: 2)
      },
      OpForm("torch.dsplit(a, (1, 2))", .shapes([[1, 2, 4], [2, 1, 3], [1, 1, 2, 2]])) {
        $0[0].dsplit(at: [1, 2])
      },
      errors: [
        OpError("axis 2 of shape [1, 2, 3] does not divide into 2 equal sections") {
          _ = Tensor.zeros([1, 2, 3]).dsplit(sections: 2)
        },
        OpError("shape [4, 2] has fewer axes than 3") { _ = Tensor.zeros([4, 2]).dsplit(at: [1]) },
      ]),
    OpCase(
      "unbind", in: "Shape/Split",
      torch: [
        "unbind": "x.unbind(axis: 0)", "unbind_copy": "x.unbind(axis: 0).map { $0.clone() }",
      ],
      OpForm("torch.unbind(a)", .shapes([[3], [2, 2], [0, 2], [1, 2, 3]], large: [17, 10031])) {
        $0[0].unbind()
      },
      OpForm("torch.unbind(a, -1)", .shapes([[3], [2, 3], [2, 1, 2], [0, 2]])) {
        $0[0].unbind(axis: -1)
      },
      errors: [
        OpError("a scalar has no axis") { _ = Tensor(3).unbind() },
        OpError("axis 1 is out of range for shape [3]") { _ = Tensor.zeros([3]).unbind(axis: 1) },
      ]),
  ]
}
