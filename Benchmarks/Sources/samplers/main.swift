// Prints, as JSON, the best value that a sampler finds on a function, for each of some seeds:
// samplers SAMPLER FUNCTION TRIALS SEEDS
import TapestryTune

let samplers: [String: any ParameterSampler] = [
  "random": RandomSearch(), "qmc": QuasiRandomSearch(), "tpe": TPE(),
  "tpe-multivariate": TPE(isMultivariate: true), "gp": GaussianProcess(), "cmaes": CMAES(),
  "ga": GeneticAlgorithm(),
]

let arguments = CommandLine.arguments.dropFirst().map { $0 }
guard arguments.count == 4, let sampler = samplers[arguments[0]],
  let function = Function(rawValue: arguments[1]), let trials = Int(arguments[2]),
  let seeds = Int(arguments[3])
else {
  fatalError("samplers SAMPLER FUNCTION TRIALS SEEDS; samplers: \(samplers.keys.sorted())")
}

let clock = ContinuousClock()
var best: [Double] = []
let time = try clock.measure {
  for seed in 0..<seeds {
    let study = try Study(sampler: sampler, seed: UInt64(seed))
    try study.optimize(trials: trials) { function($0) }
    best.append(try study.best!.value!)
  }
}
let seconds = time / .seconds(1)
print("{\"best\": \(best), \"seconds\": \(seconds)}")
