#include "tk_copy.h"
#include "tk_target.h"
#include <string.h>

#pragma clang assume_nonnull begin

// A tile whose sides are one cache line long uses every line it touches whole, in the input and
// in the output, so that rows a power of two apart, which all fall into the same cache set, do
// no harm. Within it, square blocks are transposed in registers by repeated halving: exchanging
// the blocks off the diagonal of 2 x 2 blocks of half the size, log2(N) times.

typedef uint32_t u32x8 __attribute__((ext_vector_type(8), aligned(4)));
typedef uint64_t u64x4 __attribute__((ext_vector_type(4), aligned(8)));
typedef uint16_t u16x8 __attribute__((ext_vector_type(8), aligned(2)));
typedef uint8_t u8x16 __attribute__((ext_vector_type(16), aligned(1)));

// Outputs larger than this go past the cache: they would not stay in it, and a line written whole
// need not be read first.
#define STREAMED_BYTES ((size_t)16 << 20)

TK_INLINE void transpose_8x8(uint32_t *out, ptrdiff_t os, const uint32_t *in, ptrdiff_t is,
                             int stream) {
  u32x8 a[8], b[8];
  for (int i = 0; i < 8; i++) { a[i] = *(const u32x8 *)(in + i * is); }
  for (int i = 0; i < 8; i += 2) {
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i++) {
    int lo = i & ~2;
    a[i] = i & 2 ? __builtin_shufflevector(b[lo], b[lo + 2], 2, 3, 10, 11, 6, 7, 14, 15)
                 : __builtin_shufflevector(b[lo], b[lo + 2], 0, 1, 8, 9, 4, 5, 12, 13);
  }
  for (int i = 0; i < 8; i++) {
    int lo = i & 3;
    u32x8 row = i & 4 ? __builtin_shufflevector(a[lo], a[lo + 4], 4, 5, 6, 7, 12, 13, 14, 15)
                      : __builtin_shufflevector(a[lo], a[lo + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    if (stream) {
      typedef uint32_t aligned_u32x8 __attribute__((ext_vector_type(8)));
      __builtin_nontemporal_store((aligned_u32x8)row, (aligned_u32x8 *)(out + i * os));
    } else {
      *(u32x8 *)(out + i * os) = row;
    }
  }
}

TK_INLINE void transpose_4x4(uint64_t *out, ptrdiff_t os, const uint64_t *in, ptrdiff_t is,
                             int stream) {
  u64x4 a[4], b[4];
  for (int i = 0; i < 4; i++) { a[i] = *(const u64x4 *)(in + i * is); }
  for (int i = 0; i < 4; i += 2) {
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 4, 2, 6);
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 1, 5, 3, 7);
  }
  for (int i = 0; i < 4; i++) {
    int lo = i & 1;
    u64x4 row = i & 2 ? __builtin_shufflevector(b[lo], b[lo + 2], 2, 3, 6, 7)
                      : __builtin_shufflevector(b[lo], b[lo + 2], 0, 1, 4, 5);
    if (stream) {
      typedef uint64_t aligned_u64x4 __attribute__((ext_vector_type(4)));
      __builtin_nontemporal_store((aligned_u64x4)row, (aligned_u64x4 *)(out + i * os));
    } else {
      *(u64x4 *)(out + i * os) = row;
    }
  }
}

