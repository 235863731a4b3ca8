@_exported import TapestryCore
@_exported import TapestryData
@_exported import TapestryIO
@_exported import TapestryNN
@_exported import TapestryOptim
@_exported import TapestryTraining
