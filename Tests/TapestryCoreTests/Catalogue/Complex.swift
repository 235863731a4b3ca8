import TapestryCore
import TapestryTesting

extension Catalogue {
  static let complex: [OpCase] = [
    OpCase(
      "complex", in: "Complex/ComplexParts",
      torch: [
        "complex": "ComplexTensor(x, y)", "real": "z.real", "imag": "z.imag", "conj": "z.conj()",
        "conj_physical": "z.conj()", "view_as_real": "z.viewAsReal()",
        "resolve_conj": "z.resolveConj()",
        "resolve_neg": "z.resolveNeg()", "cdouble": "ComplexTensor(x.double())",
        "cfloat": "ComplexTensor(x.float())", "isreal": "z.isReal()",
      ],
      OpForm("torch.view_as_real(torch.complex(a, b))", .complexBroadcasts()) {
        ComplexTensor($0, $1).viewAsReal()
      },
      OpForm(
        "[torch.complex(a, b).conj().real, torch.conj_physical(torch.complex(a, b)).imag]",
        .complexPairs()
      ) {
        let z = ComplexTensor($0[0], $0[1]).resolveConj().resolveNeg().conj()
        return [z.real, z.imag]
      },
      OpForm("[torch.real(a), torch.conj(b)]", .complexPairs()) { [$0[0].real, $0[1].conj()] },
      OpForm("torch.isreal(torch.complex(a, b))", .complexPairs()) {
        ComplexTensor($0, $1).isReal()
      },
      errors: [
        OpError("parts of float32 and float64; both float32 or both float64 are needed") {
          _ = ComplexTensor(Tensor([1]), .zeros([1], dtype: .float64))
        },
        OpError("parts of int64 and int64") { _ = ComplexTensor(.arange(3), .arange(3)) },
        OpError("shapes [2] and [3] do not broadcast") {
          _ = ComplexTensor(.zeros([2]), .zeros([3]))
        },
      ]),
    OpCase(
      "viewAsComplex", in: "Complex/ComplexParts",
      torch: ["view_as_complex": "ComplexTensor(viewing: x)"],
      OpForm(
        "torch.view_as_real(torch.view_as_complex(a.contiguous()) * (1 + 2j))",
        .shapes(
          [
            [2], [1, 2], [3, 2], [2, 3, 2], [0, 2], [2, 0, 2], [1, 1, 1, 2], [5, 2], [4, 1, 2],
          ],
          dtypes: [.float32], large: [1031, 257, 2])
      ) {
        let z = ComplexTensor(viewing: $0)
        return (z * ComplexTensor(Tensor(1).cast(to: z.dtype), Tensor(2).cast(to: z.dtype)))
          .viewAsReal()
      },
      OpForm(
        "torch.view_as_complex(a.contiguous()).imag",
        .shapes(
          [
            [2], [1, 2], [3, 2], [2, 3, 2], [0, 2], [2, 0, 2], [1, 1, 1, 2], [5, 2], [4, 1, 2],
          ],
          dtypes: [.float32])
      ) { ComplexTensor(viewing: $0).imag },
      errors: [
        OpError("shape [3], of which the last size must be 2") {
          _ = ComplexTensor(viewing: .zeros([3]))
        },
        OpError("shape [], of which the last size must be 2") {
          _ = ComplexTensor(viewing: Tensor(1))
        },
      ]),
    OpCase(
      "polar", in: "Complex/ComplexParts", torch: ["polar": "ComplexTensor.polar(x, y)"],
      // For distances above 0: of negative ones PyTorch's derivative has the other sign.
      OpForm("torch.view_as_real(torch.polar(a, b))", .complexBroadcasts(in: 0.5...3)) {
        ComplexTensor.polar($0, $1).viewAsReal()
      },
      OpForm("torch.polar(a, b).real", .complexPairs(in: 0.5...3)) {
        ComplexTensor.polar($0, $1).real
      },
      errors: [
        OpError("float32 and float64; both float32 or both float64 are needed") {
          _ = ComplexTensor.polar(Tensor([1]), .zeros([1], dtype: .float64))
        },
        OpError("shapes [2] and [3] do not broadcast") {
          _ = ComplexTensor.polar(.zeros([2]), .zeros([3]))
        },
      ]),
    OpCase(
      "multiply", in: "Complex/ComplexArithmetic",
      OpForm(
        "torch.view_as_real(torch.complex(a, b) * torch.complex(b, a) + torch.complex(b, -a))",
        .complexPairs()
      ) {
        let (z, w) = (ComplexTensor($0, $1), ComplexTensor($1, $0))
        return (z * w + ComplexTensor($1, -$0)).viewAsReal()
      },
      OpForm(
        "torch.view_as_real((torch.complex(a, b) - 2) / torch.complex(b * 3, a + 1))",
        .complexPairs(in: 0.5...3)
      ) { ((ComplexTensor($0, $1) - 2) / ComplexTensor($1 * 3, $0 + 1)).viewAsReal() },
      OpForm(
        "torch.view_as_real((a - torch.complex(a, b)) * b / (torch.complex(b, a) * a) - b)",
        .complexPairs(in: 0.5...3)
      ) {
        let z = ($0 - ComplexTensor($0, $1)) * $1
        return (z / (ComplexTensor($1, $0) * $0) - $1).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(3 * (1 - torch.complex(a, b)) / 2 + (a + 2 / torch.complex(a, b)) - (torch.complex(b, a) + a) / a)",
        .complexPairs(in: 0.5...3)
      ) {
        let z = ComplexTensor($0, $1)
        return (3 * (1 - z) / 2 + ($0 + 2 / z) - (ComplexTensor($1, $0) + $0) / $0).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(1 / torch.complex(a, b))",
        [
          Sample(
            .values([1e200, 1e-200, 0, 3, -1e300]), .values([1e200, 1e-200, 2, 0, 1]),
            derivatives: .unknown)
        ]
      ) { ComplexTensor($0, $1).reciprocal().viewAsReal() },
      errors: [
        OpError("shapes [2] and [3] do not broadcast", namesCaller: false) {
          _ = ComplexTensor(.zeros([2])) * ComplexTensor(.zeros([3]))
        },
        OpError("shapes [2, 2] and [3] do not broadcast", namesCaller: false) {
          _ = ComplexTensor(.zeros([2, 2])) * Tensor.zeros([3])
        },
      ]),
    OpCase(
      "matmul", in: "Complex/ComplexArithmetic",
      OpForm(
        "torch.view_as_real(torch.complex(a, b) @ torch.complex(b, a).mT)",
        .complexPairs([[2, 3], [1, 1], [3, 2, 2], [0, 2], [2, 0], [4, 1], [1, 4]])
      ) {
        ComplexTensor($0, $1).matmul(ComplexTensor($1, $0).transposed()).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.complex(a, b) @ torch.complex(b, a))",
        .complexPairs([[3], [1], [0], [2, 2], [2, 3, 3]])
      ) {
        ComplexTensor($0, $1).matmul(ComplexTensor($1, $0)).viewAsReal()
      },
      errors: [
        OpError("[2, 3] · [2, 3]: inner sizes 3 and 2 differ") {
          let z = ComplexTensor(.zeros([2, 3]))
          _ = z.matmul(z)
        },
        OpError("scalars have no inner size") {
          let z = ComplexTensor(Tensor(1))
          _ = z.matmul(z)
        },
      ]),
    OpCase(
      "abs", in: "Complex/ComplexMagnitude", torch: ["sgn": "z.sgn()"],
      OpForm("torch.complex(a, b).abs()", .complexPairs() + .complexSpecials) {
        ComplexTensor($0, $1).abs()
      },
      OpForm("torch.view_as_real(torch.sgn(torch.complex(a, b)))", .complexPairs() + .complexAxes) {
        ComplexTensor($0, $1).sgn().viewAsReal()
      }),
    OpCase(
      "angle", in: "Complex/ComplexMagnitude",
      OpForm("torch.angle(torch.complex(a, b))", .complexPairs() + .complexAxes) {
        ComplexTensor($0, $1).angle()
      },
      OpForm("torch.angle(torch.complex(b, a))", .complexPairs()) {
        ComplexTensor($1, $0).angle()
      }),
    OpCase(
      "exp", in: "Complex/ComplexExponential",
      OpForm("torch.view_as_real(torch.exp(torch.complex(a, b)))", .complexPairs()) {
        ComplexTensor($0, $1).exp().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.log(torch.complex(a, b)))", .complexPairs()) {
        ComplexTensor($0, $1).log().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.sqrt(torch.complex(a, b)))", .complexPairs()) {
        ComplexTensor($0, $1).sqrt().viewAsReal()
      },
      OpForm("torch.view_as_real(torch.square(torch.complex(a, b)))", .complexPairs()) {
        ComplexTensor($0, $1).square().viewAsReal()
      }),
    OpCase(
      "reshaped", in: "Complex/ComplexShape",
      OpForm(
        "torch.view_as_real(torch.complex(a, b).reshape(3, -1))",
        .complexPairs([[3, 2], [2, 3], [6], [3, 1], [1, 3, 2]])
      ) {
        ComplexTensor($0, $1).reshaped(to: [3, -1]).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.complex(a, b).flatten().unsqueeze(0).squeeze(0))", .complexPairs()
      ) {
        ComplexTensor($0, $1).flattened().unsqueezed(0).squeezed(0).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.complex(a, b).permute(1, 0).mT.narrow(0, 1, 1)[..., 1])",
        .complexPairs([[2, 3], [3, 2]])
      ) {
        ComplexTensor($0, $1).permuted([1, 0]).transposed()
          .narrowed(axis: 0, start: 1, length: 1)[.ellipsis, 1].viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.complex(a, b).flip(0).expand(2, *a.shape))",
        .complexPairs([[2, 3], [3], [1]])
      ) {
        ComplexTensor($0, $1).flipped(axes: [0])
          .expanded(to: Shape([2] + Array($0.shape))).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.complex(a, b).sum(0) * torch.complex(a, b).mean())",
        .complexPairs([[2, 3], [3], [1]])
      ) {
        let z = ComplexTensor($0, $1)
        return (z.sum(axes: [0]) * z.mean()).viewAsReal()
      },
      OpForm(
        "torch.view_as_real(torch.cat([torch.complex(a, b), torch.stack([torch.complex(b, a), torch.complex(a, b)])[0]]))",
        .complexPairs([[2, 3], [3], [1]])
      ) {
        let z = ComplexTensor($0, $1)
        return concatenate([z, stack([ComplexTensor($1, $0), z])[0]]).viewAsReal()
      },
      errors: [
        OpError("[2, 3] with 6 elements does not fit in [4]") {
          _ = ComplexTensor(.zeros([2, 3])).reshaped(to: [4])
        },
        OpError("[2] with 2 elements does not fit in [-1, -1]") {
          _ = ComplexTensor(.zeros([2])).reshaped(to: [-1, -1])
        },
      ]),
  ]
}