// Interleaving rows i and i + 4 three times carries element (r, c) to (c, r).
TK_INLINE void transpose_short_8x8(uint16_t *out, ptrdiff_t os, const uint16_t *in, ptrdiff_t is,
                                   int stream) {
  (void)stream;
  u16x8 a[8], b[8];
  for (int i = 0; i < 8; i++) { a[i] = *(const u16x8 *)(in + i * is); }
  for (int step = 0; step < 3; step++) {
    for (int i = 0; i < 4; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    memcpy(a, b, sizeof a);
  }
  for (int i = 0; i < 8; i++) { *(u16x8 *)(out + i * os) = a[i]; }
}

// As above with rows i and i + 8, four times.
TK_INLINE void transpose_16x16(uint8_t *out, ptrdiff_t os, const uint8_t *in, ptrdiff_t is,
                               int stream) {
  (void)stream;
  u8x16 a[16], b[16];
  for (int i = 0; i < 16; i++) { a[i] = *(const u8x16 *)(in + i * is); }
  for (int step = 0; step < 4; step++) {
    for (int i = 0; i < 8; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21,
                                         6, 22, 7, 23);
      b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28,
                                             13, 29, 14, 30, 15, 31);
    }
    memcpy(a, b, sizeof a);
  }
  for (int i = 0; i < 16; i++) { *(u8x16 *)(out + i * os) = a[i]; }
}

#define TRANSPOSE(T, BLOCK, BLOCK_FUNCTION, TILE)                                              \
  TK_INLINE void transpose_tiles_##T(T *out, ptrdiff_t os, const T *in, ptrdiff_t is,          \
                                     size_t rows, size_t cols, int stream) {                   \
    for (size_t r = 0; r < rows; r += TILE) {                                                  \
      for (size_t c = 0; c < cols; c += TILE) {                                                \
        for (size_t cc = c; cc < c + TILE; cc += BLOCK) {                                      \
          for (size_t rr = r; rr < r + TILE; rr += BLOCK) {                                    \
            BLOCK_FUNCTION(out + (ptrdiff_t)cc * os + (ptrdiff_t)rr, os,                       \
                           in + (ptrdiff_t)rr * is + (ptrdiff_t)cc, is, stream);               \
          }                                                                                    \
        }                                                                                      \
      }                                                                                        \
    }                                                                                          \
  }                                                                                            \
                                                                                               \
  static TK_CLONES void transpose_##T(T *out, ptrdiff_t os, const T *in, ptrdiff_t is,         \
                                      size_t rows, size_t cols) {                              \
    size_t tiled_rows = rows - rows % TILE, tiled_cols = cols - cols % TILE;                   \
    int aligned = ((uintptr_t)out | (uintptr_t)os * sizeof(T)) % 64 == 0;                      \
    if (aligned && rows * cols * sizeof(T) >= STREAMED_BYTES) {                                \
      transpose_tiles_##T(out, os, in, is, tiled_rows, tiled_cols, 1);                         \
    } else {                                                                                   \
      transpose_tiles_##T(out, os, in, is, tiled_rows, tiled_cols, 0);                         \
    }                                                                                          \
    for (size_t r = 0; r < rows; r++) {                                                        \
      for (size_t c = r < tiled_rows ? tiled_cols : 0; c < cols; c++) {                        \
        out[(ptrdiff_t)c * os + (ptrdiff_t)r] = in[(ptrdiff_t)r * is + (ptrdiff_t)c];          \
      }                                                                                        \
    }                                                                                          \
  }

TRANSPOSE(uint32_t, 8, transpose_8x8, 16)
TRANSPOSE(uint64_t, 4, transpose_4x4, 8)
TRANSPOSE(uint16_t, 8, transpose_short_8x8, 32)
TRANSPOSE(uint8_t, 16, transpose_16x16, 64)

void tk_transpose(size_t item_size, void *out, ptrdiff_t out_row_stride, const void *in,
                  ptrdiff_t in_row_stride, size_t rows, size_t cols) {
  switch (item_size) {
  case 1: transpose_uint8_t(out, out_row_stride, in, in_row_stride, rows, cols); break;
  case 2: transpose_uint16_t(out, out_row_stride, in, in_row_stride, rows, cols); break;
  case 4: transpose_uint32_t(out, out_row_stride, in, in_row_stride, rows, cols); break;
  case 8: transpose_uint64_t(out, out_row_stride, in, in_row_stride, rows, cols); break;
  }
}

#pragma clang assume_nonnull end
