import TapestryCore
import TapestryIO

/// One value of TensorBoard's `Summary` message, under a tag.
struct EventSummary {
  private(set) var bytes: [UInt8]

  private init(_ tag: String, _ write: (inout ProtobufWriter) -> Void) {
    var writer = ProtobufWriter()
    writer.write(1, tag)
    write(&writer)
    bytes = writer.bytes
  }

  static func scalar(_ tag: String, _ value: Double) -> EventSummary {
    EventSummary(tag) { $0.write(2, Float(value)) }
  }

  /// - Parameter picture: uint8 `[height, width]` or `[height, width, channels]`.
  static func image(
    _ tag: String, _ picture: Tensor, file: StaticString, line: UInt
  ) -> EventSummary {
    let png = PNG.encoded(picture, file: file, line: line)
    return EventSummary(tag) {
      $0.write(4) { image in
        image.write(1, picture.shape[0])
        image.write(2, picture.shape[1])
        image.write(3, picture.rank == 3 ? picture.shape[2] : 1)
        image.write(4, png)
      }
    }
  }

  static func histogram(_ tag: String, _ tensor: Tensor, bins: Int?) -> EventSummary {
    let histogram = EventHistogram(tensor, bins: bins)
    return EventSummary(tag) { $0.write(5, histogram.write) }
  }

  /// Text is a tensor of one string, which the plugin `text` shows as Markdown.
  static func text(_ tag: String, _ text: String) -> EventSummary {
    let stringType = 7
    return EventSummary(tag) {
      $0.write(8) { tensor in
        tensor.write(1, stringType)
        tensor.write(2) { shape in shape.write(2) { axis in axis.write(1, 1) } }
        tensor.write(8, text)
      }
      $0.write(9) { metadata in metadata.write(1) { plugin in plugin.write(1, "text") } }
    }
  }
}
