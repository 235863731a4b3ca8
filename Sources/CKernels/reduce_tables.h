#ifndef TAPESTRY_REDUCE_TABLES_H
#define TAPESTRY_REDUCE_TABLES_H

#include "tk_reduce.h"
#include "tk_target.h"

#define REDUCE_PARAMETERS                                                                    \
  (void *_Nonnull out_, const void *_Nonnull in_, size_t outer, size_t reduce, size_t inner, \
   ptrdiff_t outer_stride, ptrdiff_t reduce_stride)

// The functions of one operation by dtype: a bool is a uint8 of 0 or 1.
#define REDUCE_ROW(NAME)                                                                      \
  {                                                                                           \
      [TK_FLOAT32] = NAME##_f32, [TK_FLOAT64] = NAME##_f64, [TK_INT64] = NAME##_i64,          \
      [TK_INT32] = NAME##_i32,   [TK_INT16] = NAME##_i16,   [TK_INT8] = NAME##_i8,            \
      [TK_UINT8] = NAME##_u8,    [TK_BOOL] = NAME##_u8,                                       \
  }

// [operation][dtype]: the operations that combine elements in any order, and those that select one.
extern const tk_reduce_fn _Nullable tk_reduce_folds[TK_REDUCE_COUNT][TK_DTYPE_COUNT];
extern const tk_reduce_fn _Nullable tk_reduce_extremes[TK_REDUCE_COUNT][TK_DTYPE_COUNT];

#endif
