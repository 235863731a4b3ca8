#include "tk_scatter.h"
#include "copy_bytes.h"
#include "tk_target.h"
#include <stdbool.h>
#include <string.h>

#pragma clang assume_nonnull begin

TK_CLONES size_t tk_first_outside(const int64_t *places, size_t count, int64_t low, int64_t high) {
  uint64_t size = (uint64_t)high - (uint64_t)low;
  for (size_t start = 0; start < count; start += 4096) {
    size_t end = count - start < 4096 ? count : start + 4096;
    uint64_t wrong = 0;
    for (size_t i = start; i < end; i++) { wrong |= (uint64_t)places[i] - (uint64_t)low >= size; }
    if (!wrong) { continue; }
    for (size_t i = start; i < end; i++) {
      if ((uint64_t)places[i] - (uint64_t)low >= size) { return i; }
    }
  }
  return count;
}

#define GATHER(T)                                                                             \
  static TK_CLONES void gather_##T(T *out, ptrdiff_t os, const int64_t *places, ptrdiff_t ps, \
                         const T *in, ptrdiff_t scale, ptrdiff_t is, size_t n) {              \
    if (ps == 0 && n > 0) {                                                                   \
      const T *from = in + places[0] * scale;                                                 \
      if (os == 1 && is == 1) {                                                               \
        tk_copy_bytes(out, from, n * sizeof(T));                                              \
      } else {                                                                                \
        for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) { out[i * os] = from[i * is]; }          \
      }                                                                                       \
    } else if (os == 1 && ps == 1 && is == 0) {                                               \
      for (size_t i = 0; i < n; i++) { out[i] = in[places[i] * scale]; }                      \
    } else {                                                                                  \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {                                          \
        out[i * os] = in[places[i * ps] * scale + i * is];                                    \
      }                                                                                       \
    }                                                                                         \
  }

GATHER(uint8_t)
GATHER(uint16_t)
GATHER(uint32_t)
GATHER(uint64_t)

void tk_gather(size_t item_size, void *out, ptrdiff_t os, const int64_t *places, ptrdiff_t ps,
               const void *in, ptrdiff_t scale, ptrdiff_t is, size_t count) {
  switch (item_size) {
  case 1: gather_uint8_t(out, os, places, ps, in, scale, is, count); break;
  case 2: gather_uint16_t(out, os, places, ps, in, scale, is, count); break;
  case 4: gather_uint32_t(out, os, places, ps, in, scale, is, count); break;
  case 8: gather_uint64_t(out, os, places, ps, in, scale, is, count); break;
  }
}

// So many places ahead: rows in random order are no pattern that processors foresee.
#define ROWS_AHEAD 8

TK_CLONES void tk_gather_rows(void *out, const int64_t *places, const void *in, ptrdiff_t step, size_t rows,
                    size_t size) {
  char *to = out;
  for (size_t r = 0; r < rows; r++, to += size) {
    if (r + ROWS_AHEAD < rows) {
      const char *ahead = (const char *)in + places[r + ROWS_AHEAD] * step;
      for (size_t i = 0; i < size && i < 1024; i += 64) { __builtin_prefetch(ahead + i); }
    }
    tk_copy_bytes(to, (const char *)in + places[r] * step, size);
  }
}