extension SampleSet {
  /// Real and imaginary parts of complex numbers away from 0.
  static func complexPairs(
    _ shapes: [[Int]] = [[], [1], [6], [2, 3], [3, 1, 2], [0], [2, 0, 3]],
    in range: ClosedRange<Double> = -3...3, large: [Int]? = nil
  ) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shape in
      Sample(.reals(shape, in: range, seed: seed + 1), .reals(shape, in: range, seed: seed + 31))
    }
    let singles = shapes.enumerated().map { seed, shape in
      Sample(
        .reals(shape, in: range, seed: seed + 11, dtype: .float32),
        .reals(shape, in: range, seed: seed + 41, dtype: .float32))
    }
    // Matrices of every shape would be too large to multiply.
    let large = large ?? (shapes.contains([]) ? [3, 30_000] : [66, 66])
    return SampleSet(
      doubles + singles,
      large: Sample(.reals(large, in: range, seed: 5), .reals(large, in: range, seed: 6)))
  }

  fileprivate static func complexBroadcasts(
    in range: ClosedRange<Double> = -3...3
  ) -> SampleSet {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [3]), ([2, 1], [1, 3]), ([], [2]), ([0], [1]), ([4], [1]),
    ]
    let stretched = shapes.enumerated().map { seed, shapes in
      Sample(
        .reals(shapes.0, in: range, seed: seed + 1), .reals(shapes.1, in: range, seed: seed + 31))
    }
    return .complexPairs(in: range) + SampleSet(stretched)
  }

  fileprivate static var complexZeros: SampleSet {
    [
      Sample(
        .values([0, 1, -1, 0, 0, -2]), .values([0, 0, 0, 1, -1, 0.5]), derivatives: .stored)
    ]
  }

  /// On the axes; at 0 itself, where PyTorch's second derivative is NaN, only the value counts.
  fileprivate static var complexAxes: SampleSet {
    [
      Sample(.values([1, -1, 0, 0, -2]), .values([0, 0, 1, -1, 0.5]), derivatives: .stored),
      Sample(.values([0, -0.0, 0]), .values([0, 0, -0.0]), derivatives: .unknown),
    ]
  }

  fileprivate static var complexSpecials: SampleSet {
    complexZeros + [
      Sample(
        .values([.infinity, 1, .nan, 1e200, 1e-200]), .values([1, -.infinity, 1, 1e200, 1e-200]),
        derivatives: .unknown),
      Sample(
        .values([.infinity, 1, 1e30, 1e-30], dtype: .float32),
        .values([1, -.infinity, 1e30, 1e-30], dtype: .float32), derivatives: .unknown),
    ]
  }
}
