// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let tapestry = Target.Dependency.product(name: "Tapestry", package: "Tapestry")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let tune = Target.Dependency.product(name: "TapestryTune", package: "Tapestry")

/// One program: its name is that of its folder.
func program(
  _ name: String, uses others: [Target.Dependency] = [], resources: [Resource] = [],
  exclude: [String] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: ["ExampleSupport", tapestry, argumentParser] + others,
    exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "Examples",
  dependencies: [
    .package(name: "Tapestry", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
  ],
  targets: [
    .target(
      name: "ExampleSupport", dependencies: [tapestry, argumentParser], swiftSettings: strict),
    program("first-course"),
    program("mnist"),
    program("mnist-cnn"),
    program("mnist-lstm"),
    program("char-gpt"),
    program("autoencoder"),
    program("regression"),
    program("tune-mnist", uses: [tune]),
    program("pbt-mnist", uses: [tune]),
    program("neuroevolution", uses: [tune]),
    program(
      "transfer", resources: [.copy("Weights/digits0to4.pt")], exclude: ["make_weights.py"]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "first-course", "mnist", "mnist-cnn", "mnist-lstm", "char-gpt", "autoencoder", "regression",
        "transfer",
        "tune-mnist", "pbt-mnist", "neuroevolution", tapestry,
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
