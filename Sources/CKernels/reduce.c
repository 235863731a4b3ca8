#include "reduce_tables.h"

#pragma clang assume_nonnull begin

tk_reduce_fn tk_reduce(tk_reduce_op op, tk_dtype dtype) {
  tk_reduce_fn _Nullable fold = tk_reduce_folds[op][dtype];
  return (tk_reduce_fn _Nonnull)(fold ? fold : tk_reduce_extremes[op][dtype]);
}

#define SQUARED_NORM(NAME, T)                                        \
  TK_CLONES double NAME(const T *x, size_t count) {                  \
    double sum = 0;                                                  \
    for (size_t i = 0; i < count; i++) {                             \
      _Pragma("clang fp reassociate(on)") double value = x[i];       \
      sum += value * value;                                          \
    }                                                                \
    return sum;                                                      \
  }

SQUARED_NORM(tk_squared_norm_f32, float)
SQUARED_NORM(tk_squared_norm_f64, double)

#pragma clang assume_nonnull end
