#ifndef TAPESTRY_REDUCE_TABLES_H
#define TAPESTRY_REDUCE_TABLES_H

#include "tk_reduce.h"
#include "tk_target.h"

#define REDUCE_PARAMETERS                                                                   \
  (void *_Nonnull out_, const void *_Nonnull in_, size_t outer, size_t reduce, size_t inner, \
   ptrdiff_t outer_stride, ptrdiff_t reduce_stride)

// [operation][dtype]: the operations that combine elements in any order, and those that select one.
extern const tk_reduce_fn _Nullable tk_reduce_folds[TK_REDUCE_COUNT][TK_DTYPE_COUNT];
extern const tk_reduce_fn _Nullable tk_reduce_extremes[TK_REDUCE_COUNT][TK_DTYPE_COUNT];

#endif
