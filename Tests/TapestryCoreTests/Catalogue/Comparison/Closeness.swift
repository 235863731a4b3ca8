import TapestryCore
import TapestryTesting

extension Catalogue {
  /// What is told of single numbers, and of whole tensors.
  static let closeness: [OpCase] = [
    OpCase(
      "signbit", in: "Comparison/SignBit", torch: ["signbit": "x.signbit()"],
      OpForm("torch.signbit(a)", .unary()) { $0.signbit() }),
    OpCase(
      "isPosInf", in: "Comparison/IsPositiveInfinity", torch: ["isposinf": "x.isPosInf()"],
      OpForm("torch.isposinf(a)", .unary()) { $0.isPosInf() }),
    OpCase(
      "isNegInf", in: "Comparison/IsNegativeInfinity", torch: ["isneginf": "x.isNegInf()"],
      OpForm("torch.isneginf(a)", .unary()) { $0.isNegInf() }),
    OpCase(
      "isReal", in: "Comparison/IsReal", torch: ["isreal": "x.isReal()"],
      OpForm("torch.isreal(a)", .unary()) { $0.isReal() }),
    OpCase(
      ".^", in: "Comparison/LogicalXor", torch: ["logical_xor": "x .^ y"],
      OpForm("torch.logical_xor(a, b)", .binary()) { $0 .^ $1 },
      errors: doNotBroadcast(namesCaller: false) { $0 .^ $1 }),
    OpCase(
      "isClose", in: "Comparison/IsClose", torch: ["isclose": "x.isClose(to: y)"],
      OpForm("torch.isclose(a, b)", .alike) { $0.isClose(to: $1) },
      OpForm("torch.isclose(a, b, equal_nan=True)", .alike) { $0.isClose(to: $1, equalNaN: true) },
      OpForm("torch.isclose(a, b, rtol=0.5, atol=1)", .alike) {
        $0.isClose(to: $1, rtol: 0.5, atol: 1)
      },
      OpForm("torch.isclose(a, b, rtol=0, atol=0)", .alike) {
        $0.isClose(to: $1, rtol: 0, atol: 0)
      },
      errors: doNotBroadcast { $0.isClose(to: $1) } + [
        OpError("tolerances -1.0 and 1e-08, at least 0 needed") {
          _ = Tensor([1]).isClose(to: Tensor([1]), rtol: -1)
        }
      ]),
    OpCase(
      "allClose", in: "Comparison/AllClose", torch: ["allclose": "x.allClose(to: y)"],
      OpForm("torch.allclose(a, b)", .alike) { Tensor($0.allClose(to: $1)) },
      OpForm("torch.allclose(a, a + 1e-9, rtol=0)", .binary(dtypes: [])) {
        Tensor($0.allClose(to: $0 + 1e-9, rtol: 0))
      },
      OpForm("torch.allclose(a, b, rtol=10, atol=10, equal_nan=True)", .alike) {
        Tensor($0.allClose(to: $1, rtol: 10, atol: 10, equalNaN: true))
      },
      errors: [
        OpError("do not broadcast") { _ = Tensor.zeros([2, 3]).allClose(to: .zeros([4])) },
        OpError("at least 0 needed") { _ = Tensor([1]).allClose(to: Tensor([1]), atol: -1) },
      ]),
    OpCase(
      "isEqual", in: "Comparison/IsEqual", torch: ["equal": "x.isEqual(to: y)"],
      OpForm("torch.equal(a, b)", .alike) { Tensor($0.isEqual(to: $1)) },
      OpForm("torch.equal(a, a.clone())", .alike) { a, _ in Tensor(a.isEqual(to: a.clone())) }),
  ]
}
