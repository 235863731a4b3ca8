/// The parts of a layer's ``Module/details`` that are there, with commas between them.
func settings(_ parts: String?...) -> String { parts.compactMap(\.self).joined(separator: ", ") }

/// `name: value`, or nil where the value is the default, which goes without saying.
func setting<Value: Equatable>(_ name: String, _ value: Value, unless usual: Value) -> String? {
  value == usual ? nil : "\(name): \(value)"
}

/// `name: value`, or nil without a value.
func setting(_ name: String, _ value: (some Any)?) -> String? { value.map { "\(name): \($0)" } }
