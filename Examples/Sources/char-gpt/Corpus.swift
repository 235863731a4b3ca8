import Foundation
import Tapestry

/// A text as numbers, the last tenth of it held out.
struct Corpus {
  let alphabet: [Character]
  private let train, heldOut: Tensor  // int64
  private let context: Int

  /// - Parameter file: UTF-8 text; without it sentences are made up.
  init(file: String?, context: Int) throws {
    let text: String
    if let file {
      do {
        text = try String(contentsOfFile: file, encoding: .utf8)
      } catch {
        throw CorpusError(file: file, reason: "cannot be read as UTF-8 text")
      }
    } else {
      print("no --text FILE: learning from sentences that this program makes up\n")
      text = MadeUpText.sentences(4000)
    }
    let letters = Array(text)
    let alphabet = Set(letters).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
    let heldOutCount = letters.count / 10
    guard heldOutCount > context else {
      throw CorpusError(
        file: file ?? "the text",
        reason: "\(letters.count) letters are too few for a context of \(context)")
    }
    let all = Tensor(letters.map { numbers[$0]! })
    self.alphabet = alphabet
    self.context = context
    train = all[..<(letters.count - heldOutCount)]
    heldOut = all[(letters.count - heldOutCount)...]
  }

  var count: Int { train.count + heldOut.count }

  func text(of letters: [Int]) -> String { String(letters.map { alphabet[$0] }) }

  /// Pieces from anywhere in the text: letters `[N, context]`, and those that follow each.
  func trainingBatch(_ size: Int) -> (letters: Tensor, next: Tensor) {
    let starts = Tensor.randint(0..<(train.count - context), [size, 1])
    let places = starts + Tensor.arange(context)
    return (train[places], train[places + 1])
  }

  /// The held-out text from beginning to end.
  func heldOutBatches(_ size: Int) -> [(letters: Tensor, next: Tensor)] {
    let pieces = (heldOut.count - 1) / context
    let letters = heldOut[..<(pieces * context)].reshaped(to: [pieces, context])
    let next = heldOut[1..<(pieces * context + 1)].reshaped(to: [pieces, context])
    return zip(letters.split(size: size), next.split(size: size)).map { ($0, $1) }
  }
}

struct CorpusError: Error, CustomStringConvertible {
  let file, reason: String

  var description: String { "\(file): \(reason)" }
}