// Neighbours have targets of their own, so that either they or the steps may come first: those do that lie close in memory.
// Where neighbours go to one place, their targets are neighbours too and no two are the same: that
// loop may use vectors.
#define SCATTER(NAME, T, EXPR)                                                             \
  static TK_CLONES void NAME(void *out, const int64_t *places, const void *in,             \
                             const tk_scatter_walk *walk) {                                \
    tk_scatter_walk w = *walk;                                                             \
    if (w.in_step == 1 && w.in_stride != 1) {                                              \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)w.count; i++) {                                 \
        const int64_t *p = places + i * w.places_stride;                                   \
        const T *from = (const T *)in + i * w.in_stride;                                   \
        T *row = (T *)out + i * w.out_stride;                                              \
        for (ptrdiff_t s = 0; s < (ptrdiff_t)w.steps; s++) {                               \
          T *to = row + p[s * w.places_step] * w.scale;                                    \
          T a = *to, b = from[s];                                                          \
          (void)a;                                                                         \
          *to = (T)(EXPR);                                                                 \
        }                                                                                  \
      }                                                                                    \
      return;                                                                              \
    }                                                                                      \
    for (ptrdiff_t s = 0; s < (ptrdiff_t)w.steps; s++) {                                   \
      const int64_t *p = places + s * w.places_step;                                       \
      const T *from = (const T *)in + s * w.in_step;                                       \
      if (w.places_stride == 0 && w.out_stride == 1 && w.in_stride == 1) {                 \
        T *to = (T *)out + p[0] * w.scale;                                                 \
        TK_VECTORIZE for (size_t i = 0; i < w.count; i++) {                                \
          T a = to[i], b = from[i];                                                        \
          (void)a;                                                                         \
          to[i] = (T)(EXPR);                                                               \
        }                                                                                  \
      } else {                                                                             \
        for (ptrdiff_t i = 0; i < (ptrdiff_t)w.count; i++) {                               \
          T *to = (T *)out + p[i * w.places_stride] * w.scale + i * w.out_stride;          \
          T a = *to, b = from[i * w.in_stride];                                            \
          (void)a;                                                                         \
          *to = (T)(EXPR);                                                                 \
        }                                                                                  \
      }                                                                                    \
    }                                                                                      \
  }

SCATTER(write_1, uint8_t, b)
SCATTER(write_2, uint16_t, b)
SCATTER(write_4, uint32_t, b)
SCATTER(write_8, uint64_t, b)

void tk_scatter_write(size_t item_size, void *out, const int64_t *places, const void *in,
                      const tk_scatter_walk *walk) {
  switch (item_size) {
  case 1: write_1(out, places, in, walk); break;
  case 2: write_2(out, places, in, walk); break;
  case 4: write_4(out, places, in, walk); break;
  case 8: write_8(out, places, in, walk); break;
  }
}

// Integers are added and multiplied unsigned, so that they wrap. A NaN that is there stays, one that
// comes wins.
#define REDUCTIONS(NAME, T, U)                            \
  SCATTER(sum_##NAME, T, (U)a + (U)b)                     \
  SCATTER(prod_##NAME, T, (U)a * (U)b)                    \
  SCATTER(max_##NAME, T, ((a >= b) | (a != a)) ? a : b)   \
  SCATTER(min_##NAME, T, ((a <= b) | (a != a)) ? a : b)

REDUCTIONS(f32, float, float)
REDUCTIONS(f64, double, double)
REDUCTIONS(i64, int64_t, uint64_t)
REDUCTIONS(i32, int32_t, uint32_t)
REDUCTIONS(i16, int16_t, uint32_t)
REDUCTIONS(i8, int8_t, uint32_t)
REDUCTIONS(u8, uint8_t, uint32_t)
SCATTER(or_bool, uint8_t, a | b)
SCATTER(and_bool, uint8_t, a & b)

#define ROW(DTYPE, NAME) [DTYPE] = {sum_##NAME, prod_##NAME, max_##NAME, min_##NAME}

tk_scatter_fn _Nullable tk_scatter(tk_scatter_op op, tk_dtype dtype) {
  static const tk_scatter_fn _Nullable table[TK_DTYPE_COUNT][TK_SCATTER_COUNT] = {
      ROW(TK_FLOAT32, f32), ROW(TK_FLOAT64, f64), ROW(TK_INT64, i64),
      ROW(TK_INT32, i32),   ROW(TK_INT16, i16),   ROW(TK_INT8, i8),
      ROW(TK_UINT8, u8),    [TK_BOOL] = {or_bool, and_bool, or_bool, and_bool},
  };
  return table[dtype][op];
}

#pragma clang assume_nonnull end
