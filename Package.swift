// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Tapestry",
  products: [
    .library(name: "Tapestry", targets: ["Tapestry"])
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),
    .target(
      name: "TapestryCore", dependencies: ["CKernels", "COpenBLAS"],
      swiftSettings: strict),
    .target(name: "Tapestry", dependencies: ["TapestryCore"], swiftSettings: strict),
    .target(name: "TapestryIO", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "IOTestSupport", dependencies: ["CZlib"], path: "Tests/IOTestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "TapestryIOTests", dependencies: ["TapestryIO", "IOTestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
