import TapestryCore
import TapestryTesting

extension Catalogue {
  static let besselFunctions: [OpCase] = [
    OpCase(
      "i0", in: "Special/BesselI0", torch: ["i0": "x.i0()"],
      OpForm(
        "torch.i0(a)",
        SampleSet.unary(dtypes: unhalved).withoutSpecialSlopes.withSpecials { !$0.isInfinite }
      ) { $0.i0() },
      OpForm("torch.i0(a)", .unary(7...12, dtypes: []).withSpecials { !$0.isInfinite }) { $0.i0() }),
    OpCase(
      "i0e", in: "Special/BesselI0Scaled", torch: ["special.i0e": "x.i0e()"],
      OpForm(
        "torch.special.i0e(a)", .unary(0.25...12, dtypes: Catalogue.unhalved).withoutSpecialSlopes
      ) { $0.i0e() },
      OpForm("torch.special.i0e(a)", .unary(-6 ... -0.25, dtypes: []).withoutSpecialSlopes) {
        $0.i0e()
      }),
    OpCase(
      "i1", in: "Special/BesselI1", torch: ["special.i1": "x.i1()"],
      OpForm(
        "torch.special.i1(a)",
        .unary(dtypes: unhalved).withSpecials { !$0.isInfinite }.withoutSpecialSlopes
      ) {
        $0.i1()
      },
      OpForm(
        "torch.special.i1(a)",
        .unary(7...12, dtypes: []).withSpecials { !$0.isInfinite }.withoutSpecialSlopes
      ) {
        $0.i1()
      }),
    OpCase(
      "i1e", in: "Special/BesselI1Scaled", torch: ["special.i1e": "x.i1e()"],
      OpForm(
        "torch.special.i1e(a)", .unary(0.25...12, dtypes: Catalogue.unhalved).withoutSpecialSlopes
      ) { $0.i1e() },
      OpForm("torch.special.i1e(a)", .unary(-6 ... -0.25, dtypes: []).withoutSpecialSlopes) {
        $0.i1e()
      }),
    bessel("besselJ0", "BesselJ0", "bessel_j0", .waves(-5)) {
      $0.besselJ0()
    },
    bessel("besselJ1", "BesselJ1", "bessel_j1", .waves(-5)) {
      $0.besselJ1()
    },
    bessel("besselY0", "BesselY0", "bessel_y0", .waves(0.125)) {
      $0.besselY0()
    },
    bessel("besselY1", "BesselY1", "bessel_y1", .waves(0.125)) {
      $0.besselY1()
    },
    bessel(
      "modifiedBesselI0", "ModifiedBesselI0", "modified_bessel_i0",
      .unary(dtypes: unhalved).withSpecials { !$0.isInfinite }
    ) { $0.modifiedBesselI0() },
    bessel(
      "modifiedBesselI1", "ModifiedBesselI1", "modified_bessel_i1",
      .unary(dtypes: unhalved).withSpecials { !$0.isInfinite }
    ) { $0.modifiedBesselI1() },
    bessel("modifiedBesselK0", "ModifiedBesselK0", "modified_bessel_k0", .positive) {
      $0.modifiedBesselK0()
    },
    bessel("modifiedBesselK1", "ModifiedBesselK1", "modified_bessel_k1", .positive) {
      $0.modifiedBesselK1()
    },
    bessel(
      "scaledModifiedBesselK0", "ScaledModifiedBesselK0", "scaled_modified_bessel_k0",
      .positive
    ) { $0.scaledModifiedBesselK0() },
    bessel(
      "scaledModifiedBesselK1", "ScaledModifiedBesselK1", "scaled_modified_bessel_k1",
      .positive
    ) { $0.scaledModifiedBesselK1() },
    bessel(
      "sphericalBesselJ0", "SphericalBesselJ0", "spherical_bessel_j0",
      .unary(-20...20, dtypes: Catalogue.unhalved)
    ) {
      $0.sphericalBesselJ0()
    },
    bessel("airyAi", "AiryAi", "airy_ai", .airy) { $0.airyAi() },
  ]

  private static func bessel(
    _ name: String, _ file: String, _ torch: String, _ samples: SampleSet,
    _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> OpCase {
    OpCase(
      name, in: "Special/\(file)", torch: ["special.\(torch)": "x.\(name)()"],
      OpForm("torch.special.\(torch)(a)", samples.withoutFiniteDifferences, body))
  }
}

extension SampleSet {
  /// Without subnormal numbers, which PyTorch takes for 0 in float32.
  fileprivate static let positive = SampleSet.unary(0.125...20, dtypes: Catalogue.unhalved)
    .withSpecials {
      $0 == 0 || !($0.magnitude < 0x1p-126)
    }

  /// Arguments on both sides of 5 to 6.1, where PyTorch has but 6 right digits. Of infinities it gives NaN where the limit is 0.
  fileprivate static func waves(_ bound: Double) -> SampleSet {
    let near = SampleSet.unary(bound...5, dtypes: Catalogue.unhalved)
    let far = SampleSet.unary(6.5...20, dtypes: []).samples.filter { $0.derivatives == .smooth }
    return (near + SampleSet(far)).withSpecials { !($0.magnitude > 1e6) }
  }

  /// Between −2.6 and −2.09 PyTorch has but 5 right digits, and none of large numbers.
  fileprivate static let airy: SampleSet = {
    let left = SampleSet.unary(-20 ... -3, dtypes: []).samples.filter { $0.derivatives == .smooth }
    return (SampleSet.unary(-2...12, dtypes: Catalogue.unhalved) + SampleSet(left)).withSpecials {
      !(-2.6 ... -2.05 ~= $0) && !($0.magnitude > 1000)
    }
  }()
}
