@_exported import TapestryCore
@_exported import TapestryIO
@_exported import TapestryTraining
