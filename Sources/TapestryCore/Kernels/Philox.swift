import CKernels

/// The generator's function itself: 128 random bits for each counter and key.
package enum Philox {
  package static func block(counter: [UInt32], key: [UInt32]) -> [UInt32] {
    precondition(counter.count == 4 && key.count == 2)
    return Array(unsafeUninitializedCapacity: 4) { buffer, initialized in
      tk_philox_block(buffer.baseAddress!, counter, key)
      initialized = 4
    }
  }
}
