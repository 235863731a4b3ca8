#include "reduce_tables.h"

#pragma clang assume_nonnull begin

tk_reduce_fn tk_reduce(tk_reduce_op op, tk_dtype dtype) {
  tk_reduce_fn _Nullable fold = tk_reduce_folds[op][dtype];
  return (tk_reduce_fn _Nonnull)(fold ? fold : tk_reduce_extremes[op][dtype]);
}

#pragma clang assume_nonnull end
