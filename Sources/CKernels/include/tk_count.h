#ifndef TAPESTRY_TK_COUNT_H
#define TAPESTRY_TK_COUNT_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Adds to counts[p] how often p is among `places`, each from 0 up to `size`. `count` is less than 2^32.
void tk_count_places(int64_t *counts, size_t size, const int64_t *places, size_t count);

// `bins` of one width from `low` to `high`, which belongs to the last; `width` is high - low.
typedef struct {
  double low, high, width;
  size_t bins;
} tk_bins;

// Adds to `counts`, of `bins` and one more, how many numbers lie in each bin, and how many in none. Each number's bin is
// (x - low) * bins / width, each step rounded to the dtype, float32 or float64; `count` is less than 2^32.
void tk_count_bins(tk_dtype dtype, int64_t *counts, tk_bins bins, const void *in, size_t count);

// How many flags are not 0.
size_t tk_count_flags(const uint8_t *flags, size_t count);

// The positions of the first `found` flags that are not 0, the flags being counted from `start`.
void tk_write_positions(int64_t *positions, size_t found, const uint8_t *flags, size_t start);

#pragma clang assume_nonnull end

#endif
