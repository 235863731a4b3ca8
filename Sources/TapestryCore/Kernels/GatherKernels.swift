import CKernels

/// C's functions that convolutions are made of, for one of the two element types.
struct GatherKernels<Element> {
  typealias Elements = UnsafeMutablePointer<Element>
  typealias Table = UnsafePointer<Int32>

  /// The length of a panel's rows.
  let lanes: Int
  let packBox: (Elements, UnsafePointer<Element>, Int, UnsafePointer<tk_box>) -> Void
  let product:
    (
      Elements, UnsafePointer<Element>?, UnsafePointer<Element>, Table, Int, Table, Int,
      UnsafePointer<Element>, Int
    ) -> Void
  let plane:
    (
      Elements, Int, Int, Element, UnsafePointer<Element>, Int, Int, Int, Int, Table, Int,
      UnsafePointer<Element>
    ) -> Void
  let planes:
    (
      Elements, Int, Int, UnsafePointer<Element>, UnsafePointer<Element>, Int, Int, Int, Table, Int,
      UnsafePointer<Element>, Int
    ) -> Void
  let dots:
    (
      Elements, UnsafePointer<Element>, Int, Int, Int, UnsafePointer<Element>, Table, Int, Table,
      Int
    ) -> Void
  let spread: (Elements, Int, Int, UnsafePointer<Element>, Int, Int) -> Void
}

extension GatherKernels<Float> {
  static var single: GatherKernels {
    GatherKernels(
      lanes: Int(TK_PANEL_F32), packBox: tk_pack_box_f32, product: tk_gather_product_f32,
      plane: tk_gather_plane_f32, planes: tk_gather_planes_f32, dots: tk_gather_dots_f32,
      spread: tk_spread_panel_f32)
  }
}

extension GatherKernels<Double> {
  static var double: GatherKernels {
    GatherKernels(
      lanes: Int(TK_PANEL_F64), packBox: tk_pack_box_f64, product: tk_gather_product_f64,
      plane: tk_gather_plane_f64, planes: tk_gather_planes_f64, dots: tk_gather_dots_f64,
      spread: tk_spread_panel_f64)
  }
}
