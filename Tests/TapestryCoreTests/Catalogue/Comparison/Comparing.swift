import TapestryCore
import TapestryTesting

extension Catalogue {
  static let comparison: [OpCase] = [
    OpCase(
      ".==", in: "Comparison/Equal", torch: ["eq": "x .== y"],
      OpForm("a == b", .binary()) { $0 .== $1 },
      OpForm("a == 2", .eachDType()) { $0 .== 2 }, OpForm("2.5 == a", .eachDType()) { 2.5 .== $0 },
      OpForm("a.long() == 300", .bytes) { $0 .== 300 },
      OpForm("a.long() == 44", .bytes) { $0 .== 44 },
      errors: doNotBroadcast(namesCaller: false) { $0 .== $1 }),
    OpCase(
      ".!=", in: "Comparison/NotEqual", torch: ["ne": "x .!= y"],
      OpForm("a != b", .binary()) { $0 .!= $1 },
      OpForm("a != 2", .eachDType()) { $0 .!= 2 }, OpForm("2.5 != a", .eachDType()) { 2.5 .!= $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 .!= $1 }),
    OpCase(
      ".<", in: "Comparison/Less", torch: ["lt": "x .< y"], OpForm("a < b", .binary()) { $0 .< $1 },
      OpForm("a < 2", .eachDType()) { $0 < 2 }, OpForm("2.5 < a", .eachDType()) { 2.5 .< $0 },
      OpForm("-1 < a.long()", .bytes) { -1 .< $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 < $1 }),
    OpCase(
      ".<=", in: "Comparison/LessOrEqual", torch: ["le": "x .<= y"],
      OpForm("a <= b", .binary()) { $0 .<= $1 },
      OpForm("a <= 2", .eachDType()) { $0 <= 2 }, OpForm("2.5 <= a", .eachDType()) { 2.5 .<= $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 <= $1 }),
    OpCase(
      ".>", in: "Comparison/Greater", torch: ["gt": "x .> y"],
      OpForm("a > b", .binary()) { $0 .> $1 },
      OpForm("a > 2", .eachDType()) { $0 > 2 }, OpForm("2.5 > a", .eachDType()) { 2.5 .> $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 > $1 }),
    OpCase(
      ".>=", in: "Comparison/GreaterOrEqual", torch: ["ge": "x .>= y"],
      OpForm("a >= b", .binary()) { $0 .>= $1 },
      OpForm("a >= 2", .eachDType()) { $0 >= 2 }, OpForm("2.5 >= a", .eachDType()) { 2.5 .>= $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 >= $1 }),
    OpCase(
      ".&&", in: "Comparison/LogicalAnd", torch: ["logical_and": "x .&& y"],
      OpForm("torch.logical_and(a, b)", .binary()) { $0 .&& $1 },
      errors: doNotBroadcast(namesCaller: false) { $0 .&& $1 }),
    OpCase(
      ".||", in: "Comparison/LogicalOr", torch: ["logical_or": "x .|| y"],
      OpForm("torch.logical_or(a, b)", .binary()) { $0 .|| $1 },
      errors: doNotBroadcast(namesCaller: false) { $0 .|| $1 }),
    OpCase(
      ".!", in: "Comparison/LogicalNot", torch: ["logical_not": ".!x"],
      OpForm("torch.logical_not(a)", .unary()) { .!$0 }),
    OpCase(
      "isFinite", in: "Comparison/IsFinite", torch: ["isfinite": "x.isFinite()"],
      OpForm("torch.isfinite(a)", .unary()) { $0.isFinite() }
    ),
    OpCase(
      "isInfinite", in: "Comparison/IsInfinite", torch: ["isinf": "x.isInfinite()"],
      OpForm("torch.isinf(a)", .unary()) { $0.isInfinite() }),
    OpCase(
      "isNaN", in: "Comparison/IsNaN", torch: ["isnan": "x.isNaN()"],
      OpForm("torch.isnan(a)", .unary()) { $0.isNaN() }),
  ]
}

extension SampleSet {
  /// Numbers that others become where they wrap.
  fileprivate static let bytes: SampleSet = [Sample(.wholes([0, 1, 44, 255], dtype: .uint8))]
}
