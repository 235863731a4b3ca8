import TapestryTraining
import Testing

@Suite struct FormattingTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (0.005, 2, "0.01"), (-2.5, 1, "-2.5"),
    (0.97125, 4, "0.9713"), (999.996, 2, "1000.00"), (12, 0, "12"), (0.05, 0, "0"),
    (1e300, 2, "1e+300"), (.infinity, 1, "inf"), (.nan, 1, "nan"),
    (-.nan, 1, "nan"),
  ])
  func fixedPoint(value: Double, decimals: Int, text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test func grouping() {
    #expect(
      [0, 7, 999, 1000, 101_770, -1_234_567].map(\.grouped) == [
        "0", "7", "999", "1,000", "101,770", "-1,234,567",
      ])
    #expect(12_345.678.fixed(1, grouped: true) == "12,345.7")
    #expect(Int.min.grouped == "-9,223,372,036,854,775,808")
  }

  @Test(arguments: [
    (0.0, "0.0 s"), (0.84, "0.8 s"), (42.4, "42 s"), (59.6, "1:00"), (187, "3:07"),
    (3723, "1:02:03"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(durationText(seconds: seconds) == text)
  }

  @Test func sizesOfMemory() {
    let texts = [0, 1023, 1024, 1536, 407_080, 1 << 20, 5 << 30, 3 << 50].map(byteCountText)
    #expect(
      texts == [
        "0 B", "1023 B", "1.0 KiB", "1.5 KiB", "397.5 KiB", "1.0 MiB", "5.0 GiB", "3072.0 TiB",
      ])
  }
}
