import CKernels

/// Orders and searches of contiguous rows.
enum Sorting {
  /// The places of the last axis's elements from the smallest to the largest, or the other way, as int64; stable.
  ///
  /// - Parameter rows: contiguous, of a dtype that ``Tensor/sortable`` gives.
  static func order(_ rows: Tensor, descending: Bool) -> Tensor {
    first(rows.shape.last ?? 1, of: rows, descending: descending)
  }

  /// The first places of that order.
  static func first(_ count: Int, of rows: Tensor, descending: Bool) -> Tensor {
    let length = rows.shape.last ?? 1
    let result = Tensor(
      uninitialized: rows.rank == 0 ? rows.shape : Shape(rows.shape.dropLast() + [count]),
      dtype: .int64)
    if result.count == 0 { return result }
    guard let sort = tk_argsort(rows.dtype.kernel), let select = tk_select(rows.dtype.kernel) else {
      mistake("no kernel to sort \(rows.dtype)")
    }
    precondition(rows.dtype.itemSize == 8 || length <= Int(UInt32.max))
    let (from, to) = (rows.address, result.integers)
    let rowBytes = length * rows.dtype.itemSize
    let rowCount = rows.count / length
    // Where rows are many, each thread has rows of its own.
    if count == length, length >= LongSort.leastCount, rowCount < 2 * Threads.count {
      for row in 0..<rowCount {
        LongSort(from + row * rowBytes, rows.dtype, count: length, descending: descending)
          .writeOrder(to: to + row * length)
      }
      return result
    }
    let scratchBytes = tk_argsort_scratch(rows.dtype.kernel, length)
    parallelFor(count: rowCount, grain: Swift.max(1, (1 << 12) / length)) { range in
      let scratch = Storage(byteCount: scratchBytes)
      let (out, input) = (to + range.lowerBound * count, from + range.lowerBound * rowBytes)
      if count == length {
        sort(out, input, range.count, length, descending ? 1 : 0, scratch.address)
      } else {
        select(out, input, range.count, length, count, descending ? 1 : 0, scratch.address)
      }
    }
    return result
  }

  /// Which elements are equal; NaN equals nothing.
  ///
  /// - Parameters:
  ///   - row: contiguous, of a dtype that ``Tensor/sortable`` gives, of any shape.
  ///   - isSorted: false joins equal neighbours only.
  /// - Returns: in order, of each group of equal elements the place of the first and how many there are; of each element the number of
  ///   its group. All int64, of one axis.
  static func groups(
    _ row: Tensor, isSorted: Bool, wantsCounts: Bool = false, wantsNumbers: Bool = false
  ) -> (first: Tensor, counts: Tensor?, numbers: Tensor?) {
    let found = LongSort(row.address, row.dtype, count: row.count)
      .groups(isSorted: isSorted, wantsStarts: wantsCounts, wantsNumbers: wantsNumbers)
    return (found.first, found.starts.map { $0.diff() }, found.numbers)
  }

  /// For each of `values`, how many elements of its row of `sequence` come before it: int64.
  ///
  /// - Parameters:
  ///   - sequence: sorted along the last axis, one row or as many as `values` has; of the dtype of `values`; contiguous, as all here.
  ///   - sorter: int64 places that bring an unsorted `sequence` into order.
  ///   - isRight: whether elements equal to the value come before it.
  static func search(_ sequence: Tensor, _ values: Tensor, sorter: Tensor?, isRight: Bool)
    -> Tensor
  {
    let result = Tensor(uninitialized: values.shape, dtype: .int64)
    func run<T: Comparable>(as type: T.Type) {
      let from = sequence.address.assumingMemoryBound(to: type)
      let wanted = values.address.assumingMemoryBound(to: type)
      let (to, places, length) = (result.integers, sorter?.integers, sequence.shape.last ?? 1)
      let isShared = sequence.rank == 1
      let row = values.shape.last ?? 1
      parallelFor(count: values.count, grain: Grain.elements / 8) { range in
        for position in range {
          let start = isShared ? 0 : position / row * length
          let value = wanted[position]
          var (low, high) = (0, length)
          while low < high {
            let middle = (low + high) / 2
            let element = from[start + (places.map { Int($0[start + middle]) } ?? middle)]
            // Written so that NaN comes last.
            let isBefore = isRight ? !(element > value) : !(element >= value)
            if isBefore { low = middle + 1 } else { high = middle }
          }
          to[position] = Int64(low)
        }
      }
    }
    switch (sequence.dtype.isFloatingPoint, sequence.dtype.itemSize) {
    case (true, 8): run(as: Double.self)
    case (true, _): run(as: Float.self)
    case (false, 8): run(as: Int64.self)
    case (false, _): run(as: Int32.self)
    }
    return result
  }
}

extension Tensor {
  /// The elements in one of the four dtypes that are sorted, in the same order; without a record.
  var sortable: Tensor {
    let isWide = dtype.itemSize == 8
    return noGrad {
      cast(to: dtype.isFloatingPoint ? (isWide ? .float64 : .float32) : (isWide ? .int64 : .int32))
    }
  }
}
