import Glibc
import Tapestry

/// The program: holds one operation after another ready, and times those whose names come in, a line each.
///
/// `operations.py` asks it and PyTorch in turn, so that both work under the same conditions.
@main
struct Operations {
  static func main() {
    let catalogue = Catalogue()
    addElementwise(to: catalogue)
    addReductions(to: catalogue)
    addMovements(to: catalogue)
    addProducts(to: catalogue)
    addLayers(to: catalogue)
    addLosses(to: catalogue)
    addOptimizers(to: catalogue)
    while let name = readLine() {
      print(catalogue.time(of: name).map { "\($0 * 1e6)" } ?? "unknown")
      fflush(nil)
    }
  }
}

/// Operations by name.
final class Catalogue {
  private var works: [String: () -> Void] = [:]

  func add(_ name: String, _ work: @escaping () -> Void) { works[name] = work }

  /// Operations that are computed without a tape.
  func add(_ group: String, _ operations: KeyValuePairs<String, () -> Tensor>) {
    for (name, operation) in operations {
      add("\(group).\(name)") { noGrad { _ = operation() } }
    }
  }

  /// An operation forward, and as `name.backward` forward and backward.
  func addBoth(_ name: String, by leaves: [Tensor], _ operation: @escaping () -> Tensor) {
    add(name) { noGrad { _ = operation() } }
    add(name + ".backward") {
      for leaf in leaves { leaf.grad = nil }
      operation().sum().backward()
    }
  }

  func addLayer(_ name: String, _ layer: some Module & Layer, _ x: Tensor) {
    let leaves = layer.parameters() + (x.requiresGrad ? [x] : [])
    addBoth("layer.\(name)", by: leaves) { layer(x) }
  }

  /// Seconds that one run takes: the median of up to 25 timings, each of some milliseconds.
  func time(of name: String) -> Double? {
    guard let work = works[name] else { return nil }
    work()
    let once = seconds(work)
    let repeats = max(1, Int(0.004 / max(once, 1e-9)))
    let timings = max(5, min(25, Int(0.25 / (once * Double(repeats)))))
    let times = (0..<timings).map { _ in
      seconds { for _ in 0..<repeats { work() } } / Double(repeats)
    }
    return times.sorted()[timings / 2]
  }
}

private func seconds(_ work: () -> Void) -> Double {
  let time = ContinuousClock().measure(work)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

/// A tensor of normal numbers whose gradient is wanted.
func leaf(_ shape: Shape) -> Tensor { Tensor.randn(shape).requiringGrad() }
