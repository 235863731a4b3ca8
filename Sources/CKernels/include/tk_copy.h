#ifndef TAPESTRY_TK_COPY_H
#define TAPESTRY_TK_COPY_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Strides count elements. `out` and `in` do not overlap, unless they are the same pointer with the
// same stride and element size.
typedef void (*tk_cast_fn)(void *out, ptrdiff_t out_stride, const void *in, ptrdiff_t in_stride,
                           size_t count);

// Converts one dtype to another; the same dtype copies. To bool: not zero. Float to integer cuts
// the fraction off; NaN and what int32 or int64 cannot hold become their smallest value, and
// narrower ones take the low bits of the int32. Integer to a narrower integer keeps the low bits.
// float16 and bfloat16 are read as float32, and written as what the nearest float32 rounds to, halves
// to even.
tk_cast_fn tk_cast(tk_dtype from, tk_dtype to);

// Copies `rows` rows of `size` bytes each; steps from row to row in bytes. The two do not overlap.
void tk_copy_rows(void *out, ptrdiff_t out_step, const void *in, ptrdiff_t in_step, size_t rows,
                  size_t size);

// Writes one value `count` times; elements of 1, 2, 4 or 8 bytes.
void tk_fill(size_t item_size, void *out, ptrdiff_t out_stride, const void *value, size_t count);

// out[c][r] = in[r][c] for r < rows, c < cols; elements of 1, 2, 4 or 8 bytes; row strides in
// elements.
void tk_transpose(size_t item_size, void *out, ptrdiff_t out_row_stride, const void *in,
                  ptrdiff_t in_row_stride, size_t rows, size_t cols);

// out[r][i] = in[rows[r]][i] / 255, for r < count and i < size.
void tk_unit_rows(float *out, const uint8_t *in, const int64_t *rows, size_t count, size_t size);

#pragma clang assume_nonnull end

#endif
