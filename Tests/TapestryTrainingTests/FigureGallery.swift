import Glibc
import TapestryCore
import TapestryTraining

/// Figures of every kind, with ordinary and with awkward contents.
enum FigureGallery {
  static var all: [(name: String, figure: any Figure)] {
    ordinary + awkward
  }

  /// Grows one by one: an array of so many would be too much for the compiler to guess the types of.
  private struct List {
    var items: [(name: String, figure: any Figure)] = []

    mutating func add(_ name: String, _ figure: any Figure) { items.append((name, figure)) }
  }

  private static func plot(
    _ title: String, x: String = "step", y: String = "loss", _ fill: (inout Plot) -> Void
  ) -> Plot {
    var plot = Plot(title: title, xLabel: x, yLabel: y)
    fill(&plot)
    return plot
  }

  private static func wave(_ index: Int) -> Double {
    let step = Double(index)
    return 2.3 * exp(-step / 300) + 0.1 + 0.08 * sin(step * 12.9898) * cos(step * 78.233)
  }

  private static func ring(_ count: Int, radius: Double, phase: Double) -> [Plot.Point] {
    (0..<count).map { index in
      let angle = Double(index) * 2.399
      let distance = radius + 0.25 * sin(Double(index) * 7.77 + phase)
      return (distance * cos(angle), distance * sin(angle))
    }
  }

  private static var confusion: Tensor {
    let counts = (0..<100).map { index -> Int32 in
      let (row, column) = (index / 10, index % 10)
      return row == column ? Int32(950 + row * 13) : Int32((row * 7 + column * 5) % 11 / 3)
    }
    return Tensor(counts, shape: [10, 10])
  }

  private static var ordinary: [(name: String, figure: any Figure)] {
    var list = List()
    list.add(
      "lines",
      plot("Training of a digit classifier") { plot in
        plot.add("each batch", (1...2000).map(wave), style: .faint)
        plot.add("test", (1...5).map { (Double($0) * 400, 1 / Double($0)) })
      }
    )
    list.add(
      "log",
      plot("Learning rates tried", x: "learning rate", y: "loss") { plot in
        plot.xAxis.scale = .log
        plot.yAxis.scale = .log
        plot.add(
          "loss",
          (0...60).map { step -> Plot.Point in
            let rate: Double = pow(10, Double(step) / 10 - 6)
            let fall: Double = 2.3 / (1 + rate * 2000)
            return (rate, fall + rate * rate * 10 + 1e-3)
          })
      }
    )
    list.add(
      "scatter",
      plot("Two rings", x: "first", y: "second") { plot in
        plot.add("inner", ring(120, radius: 0.6, phase: 0), style: .points)
        plot.add("outer", ring(160, radius: 1.5, phase: 1), style: .points)
      }
    )
    list.add(
      "bars",
      plot("Accuracy of each class", x: "class", y: "accuracy") { plot in
        let names = ["shirt", "trousers", "pullover", "dress", "coat"]
        plot.addBars("before", zip(names, [0.71, 0.95, 0.8, 0.88, 0.75]).map { ($0, $1) })
        plot.addBars("after", zip(names, [0.82, 0.98, 0.86, 0.91, 0.84]).map { ($0, $1) })
      }
    )
    list.add(
      "horizontal",
      plot("Importance of parameters", x: "share of the variance", y: "") { plot in
        plot.addBars(
          "",
          [
            ("learning rate", 0.61), ("width of the hidden layer", 0.2), ("dropout", 0.12),
            ("β₂", 0.07),
          ],
          horizontal: true)
      }
    )
    list.add(
      "histogram",
      plot("Weights of the first layer", x: "weight", y: "count") { plot in
        plot.addHistogram("at the start", (0..<3000).map { sin(Double($0) * 1.7) * 0.04 })
        plot.addHistogram(
          "trained",
          (0..<3000).map { index -> Double in
            (sin(Double(index) * 3.1) + cos(Double(index) * 1.3) + sin(Double(index) * 0.7))
              * 0.04
          })
      }
    )
    list.add("confusion", Plot.confusionMatrix(confusion))
    list.add(
      "regions",
      plot("Decision boundary", x: "first", y: "second") { plot in
        plot.addRegions(x: -2...2, y: -2...2, classes: ["inner", "outer"]) { points in
          ((points * points).sum(axis: 1) .> 1).cast(to: .int64)
        }
        plot.add("", ring(80, radius: 0.6, phase: 0), style: .points)
        plot.add("", ring(100, radius: 1.5, phase: 1), style: .points)
      }
    )
    list.add(
      "equal",
      plot("Decision boundary, a unit of one length", x: "first", y: "second") { plot in
        plot.hasEqualScales = true
        plot.addRegions(x: -2...2, y: -2...2, classes: ["inner", "outer"]) { points in
          ((points * points).sum(axis: 1) .> 1).cast(to: .int64)
        }
        plot.add("", ring(80, radius: 0.6, phase: 0), style: .points)
        plot.add("", ring(100, radius: 1.5, phase: 1), style: .points)
      }
    )
    list.add(
      "equal-contour",
      plot("A bowl", x: "first", y: "second") { plot in
        plot.hasEqualScales = true
        let values = (0..<400).map { index -> Float in
          let (row, column) = (Float(index / 20), Float(index % 20))
          return (row - 10) * (row - 10) + column
        }
        plot.addContour(Tensor(values, shape: [20, 20]), x: 0...4, y: 0...1, valueLabel: "height")
      }
    )
    list.add(
      "contour",
      plot("Loss over two parameters", x: "learning rate", y: "momentum") { plot in
        plot.xAxis.scale = .log
        let values = (0..<30).flatMap { row in
          (0..<40).map { column -> Float in
            let (x, y) = (Float(column) / 39 - 0.6, Float(row) / 29 - 0.4)
            let bowl: Float = 3 * x * x + 2 * y * y
            return bowl + x * y + 0.1 * sin(x * 20)
          }
        }
        plot.addContour(
          Tensor(values, shape: [30, 40]), x: 1e-4...1e-1, y: 0...1, valueLabel: "validation loss"
        )
        plot.add("trials", [(1e-3, 0.2), (4e-3, 0.4), (6e-3, 0.5), (0.05, 0.9)], style: .points)
      }
    )
    return list.items
  }

