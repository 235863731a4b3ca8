#ifndef TAPESTRY_TK_SCATTER_H
#define TAPESTRY_TK_SCATTER_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Reading and writing at places that are named one by one. Strides and offsets count elements.

// The position of the first place outside low ..< high, or count.
size_t tk_first_outside(const int64_t *places, size_t count, int64_t low, int64_t high);

// out[i] = in[places[i * places_stride] * scale + i * in_stride], out contiguous with a stride; elements of
// 1, 2, 4 or 8 bytes.
void tk_gather(size_t item_size, void *out, ptrdiff_t out_stride, const int64_t *places,
               ptrdiff_t places_stride, const void *in, ptrdiff_t scale, ptrdiff_t in_stride,
               size_t count);

// Row r of `out`, of `size` bytes, is that of `in` which places[r] names; rows of `in` lie `step` bytes apart.
void tk_gather_rows(void *out, const int64_t *places, const void *in, ptrdiff_t step, size_t rows,
                    size_t size);

// What becomes of an element that a number is brought to. TK_SCATTER_MAX and _MIN propagate NaN; for bool,
// sum and max are "or", product and min are "and".
typedef enum {
  TK_SCATTER_SUM,
  TK_SCATTER_PROD,
  TK_SCATTER_MAX,
  TK_SCATTER_MIN,
  TK_SCATTER_COUNT
} tk_scatter_op;

// A walk over steps, in order, each over `count` neighbours.
typedef struct {
  size_t steps, count;
  ptrdiff_t out_stride;                  // of neighbours
  ptrdiff_t scale;                       // what one place counts in `out`
  ptrdiff_t places_step, places_stride;  // of steps and of neighbours
  ptrdiff_t in_step, in_stride;
} tk_scatter_walk;

// out[places[s, i] * scale + i * out_stride] becomes op of itself and in[s, i].
typedef void (*tk_scatter_fn)(void *out, const int64_t *places, const void *in,
                              const tk_scatter_walk *walk);

// NULL where the dtype has no loop of its own.
tk_scatter_fn _Nullable tk_scatter(tk_scatter_op op, tk_dtype dtype);

// out[…] = in[s, i]; the last of those that meet at one place stays. Elements of 1, 2, 4 or 8 bytes.
void tk_scatter_write(size_t item_size, void *out, const int64_t *places, const void *in,
                      const tk_scatter_walk *walk);

#pragma clang assume_nonnull end

#endif
