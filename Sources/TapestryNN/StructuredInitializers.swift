import Foundation
import TapestryCore

extension Initializer {
  /// Normal numbers of which those outside `low ... high` are drawn again. `torch.nn.init.trunc_normal_`.
  public static func truncatedNormal(
    mean: Double = 0, standardDeviation: Double = 1, low: Double = -2, high: Double = 2,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Initializer {
    demand(
      low < high && standardDeviation > 0,
      "truncatedNormal: a standard deviation of \(standardDeviation) within \(low)...\(high)",
      file: file, line: line)
    let share = { (x: Double) in erfc((mean - x) / standardDeviation / 2.0.squareRoot()) / 2 }
    let (first, last) = (share(low), share(high))
    return Initializer { shape, dtype in
      // The inverse of the distribution function, at places spread evenly over what lies between the two ends.
      let places = Tensor.rand(shape, dtype: .float64) * (2 * (last - first)) + (2 * first - 1)
      let values = places.erfinv() * (standardDeviation * 2.0.squareRoot()) + mean
      return values.clamped(min: low, max: high).cast(to: dtype)
    }
  }

  /// A matrix of orthonormal rows or columns, whichever are fewer, times `gain`; a weight of more axes is taken as a matrix of its
  /// first one. Saxe, McClelland & Ganguli, 2013. `torch.nn.init.orthogonal_`.
  public static func orthogonal(gain: Double = 1) -> Initializer {
    Initializer { shape, dtype in
      if shape.count < 2 {
        mistake("orthogonal: a weight of shape \(shape) is no matrix: two axes are needed")
      }
      let (rows, columns) = (shape[0], shape.dropFirst().reduce(1, *))
      if rows * columns == 0 { return .zeros(shape, dtype: dtype) }
      let (long, short) = (Swift.max(rows, columns), Swift.min(rows, columns))
      let (q, r) = Tensor.randn([long, short], dtype: .float64).qr()
      // Without the signs some matrices would be likelier than others.
      let basis = q * r.diagonal().sign()
      return ((rows < columns ? basis.transposed(0, 1) : basis) * gain)
        .reshaped(to: shape).cast(to: dtype)
    }
  }

  /// Normal numbers, of which a share in each column of a matrix is zero. Martens, 2010. `torch.nn.init.sparse_`.
  public static func sparse(
    sparsity: Double, standardDeviation: Double = 0.01, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Initializer {
    demand(
      (0...1).contains(sparsity), "sparse: a sparsity of \(sparsity), which must be in 0...1",
      file: file, line: line)
    return Initializer { shape, dtype in
      if shape.count != 2 { mistake("sparse: a weight of shape \(shape) is no matrix") }
      let zeros = Int((sparsity * Double(shape[0])).rounded(.up))
      let values = Tensor.randn(shape, dtype: dtype) * standardDeviation
      for column in 0..<shape[1] {
        let rows = Tensor.randperm(shape[0]).array(as: Int.self).prefix(zeros)
        for row in rows { values[row, column].initialize(.zeros) }
      }
      return values
    }
  }

  /// Ones on the diagonal of a matrix, zeros elsewhere: inputs pass unchanged. `torch.nn.init.eye_`.
  public static var eye: Initializer {
    Initializer { shape, dtype in
      if shape.count != 2 { mistake("eye: a weight of shape \(shape) is no matrix") }
      return .eye(shape[0], shape[1], dtype: dtype)
    }
  }

  /// Convolution kernels that pass as many channels unchanged as there are, in each group. `torch.nn.init.dirac_`.
  public static func dirac(
    groups: Int = 1, file: StaticString = #fileID, line: UInt = #line
  ) -> Initializer {
    demand(groups > 0, "dirac: \(groups) groups", file: file, line: line)
    return Initializer { shape, dtype in
      if !(3...5).contains(shape.count) || !shape[0].isMultiple(of: groups) {
        mistake(
          "dirac: a weight of shape \(shape) is no convolution's in \(groups) groups: [outputs, inputs, kernel…]"
        )
      }
      let values = Tensor.zeros(shape, dtype: dtype)
      let outputs = shape[0] / groups
      let centre = shape.dropFirst(2).map { $0 / 2 }
      for group in 0..<groups {
        for channel in 0..<Swift.min(outputs, shape[1]) {
          var place = values[group * outputs + channel][channel]
          for index in centre { place = place[index] }
          place.initialize(.ones)
        }
      }
      return values
    }
  }
}
