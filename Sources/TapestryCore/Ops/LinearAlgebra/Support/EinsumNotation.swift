/// What an equation in Einstein's notation says about given shapes.
///
/// Axes have numbers for names: letters their code, and those that `...` stands for negative ones, −1 for the last.
struct EinsumNotation {
  /// The names of each operand's axes.
  let inputs: [[Int]]
  /// The names of the result's axes.
  let output: [Int]
  /// The size of each name, which operands of size 1 stretch to.
  private(set) var sizes: [Int: Int] = [:]

  init(_ equation: String, _ shapes: [Shape], file: StaticString, line: UInt) {
    let context = Context(equation: equation, file: file, line: line)
    let text = equation.filter { $0 != " " }
    let arrow = text.firstRange(of: "->")
    let terms = text[..<(arrow?.lowerBound ?? text.endIndex)]
      .split(separator: ",", omittingEmptySubsequences: false).map { context.parse($0) }
    context.demand(
      terms.count == shapes.count, "\(terms.count) operands, but \(shapes.count) tensors are given")
    inputs = zip(terms, shapes).map { context.names($0, in: $1) }
    let ellipsis = inputs.flatMap(\.self).filter { $0 < 0 }.min().map { Array($0 ... -1) } ?? []
    if let arrow {
      output = context.output(text[arrow.upperBound...], ellipsis: ellipsis, inputs: inputs)
    } else {
      let letters = inputs.flatMap(\.self).filter { $0 >= 0 }
      let counts = Dictionary(letters.map { ($0, 1) }, uniquingKeysWith: +)
      output = ellipsis + counts.filter { $0.value == 1 }.keys.sorted()
    }
    for (index, (names, shape)) in zip(inputs, shapes).enumerated() {
      for (name, size) in zip(names, shape) {
        let known = sizes[name] ?? 1
        context.demand(
          size == 1 || known == 1 || size == known,
          "axis \(context.text(of: name)) has size \(size) in operand \(index) and \(known) before")
        if known == 1 { sizes[name] = size }
      }
      context.checkDiagonals(names, shape)
    }
  }
}

/// One operand as it is written.
private struct Term {
  var before: [Int] = []
  /// Behind `...`, where there is one.
  var after: [Int]?
}

/// For messages.
private struct Context {
  let equation: String
  let file: StaticString
  let line: UInt

  func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    TapestryCore.demand(condition, "einsum: '\(equation)': \(message())", file: file, line: line)
  }

  func text(of name: Int) -> String {
    name < 0 ? "..." : String(Character(Unicode.Scalar(UInt8(name))))
  }

  func parse(_ text: Substring) -> Term {
    var term = Term()
    var rest = text
    while let character = rest.first {
      if rest.hasPrefix("...") {
        demand(term.after == nil, "an operand has ... twice")
        term.after = []
        rest = rest.dropFirst(3)
        continue
      }
      let isLetter = character.isASCII && character.isLetter
      demand(isLetter, "'\(character)' is no letter, comma, arrow or ...")
      let name = Int(character.asciiValue ?? 0)
      if term.after == nil { term.before.append(name) } else { term.after!.append(name) }
      rest = rest.dropFirst()
    }
    return term
  }

  /// A name for each axis of an operand.
  func names(_ term: Term, in shape: Shape) -> [Int] {
    let letters = term.before.count + (term.after?.count ?? 0)
    demand(
      term.after == nil ? letters == shape.count : letters <= shape.count,
      "\(letters) letters for an operand of shape \(shape)")
    let further = shape.count - letters
    let unnamed = further > 0 ? Array(-further ... -1) : []
    return term.before + unnamed + (term.after ?? [])
  }

  func output(_ text: Substring, ellipsis: [Int], inputs: [[Int]]) -> [Int] {
    let term = parse(text)
    let letters = term.before + (term.after ?? [])
    let known = Set(inputs.flatMap(\.self))
    for name in letters {
      demand(known.contains(name), "the result's '\(self.text(of: name))' is in no operand")
    }
    demand(Set(letters).count == letters.count, "the result has a letter twice")
    return term.before + (term.after == nil ? [] : ellipsis) + (term.after ?? [])
  }

  func checkDiagonals(_ names: [Int], _ shape: Shape) {
    for (axis, name) in names.enumerated() {
      let first = names.firstIndex(of: name)!
      demand(
        shape[axis] == shape[first],
        "'\(text(of: name))' stands for sizes \(shape[first]) and \(shape[axis]) of \(shape)")
    }
  }
}