  private static func parallel(_ title: String, _ count: Int, name: String) -> any Figure {
    var figure = ParallelCoordinates(title: title)
    var rates: [Double?] = []
    var losses: [Double?] = []
    var widths: [Double?] = []
    var names: [String?] = []
    var dropouts: [Double?] = []
    for index in 0..<count {
      let exponent = Double(index * 37 % 100) / 33 - 4
      let loss: Double = (exponent + 2.5).magnitude + Double(index % 5) / 10
      rates.append(pow(10, exponent))
      losses.append(index % 17 == 3 ? nil : loss)
      widths.append(Double(32 << (index % 4)))
      names.append(["Adam", "SGD", name][index % 3])
      dropouts.append(index % 3 == 1 ? nil : Double(index % 6) / 10)
    }
    figure.addAxis("learning rate", rates, scale: .log)
    figure.addAxis("width", widths)
    figure.addAxis("optimizer", names)
    figure.addAxis("dropout", dropouts)
    figure.addAxis("loss", losses)
    figure.colored(by: losses)
    return figure
  }

  private static func images(_ shape: Shape, _ captions: [String]) -> any Figure {
    let count: Int = shape.reduce(1, *)
    let values = (0..<count).map { index -> Float in Float(index * 7919 % 1009) / 1009 }
    return ImageGrid(title: "Images", Tensor(values, shape: shape), captions: captions)
  }

  private static var letters: any Figure {
    plot("Žluťoučký kůň, œuvre, smørrebrød, łódź, ĝis", x: "Съешь ещё этих мягких булок") { plot in
      let lines = [
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "αβγδεζηθικλμνξοπρσςτυφχψω", "μ ± 2σ, θ̂ → θ*, ȳ ≈ ŷ",
        "∂L/∂w = ∇L ≠ 0, n ≤ 10⁻³", "x₁ × y² ÷ ½ √3 ∈ ℓ₂, ∞", "€5 £6 ¥7 © § † • … “a” «b»",
        "¿Qué? ¡No! ‰ ☃ 漢",
      ]
      for (place, line) in lines.enumerated() {
        plot.add(line, [Double(place), Double(place + 2), Double(place + 1)])
      }
    }
  }

