import TapestryCore
import Testing

/// Data at fault is an error that a program can catch, and that says which matrix of a batch it is.
@Suite struct LinearAlgebraErrorTests {
  private static var singular: Tensor { Tensor([[1.0, 2], [2, 4]]) }
  private static var batch: Tensor {
    stack([Tensor.eye(2), singular, .eye(2), singular]).reshaped(to: [2, 2, 2, 2])
  }
  private static var wrong: Tensor { Tensor([[1.0, 2], [.nan, 4]]) }

  @Test func singularMatricesAreNamed() {
    let singular: [(String, () throws(LinearAlgebraError) -> Void)] = [
      ("solve", { () throws(LinearAlgebraError) in _ = try Self.batch.solve(.ones([2, 1])) }),
      ("inverse", { () throws(LinearAlgebraError) in _ = try Self.batch.inverse() }),
      ("luFactor", { () throws(LinearAlgebraError) in _ = try Self.batch.luFactor() }),
      ("matrixPower", { () throws(LinearAlgebraError) in _ = try Self.batch.matrixPower(-2) }),
    ]
    for (name, body) in singular {
      do throws(LinearAlgebraError) {
        try body()
        Issue.record("\(name) takes a singular matrix")
      } catch {
        #expect(
          error
            == LinearAlgebraError(
              operation: name, batchIndex: [0, 1], reason: .singular(pivot: 2)))
      }
    }
  }

  @Test func otherReasons() {
    expect("cholesky", [], .notPositiveDefinite(order: 2)) { () throws(LinearAlgebraError) in
      _ = try Tensor([[1.0, 2], [2, -3]]).cholesky()
    }
    expect("choleskyInverse", [], .singular(pivot: 2)) { () throws(LinearAlgebraError) in
      _ = try Tensor([[1.0, 0], [2, 0]]).choleskyInverse()
    }
    expect("ldlFactor", [], .singular(pivot: 1)) { () throws(LinearAlgebraError) in
      _ = try Tensor.zeros([2, 2]).ldlFactor()
    }
    expect("lstsq", [], .rankDeficient(column: 2)) { () throws(LinearAlgebraError) in
      _ = try Tensor([[1.0, 0], [0, 0]]).lstsq(.ones([2, 1]), driver: .gels)
    }
    expect("tensorinv", [], .singular(pivot: 2)) { () throws(LinearAlgebraError) in
      _ = try Self.singular.tensorinv(ind: 1)
    }
    expect("tensorsolve", [], .singular(pivot: 2)) { () throws(LinearAlgebraError) in
      _ = try Self.singular.tensorsolve(.ones([2]))
    }
  }

  @Test func numbersThatAreNotFinite() {
    let x = stack([Tensor.eye(2), Self.wrong])
    expect("svd", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.svd() }
    expect("svdvals", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.svdvals() }
    expect("eigh", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.eigh() }
    expect("eigvalsh", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.eigvalsh() }
    expect("eig", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.eig() }
    expect("eigvals", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.eigvals() }
    expect("pinv", [1], .notFinite) { () throws(LinearAlgebraError) in _ = try x.pinv() }
    expect("matrixRank", [1], .notFinite) { () throws(LinearAlgebraError) in
      _ = try x.matrixRank()
    }
    expect("lstsq", [1], .notFinite) { () throws(LinearAlgebraError) in
      _ = try x.lstsq(.ones([2, 1], dtype: x.dtype))
    }
    // Norms are NaN instead, of the matrix at fault alone.
    #expect(x.matrixNorm(.nuclear).isNaN().array(as: Bool.self) == [false, true])
    #expect(x.cond().isNaN().array(as: Bool.self) == [false, true])
  }

  @Test func descriptionsSayWhichMatrix() {
    func text(_ place: [Int], _ reason: LinearAlgebraError.Reason) -> String {
      LinearAlgebraError(operation: "solve", batchIndex: place, reason: reason).description
    }
    #expect(text([], .singular(pivot: 2)) == "solve: the matrix is singular: pivot 2 is zero")
    #expect(
      text([3], .notFinite) == "solve: matrix 3 of the batch has elements that are not finite")
    #expect(
      text([1, 0], .notPositiveDefinite(order: 1))
        == "solve: matrix [1, 0] of the batch is not positive definite: its leading minor of order 1 is not positive"
    )
  }

  private func expect(
    _ operation: String, _ place: [Int], _ reason: LinearAlgebraError.Reason,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(LinearAlgebraError) -> Void
  ) {
    do throws(LinearAlgebraError) {
      try body()
      Issue.record("\(operation): no error", sourceLocation: sourceLocation)
    } catch {
      let expected = LinearAlgebraError(operation: operation, batchIndex: place, reason: reason)
      #expect(error == expected, sourceLocation: sourceLocation)
    }
  }
}
