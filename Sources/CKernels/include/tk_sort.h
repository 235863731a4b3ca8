#ifndef TAPESTRY_TK_SORT_H
#define TAPESTRY_TK_SORT_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Writes to `order` the places of each row's elements from the smallest to the largest, or the
// other way; equal ones stay in their order. NaN is larger than all else, and -0 equals 0.
// Radix sort: time linear in `count`. `in` is contiguous [rows, count]; `scratch` is 8-byte aligned
// and has room for tk_argsort_scratch bytes.
typedef void (*tk_argsort_fn)(int64_t *order, const void *in, size_t rows, size_t count,
                              int descending, void *scratch);

// The same for the first `first` places of that order alone, [rows, first].
typedef void (*tk_select_fn)(int64_t *order, const void *in, size_t rows, size_t count,
                             size_t first, int descending, void *scratch);

// For float32, float64, int64 and int32. Rows of the 4-byte ones have less than 2^32 elements.
tk_argsort_fn _Nullable tk_argsort(tk_dtype dtype);

tk_select_fn _Nullable tk_select(tk_dtype dtype);

// Of either.
size_t tk_argsort_scratch(tk_dtype dtype, size_t count);

#pragma clang assume_nonnull end

#endif
