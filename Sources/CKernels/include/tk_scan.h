#ifndef TAPESTRY_TK_SCAN_H
#define TAPESTRY_TK_SCAN_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Values carried along the middle axis of contiguous [outer, count, stride], of whose last axis the
// first `inner` are treated. Sums and products of floats are carried in double, those of int64 wrap.
// TK_CUMMAX and TK_CUMMIN give places, as int64: the last of the extreme elements so far, the last
// NaN where there is one.
typedef enum {
  TK_CUMSUM,
  TK_CUMPROD,
  TK_LOGCUMSUMEXP,
  TK_CUMMAX,
  TK_CUMMIN,
  TK_SCAN_COUNT
} tk_scan_op;

// `out` may be `in` where elements are of one size.
typedef void (*tk_scan_fn)(void *out, const void *in, size_t outer, size_t count, size_t inner,
                           size_t stride);

// Null where there is none: TK_CUMSUM and TK_CUMPROD are for float32, float64 and int64,
// TK_LOGCUMSUMEXP for float32 and float64, TK_CUMMAX and TK_CUMMIN for these and int32.
tk_scan_fn _Nullable tk_scan(tk_scan_op op, tk_dtype dtype);

// out[i] = add[i] + factor[i] * out[i - 1] along the middle axis; out[0] = add[0].
void tk_recurrence_f32(float *out, const float *add, const float *factor, size_t outer,
                       size_t count, size_t inner, size_t stride);
void tk_recurrence_f64(double *out, const double *add, const double *factor, size_t outer,
                       size_t count, size_t inner, size_t stride);

#pragma clang assume_nonnull end

#endif
