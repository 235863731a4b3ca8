#ifndef TAPESTRY_TK_REDUCE_H
#define TAPESTRY_TK_REDUCE_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Reductions of the middle axis of [outer, reduce, inner]. The result's type is the input's for
// TK_MAX, TK_MIN and for TK_SUM and TK_PROD of floats, which alone have TK_SUM_SQUARES and
// TK_SUM_MAGNITUDES; int64 for TK_SUM and TK_PROD of the rest,
// for TK_COUNT_NONZERO, TK_ARGMAX and TK_ARGMIN; bool for TK_ANY and TK_ALL. NaN is the largest
// and the smallest; positions are the first among equals.
typedef enum {
  TK_SUM,
  TK_SUM_SQUARES,
  TK_SUM_MAGNITUDES,
  TK_PROD,
  TK_MAX,
  TK_MIN,
  TK_ARGMAX,
  TK_ARGMIN,
  TK_ANY,
  TK_ALL,
  TK_COUNT_NONZERO,
  TK_REDUCE_COUNT
} tk_reduce_op;

// `out` is contiguous [outer, inner]. The inner axis of `in` is contiguous; the strides of the
// other two count elements. To split the inner axis, call once per outer index. An empty
// reduction gives the operation's neutral element; TK_MAX, TK_MIN, TK_ARGMAX and TK_ARGMIN have
// none and need at least one element.
//
// Float sums and products combine blocks pairwise, for an error that grows with the logarithm of
// the length. A result depends on the values and on whether inner and reduce_stride are both 1,
// not on how the outer and inner axes are split into calls.
typedef void (*tk_reduce_fn)(void *out, const void *in, size_t outer, size_t reduce, size_t inner,
                             ptrdiff_t outer_stride, ptrdiff_t reduce_stride);

// Not for float16 and bfloat16.
tk_reduce_fn tk_reduce(tk_reduce_op op, tk_dtype dtype);

// The mean of the middle axis of [outer, reduce, inner], laid out as above, and the sum of the
// squared deviations from it, both without cancellation. `reduce` is at least 1.
void tk_moments_f32(double *mean, double *deviation, const float *in, size_t outer, size_t reduce,
                    size_t inner, ptrdiff_t outer_stride, ptrdiff_t reduce_stride);
void tk_moments_f64(double *mean, double *deviation, const double *in, size_t outer, size_t reduce,
                    size_t inner, ptrdiff_t outer_stride, ptrdiff_t reduce_stride);

#pragma clang assume_nonnull end

#endif
