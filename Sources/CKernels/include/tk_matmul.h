#ifndef TAPESTRY_TK_MATMUL_H
#define TAPESTRY_TK_MATMUL_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// out = a b for contiguous whole numbers of 1, 2, 4 or 8 bytes: [rows, inner] times [inner, cols].
// Sums wrap around, so that signed and unsigned numbers have the same bits.
void tk_matmul_int(size_t item_size, void *out, const void *a, const void *b, size_t rows,
                   size_t inner, size_t cols);

// The same for bools: whether any pair holds.
void tk_matmul_bool(void *out, const void *a, const void *b, size_t rows, size_t inner,
                    size_t cols);

#pragma clang assume_nonnull end

#endif
