// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Examples",
  dependencies: [
    .package(name: "Tapestry", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
  ],
  targets: [
    .executableTarget(
      name: "mnist",
      dependencies: [
        .product(name: "Tapestry", package: "Tapestry"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MNISTTests",
      dependencies: ["mnist", .product(name: "Tapestry", package: "Tapestry")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
