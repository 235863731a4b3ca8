import TapestryTraining
import Testing

/// The letters of pictures: those that titles are likely to have are there, each in its own room.
@Suite struct StrokeFontTests {
  private static let letters = [
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœẞÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸŒ",
    "āăąćčďđēėęěğģīįıķļľłńňőŕřśşšșťțūůűųŵŷźżžĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŇŐŔŘŚŞŠȘŤȚŪŮŰŲŴŶŹŻŽ",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊ",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяЄєІіЇї",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ₀₁₂₃₄₅₆₇₈₉ₙᵢ½¼¾µ°·×÷±−≤≥≠≈≡∞∂∇∫∑∏√∈∝⊙⊕⊗ℓ′″‖⟨⟩⌈⌉⌊⌋",
    "←↑→↓↔⇒–—…“”„‘’‚«»‹›¿¡•†§©®™€£¥¢✓✗", "x̄ŷθ̂ẑ",
  ]

  @Test(arguments: letters)
  func lettersAreDrawnWithinTheirRoom(row: String) throws {
    for letter in row {
      #expect(StrokeFont.has(letter), "\(letter)")
      let spots = StrokeFont.strokes(of: letter).joined()
      let width = TextWidth.inEms(letter)
      let left = try #require(spots.map(\.x).min(), "\(letter)")
      let right = try #require(spots.map(\.x).max(), "\(letter)")
      #expect(left >= -0.03 && right <= width + 0.03, "\(letter): \(left)...\(right) of \(width)")
      #expect(spots.allSatisfy { (-0.3...1.1).contains($0.y) }, "\(letter)")
    }
  }

  @Test func lettersDifferFromOneAnother() {
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzàáâãäåčďőşșąδθξωЖжФф²₂")
    let drawn = letters.map { StrokeFont.strokes(of: $0).map { $0.map { [$0.x, $0.y] } } }
    #expect(Set(drawn).count == letters.count)
  }

  @Test func anAccentOfItsOwnIsTheSameAsOneSign() {
    #expect(StrokeFont.strokes(of: "e\u{301}") == StrokeFont.strokes(of: "é"))
    #expect(TextWidth.inEms("é") == TextWidth.inEms("e"))
  }

  @Test func whatIsNotSeenHasNoLines() {
    for blank: Character in [" ", "\u{a0}", "\u{2009}", "\t", "\u{200b}", "\u{ad}"] {
      #expect(StrokeFont.strokes(of: blank).isEmpty)
    }
    #expect(TextWidth.inEms("\u{a0}") == TextWidth.inEms(" "))
    #expect(TextWidth.inEms("\u{200b}") == 0)
  }

  @Test func aBoxStandsForOtherLetters() {
    for letter: Character in ["漢", "☃", "🙂"] {
      #expect(!StrokeFont.has(letter))
      #expect(StrokeFont.strokes(of: letter).map(\.count) == [5])
    }
  }
}
