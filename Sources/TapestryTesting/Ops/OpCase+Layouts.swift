import TapestryCore

extension OpCase {
  /// Where results or derivatives depend on how the inputs lie in memory: transposed, with gaps, shifted, stretched.
  public func layoutFailures() -> [OpFailure] {
    forms.flatMap { form in
      form.samples.samples.flatMap { sample in
        Layout.allCases.compactMap { layout in
          form.difference(sample.tensors.map(layout.apply), sample.tensors)
            .map { OpFailure(form, sample, "\(layout): \($0)") }
        }
          + (form.stretchedDifference(sample).map { [OpFailure(form, sample, "expanded: \($0)")] }
            ?? [])
      }
    }
  }

  /// Where results or derivatives of large inputs depend on the number of threads.
  public func threadFailures(counts: [Int] = [1, 2, 3]) -> [OpFailure] {
    let before = Threads.count
    defer { Threads.setCount(before) }
    return forms.flatMap { form -> [OpFailure] in
      guard let sample = form.samples.large else { return [] }
      return [sample, sample.inSinglePrecision].flatMap { sample -> [OpFailure] in
        let inputs = sample.tensors
        let runs = counts.map { count in
          Threads.setCount(count)
          return form.resultsAndGradients(inputs)
        }
        return zip(counts, runs).dropFirst().compactMap { count, run in
          zip(run, runs[0]).allSatisfy(isBitwiseEqual)
            ? nil : OpFailure(form, sample, "\(count) threads give other bits than \(counts[0])")
        }
      }
    }
  }
}

extension OpForm {
  /// What differs between results and derivatives of two sets of equal inputs, if anything.
  fileprivate func difference(_ a: [Tensor], _ b: [Tensor]) -> String? {
    let (first, second) = (resultsAndGradients(a), resultsAndGradients(b))
    if first.count != second.count {
      return "\(first.count) results and derivatives, not \(second.count)"
    }
    for (index, pair) in zip(first, second).enumerated() where !isBitwiseEqual(pair.0, pair.1) {
      let difference = TapestryTesting.difference(of: pair.0, from: pair.1, tolerance: .exact)
      return
        "result or derivative \(index): \(difference.map(\.description) ?? "signs of zeros differ")"
    }
    return nil
  }

  fileprivate func stretchedDifference(_ sample: Sample) -> String? {
    // Masks and places must stay what they are, or they no longer fit.
    let stretched = sample.tensors.map {
      $0.dtype.isFloatingPoint ? Layout.expanded($0) ?? $0 : $0
    }
    return difference(stretched, stretched.map { $0.clone() })
  }
}