  private static var awkward: [(name: String, figure: any Figure)] {
    let long =
      "a name that somebody wrote out in full, with all that could be said of it, and then some more"
    var list = List()
    list.add("parallel", parallel("Trials", 60, name: "RMSprop"))
    list.add(
      "steps",
      plot("The best so far", x: "trial") { plot in
        let losses = (0..<25).map { (Double($0), wave($0 * 37 % 600)) }
        var best: [Plot.Point] = []
        for (x, y) in losses { best.append((x, min(y, best.last?.y ?? y))) }
        plot.add("best so far", best, style: .steps)
        plot.add("trials", losses, style: .points)
      }
    )
    list.add("parallel-long", parallel(long + long, 3, name: long))
    list.add("parallel-empty", ParallelCoordinates(title: "Nothing yet"))
    list.add("images", images([20, 28, 28], (0..<20).map { "\($0), taken for \(9 - $0 % 10)" }))
    list.add("images-color", images([3, 3, 8, 12], [long, "", "c"]))
    list.add("no-images", images([0, 28, 28], []))
    list.add("empty", plot("Nothing yet") { _ in })
    list.add("empty-curve", plot("Nothing yet") { $0.add("training", [Double]()) })
    list.add("one-point", plot("One point") { $0.add("training", [0.97]) })
    list.add("constant", plot("Constant") { $0.add("training", [0.5, 0.5, 0.5]) })
    list.add(
      "nan", plot("A loss that ran off") { $0.add("training", [1, 2, .nan, .infinity, 4, 3]) })
    list.add("all-nan", plot("Only NaN") { $0.add("training", [.nan, .nan]) })
    list.add("huge", plot("Huge") { $0.add("training", [1e30, 3e30, -2e30]) })
    list.add("tiny", plot("Tiny") { $0.add("training", [1e-30, 3e-30, -2e-30]) })
    list.add(
      "offset",
      plot("Far from zero") { $0.add("training", (0..<9).map { 1e9 + Double($0) * 0.001 }) }
    )
    list.add(
      "offset-both",
      plot("Far from zero both ways", y: "") { plot in
        let points = (0..<9).map { index -> Plot.Point in
          let step = Double(index)
          return (1_700_000_000 + step * 25, -3 - step * 1e-8)
        }
        plot.add("", points)
      }
    )
    list.add(
      "histograms-apart",
      plot("Two histograms, far apart", x: "weight", y: "count") { plot in
        plot.addHistogram("narrow", (0..<300).map { sin(Double($0)) })
        let wide = (0..<300).map { index -> Double in 9 + 4 * sin(Double(index) * 1.3) }
        plot.addHistogram("wide", wide)
      }
    )
    list.add("wide", plot("Wide") { $0.add("training", [(-1e99, 1e99), (1e99, -1e99)]) })
    list.add(
      "long-names",
      plot(long + " " + long, x: long, y: long) { plot in
        for index in 0..<4 { plot.add("\(index) \(long)", [1, 2, Double(index)]) }
      }
    )
    list.add(
      "many-curves",
      plot("Many curves") { plot in
        for index in 0..<40 { plot.add("fold \(index)", [1, 2, Double(index)]) }
      }
    )
    list.add(
      "many-classes",
      Plot.confusionMatrix(
        Tensor(
          (0..<3600).map { index -> Int32 in
            index / 60 == index % 60 ? 123_456 : Int32(index % 7)
          }, shape: [60, 60]),
        names: (0..<60).map { "class number \($0)" })
    )
    list.add(
      "many-bars",
      plot("Many bars", x: "name", y: "value") { plot in
        plot.addBars("values", (0..<200).map { ("bar number \($0)", sin(Double($0))) })
      }
    )
    list.add(
      "long-bars",
      plot("Long names", x: "value", y: "") { plot in
        plot.addBars("", (0..<12).map { ("\($0) " + long, Double($0)) }, horizontal: true)
      }
    )
    list.add(
      "log-narrow",
      plot("Less than a decade") { plot in
        plot.yAxis.scale = .log
        plot.add("", [3.1, 3.2, 3.5, 0, -1, 4])
      }
    )
    list.add(
      "log-wide",
      plot("Many decades") { plot in
        plot.yAxis.scale = .log
        plot.add("", [1e-40, 1e-20, 1, 1e20, 1e60])
      }
    )
    list.add(
      "range",
      plot("A part of it") { plot in
        plot.yAxis.range = 0...1
        plot.add("", (1...400).map(wave))
      }
    )
    list.add(
      "small",
      plot("Small") { plot in
        plot.size = (200, 160)
        plot.add("training", [1, 3, 2])
      }
    )
    list.add("escapes", plot("a < b & \"c\"", x: "<x>", y: "'y'") { $0.add("p > q", [1, 2]) })
    list.add("scripts", plot("Größe, 訓練, 🙂 and é", x: "λ → ∞", y: "²") { $0.add("Übung", [1, 2]) })
    list.add("letters", letters)
    list.add(
      "grey-contour",
      plot("With a hole") { plot in
        plot.addContour(
          Tensor([0, 1, 2, .nan] as [Float], shape: [2, 2]), x: 0...1, y: 0...1)
      }
    )
    list.add("no-classes", Plot.confusionMatrix(Tensor.zeros([0, 0], dtype: .int64)))
    list.add("one-class", Plot.confusionMatrix(Tensor([[7]]), names: [long]))
    return list.items
  }
}
