#include "tk_matmul.h"
#include "tk_target.h"
#include <stdint.h>
#include <string.h>

#pragma clang assume_nonnull begin

// Row by row of b, so that the inner loop runs along memory.
#define MATMUL(NAME, T, TERM)                                                                  \
  static TK_CLONES void matmul_##NAME(T *restrict out, const T *restrict a, const T *restrict b, \
                                      size_t rows, size_t inner, size_t cols) {                \
    for (size_t i = 0; i < rows; i++, out += cols) {                                           \
      memset(out, 0, cols * sizeof(T));                                                        \
      for (size_t k = 0; k < inner; k++) {                                                     \
        T x = a[i * inner + k];                                                                \
        const T *row = b + k * cols;                                                           \
        for (size_t j = 0; j < cols; j++) { out[j] = (T)TERM(out[j], x, row[j]); }             \
      }                                                                                        \
    }                                                                                          \
  }

#define PLUS_PRODUCT(sum, x, y) ((sum) + (x) * (y))
#define OR_BOTH(sum, x, y) ((sum) | ((x) & (y)))
// Two 16-bit numbers would be multiplied as int, which the largest overflow.
#define PLUS_PRODUCT_16(sum, x, y) ((sum) + (uint32_t)(x) * (y))

MATMUL(8, uint8_t, PLUS_PRODUCT)
MATMUL(16, uint16_t, PLUS_PRODUCT_16)
MATMUL(32, uint32_t, PLUS_PRODUCT)
MATMUL(64, uint64_t, PLUS_PRODUCT)
MATMUL(bool, uint8_t, OR_BOTH)

void tk_matmul_int(size_t item_size, void *out, const void *a, const void *b, size_t rows,
                   size_t inner, size_t cols) {
  switch (item_size) {
  case 1: matmul_8(out, a, b, rows, inner, cols); break;
  case 2: matmul_16(out, a, b, rows, inner, cols); break;
  case 4: matmul_32(out, a, b, rows, inner, cols); break;
  case 8: matmul_64(out, a, b, rows, inner, cols); break;
  }
}

void tk_matmul_bool(void *out, const void *a, const void *b, size_t rows, size_t inner,
                    size_t cols) {
  matmul_bool(out, a, b, rows, inner, cols);
}

#pragma clang assume_nonnull end
