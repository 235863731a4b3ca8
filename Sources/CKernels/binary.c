#include "binary_tables.h"

tk_binary_fn _Nullable tk_binary(tk_binary_op op, tk_dtype dtype) {
  static const tk_binary_fn _Nullable *const tables[TK_DTYPE_COUNT] = {
      [TK_FLOAT32] = tk_binary_f32, [TK_FLOAT64] = tk_binary_f64, [TK_INT64] = tk_binary_i64,
      [TK_INT32] = tk_binary_i32,   [TK_INT16] = tk_binary_i16,   [TK_INT8] = tk_binary_i8,
      [TK_UINT8] = tk_binary_u8,    [TK_BOOL] = tk_binary_bool,
  };
  if (dtype == TK_FLOAT16 || dtype == TK_BFLOAT16) return tk_binary_half(op, dtype);
  return tables[dtype][op];
}

void tk_accumulate(tk_dtype dtype, void *into, const void *from, size_t count) {
  tk_binary_fn add = tk_binary(TK_ADD, dtype);
  add(into, 1, into, 1, from, 1, count);
}
