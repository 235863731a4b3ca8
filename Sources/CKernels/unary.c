#include "unary_tables.h"

tk_unary_fn _Nullable tk_unary(tk_unary_op op, tk_dtype dtype) {
  static const tk_unary_fn _Nullable *const tables[TK_DTYPE_COUNT] = {
      [TK_FLOAT32] = tk_unary_f32, [TK_FLOAT64] = tk_unary_f64, [TK_INT64] = tk_unary_i64,
      [TK_INT32] = tk_unary_i32,   [TK_INT16] = tk_unary_i16,   [TK_INT8] = tk_unary_i8,
      [TK_UINT8] = tk_unary_u8,    [TK_BOOL] = tk_unary_bool,
  };
  if (dtype == TK_FLOAT16 || dtype == TK_BFLOAT16) return tk_unary_half(op, dtype);
  return tables[dtype][op];
}
