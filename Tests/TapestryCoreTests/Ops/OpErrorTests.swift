import TapestryTesting
import Testing

/// Wrong uses stop the program and say what came, what was needed, and where.
@Suite struct OpErrorTests {
  struct Place: Codable, CustomStringConvertible, Sendable {
    let op, error: Int
    var description: String { "\(Catalogue.all[op]): \(Catalogue.all[op].errors[error].message)" }
  }

  static let places = Catalogue.all.indices.flatMap { op in
    Catalogue.all[op].errors.indices.map { Place(op: op, error: $0) }
  }

  @Test(arguments: places) func stopsWithAMessage(place: Place) async throws {
    let (op, error) = (Catalogue.all[place.op], Catalogue.all[place.op].errors[place.error])
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [place = place as Place] in
      Catalogue.all[place.op].errors[place.error].body()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(op.name) }
    let message = try #require(line, "no message of \(op.name) in: \(text)")
    #expect(message.contains(error.message))
    #expect(message.contains("(TapestryCoreTests/") == error.namesCaller)
  }
}
