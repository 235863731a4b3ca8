extension StrokeLetters {
  /// A mark over or under a letter.
  struct Accent {
    /// As it stands over a small letter, or under any.
    let path: String
    let isBelow: Bool
  }

  /// Letters with an accent, also those that Unicode has no sign of their own for, such as x̄ and ŷ.
  static let accented: [Character: (letter: Character, accent: Accent)] = {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let greek = "αβγδεζηθικλμνξοπρςστυφχψωΑΕΗΙΟΥΩ"
    let cyrillic = "гежикуоаіГЕЖИКУОАІ"
    var table: [Character: (letter: Character, accent: Accent)] = [:]
    for letter in letters + greek + cyrillic {
      for (mark, accent) in accents {
        // The sign for both together is the same character.
        var scalars = String.UnicodeScalarView(letter.unicodeScalars)
        scalars.append(mark)
        table[Character(String(scalars))] = (letter, accent)
      }
    }
    return table
  }()

  /// By Unicode's combining marks.
  private static let accents: [Unicode.Scalar: Accent] = [
    "\u{300}": above("M0 16L2.4 13.4"), "\u{301}": above("M0 13.4L2.4 16"),
    "\u{302}": above("M0 13.4L2.4 16L4.8 13.4"),
    "\u{303}": above("M0 13.8Q1.4 15.8 2.8 14.7Q4.2 13.6 5.6 15.6"),
    "\u{304}": above("M0 14.4L5.6 14.4"), "\u{306}": above("M0 16Q2.6 11.8 5.2 16"),
    "\u{307}": above("M0 14.5L0 14.8"), "\u{308}": above("M0 14.5L0 14.8M4 14.5L4 14.8"),
    "\u{30a}": above("M1.5 17h0 15.4v1.5 13.8h3 15.4v1.5 17"),
    "\u{30b}": above("M0 13.4L2 16M3.6 13.4L5.6 16"), "\u{30c}": above("M0 16L2.4 13.4L4.8 16"),
    "\u{323}": below("M0 -3L0 -2.7"), "\u{326}": below("M1.2 -2L0 -4.6"),
    "\u{327}": below("M1.6 0Q3.6 -2.6 .8 -3.8L0 -3.8"),
    "\u{328}": below("M2 0Q-1.4 -2.6 .8 -3.9L2 -3.9"),
  ]

  private static func above(_ path: String) -> Accent { Accent(path: path, isBelow: false) }

  private static func below(_ path: String) -> Accent { Accent(path: path, isBelow: true) }
}
