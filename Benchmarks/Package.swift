// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "Tapestry", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // Without its counts of allocations, which need further libraries: the package has its own.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "workloads",
      dependencies: [
        .product(name: "Tapestry", package: "Tapestry"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "operations",
      dependencies: [.product(name: "Tapestry", package: "Tapestry")],
      swiftSettings: strict),
    .executableTarget(
      name: "samplers",
      dependencies: [.product(name: "TapestryTune", package: "Tapestry")],
      swiftSettings: strict),
    // A program of its own, as a user's program would be: its start is what `import` measures.
    .executableTarget(
      name: "first-op",
      dependencies: [.product(name: "Tapestry", package: "Tapestry")],
      swiftSettings: strict),
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "micro",
      dependencies: [
        "CAllocationCount",
        .product(name: "Tapestry", package: "Tapestry"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "micro",
      swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
