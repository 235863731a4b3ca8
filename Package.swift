// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Tapestry",
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),
  ],
  swiftLanguageModes: [.v6]
)
