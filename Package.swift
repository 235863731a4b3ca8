// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Tapestry",
  products: [
    .library(name: "Tapestry", targets: ["Tapestry"]),
    .library(name: "TapestryTune", targets: ["TapestryTune"]),
    .library(name: "TapestryTesting", targets: ["TapestryTesting"]),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    // The routines behind it are those within OpenBLAS, which programs load first.
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CKernels"),

    // Imports point one way, down this list.
    .target(
      name: "Tapestry",
      dependencies: [
        "TapestryTraining", "TapestryData", "TapestryOptim", "TapestryNN", "TapestryIO",
        "TapestryCore",
      ],
      swiftSettings: strict),
    .target(
      name: "TapestryTune",
      dependencies: [
        "TapestryTraining", "TapestryOptim", "TapestryNN", "TapestryIO", "TapestryCore", "CSQLite",
      ],
      swiftSettings: strict),
    .target(
      name: "TapestryTraining",
      dependencies: [
        "TapestryData", "TapestryOptim", "TapestryNN", "TapestryIO", "TapestryCore",
      ],
      swiftSettings: strict),
    .target(name: "TapestryOptim", dependencies: ["TapestryCore"], swiftSettings: strict),
    .target(name: "TapestryNN", dependencies: ["TapestryCore"], swiftSettings: strict),
    .target(
      name: "TapestryData", dependencies: ["TapestryIO", "TapestryCore"], swiftSettings: strict),
    .target(name: "TapestryIO", dependencies: ["TapestryCore", "CZlib"], swiftSettings: strict),
    .target(
      name: "TapestryCore", dependencies: ["CKernels", "COpenBLAS", "CLAPACKE"],
      swiftSettings: strict),
    .target(name: "TapestryTesting", dependencies: ["TapestryCore"], swiftSettings: strict),

    .target(
      name: "IOTestSupport", dependencies: ["CZlib"], path: "Tests/IOTestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "TapestryCoreTests", dependencies: ["TapestryCore", "TapestryTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryIOTests", dependencies: ["TapestryIO", "IOTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryNNTests",
      dependencies: ["TapestryNN", "TapestryIO", "TapestryCore", "TapestryTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryOptimTests",
      dependencies: ["TapestryOptim", "TapestryNN", "TapestryCore", "TapestryTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryDataTests", dependencies: ["TapestryData", "IOTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryTrainingTests",
      dependencies: [
        "TapestryTraining", "TapestryData", "TapestryOptim", "TapestryNN", "TapestryTesting",
        "IOTestSupport",
      ],
      swiftSettings: strict),
    // A process that the tests of studies start and kill.
    .executableTarget(
      name: "StudyWorker", dependencies: ["TapestryTune"], path: "Tests/StudyWorker",
      swiftSettings: strict),
    .testTarget(
      name: "TapestryTuneTests",
      dependencies: ["TapestryTune", "TapestryData", "IOTestSupport", "StudyWorker"],
      swiftSettings: strict),
    .testTarget(
      name: "TapestryTests",
      dependencies: ["Tapestry", "TapestryTune", "TapestryTesting", "IOTestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
