@_exported import TapestryCore
