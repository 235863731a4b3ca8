// A process that works at a study on disk, for tests that kill it: it says of each trial that it has ended.
import Glibc
import TapestryTune

let arguments = CommandLine.arguments
let study = try Study(
  "shared", sampler: TPE(), storage: SQLiteStorage(arguments[1]), seed: UInt64(arguments[3]),
  retries: Int(arguments[4])!)
try study.optimize(
  total: Int(arguments[2]),
  afterTrial: { trial in
    print("\(trial.number) \(trial.value!)")
    fflush(nil)
  }
) { trial in
  let x = trial.float("x", -5...5)
  trial.report(x, step: 1)
  usleep(UInt32.random(in: 0...3000))
  return x * x + Double(trial.int("n", 0...9))
}
