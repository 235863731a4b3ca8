/// A linear map along one axis, each place of whose result is a weighted sum of few places: what resampling and averaging over
/// windows are made of, axis by axis.
struct AxisMap: Sendable {
  let inputSize: Int
  /// Where each result's places begin in `places`, and where the last one's end.
  private(set) var starts: [Int32] = [0]
  private(set) var places: [Int32] = []
  private(set) var weights: [Double] = []

  init(inputSize: Int) { self.inputSize = inputSize }

  var outputSize: Int { starts.count - 1 }

  /// One more place of the result. Places that come twice are added up.
  mutating func append(_ terms: some Sequence<(place: Int, weight: Double)>) {
    for term in terms {
      let known = (Int(starts.last!)..<places.count).first { places[$0] == Int32(term.place) }
      if let known {
        weights[known] += term.weight
      } else {
        places.append(Int32(term.place))
        weights.append(term.weight)
      }
    }
    starts.append(Int32(places.count))
  }

  /// The map whose matrix is the transposed one.
  var transposed: AxisMap {
    var rows: [[(place: Int, weight: Double)]] = Array(repeating: [], count: inputSize)
    for row in 0..<outputSize {
      for term in Int(starts[row])..<Int(starts[row + 1]) {
        rows[Int(places[term])].append((row, weights[term]))
      }
    }
    var result = AxisMap(inputSize: outputSize)
    for row in rows { result.append(row) }
    return result
  }
}

extension Tensor {
  /// The result of a map along an axis; of a floating-point dtype.
  func mapped(axis: Int, _ map: AxisMap) -> Tensor {
    if dtype.computeType != dtype { return computed { $0.mapped(axis: axis, map) } }
    var shape = self.shape
    shape[axis] = map.outputSize
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Combine.run(self, axis: axis, map, into: result)
    return result.recorded(self, AxisMapDerivative(axis: axis, map: map))
  }

  /// The result of maps along the last axes, one for each, the first of the maps for the first of these axes.
  func mapped(_ maps: [AxisMap]) -> Tensor {
    if dtype.computeType != dtype { return computed { $0.mapped(maps) } }
    // The fewest numbers: those that shrink their axis come first.
    let shrinking = maps.indices.filter { maps[$0].outputSize <= maps[$0].inputSize }
    let growing = maps.indices.filter { maps[$0].outputSize > maps[$0].inputSize }.reversed()
    return (shrinking + growing).reduce(self) { result, index in
      result.mapped(axis: rank - maps.count + index, maps[index])
    }
  }
}

struct AxisMapDerivative: Derivative {
  static let name = "resample"
  let axis: Int
  let map: AxisMap

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.mapped(axis: axis, map.transposed))
  }
}
