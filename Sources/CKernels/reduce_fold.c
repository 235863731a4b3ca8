#include "reduce_tables.h"

// Elements are combined one after another within a block, in as many vector lanes as the
// processor has, and blocks pairwise. The partial results of 2^k blocks wait on a stack until
// there are as many again: the set bits of the block count say what is on it.
#define ROW_BLOCK 1024
#define COLUMN_BLOCK 64
#define COLUMNS 256
#define LEVELS 32

#define PLUS(a, b) ((a) + (b))
#define TIMES(a, b) ((a) * (b))
#define OR(a, b) ((a) | (b))
#define AND(a, b) ((a) & (b))

// Reassociation is asked for where lanes are added, nowhere else: NaN and Inf keep their meaning.
#define FOLD(NAME, T, A, NEUTRAL, COMBINE, VALUE)                                              \
  TK_INLINE A NAME##_block(const T *_Nonnull in, size_t n) {                                   \
    A sum = NEUTRAL;                                                                           \
    for (size_t i = 0; i < n; i++) {                                                           \
      _Pragma("clang fp reassociate(on)") T x = in[i];                                         \
      sum = (A)COMBINE(sum, (A)(VALUE));                                                       \
    }                                                                                          \
    return sum;                                                                                \
  }                                                                                            \
                                                                                               \
  TK_INLINE A NAME##_row(const T *_Nonnull in, size_t n) {                                     \
    if (n <= ROW_BLOCK) return NAME##_block(in, n);                                            \
    A stack[LEVELS];                                                                           \
    int top = 0;                                                                               \
    for (size_t block = 0, start = 0; start < n; block++, start += ROW_BLOCK) {                \
      A sum = NAME##_block(in + start, n - start < ROW_BLOCK ? n - start : ROW_BLOCK);         \
      for (size_t bits = block; bits & 1; bits >>= 1) {                                        \
        top--;                                                                                 \
        sum = (A)COMBINE(stack[top], sum);                                                     \
      }                                                                                        \
      stack[top++] = sum;                                                                      \
    }                                                                                          \
    for (; top > 1; top--) { stack[top - 2] = (A)COMBINE(stack[top - 2], stack[top - 1]); }    \
    return stack[0];                                                                           \
  }                                                                                            \
                                                                                               \
  /* Four rows a pass, in their order, so that the running sums are loaded and stored once. */ \
  TK_INLINE void NAME##_rows(A *_Nonnull restrict sums, const T *_Nonnull in, size_t rows,     \
                             size_t columns, ptrdiff_t stride) {                               \
    for (size_t j = 0; j < columns; j++) { sums[j] = NEUTRAL; }                                \
    size_t r = 0;                                                                              \
    for (; r + 4 <= rows; r += 4) {                                                            \
      const T *_Nonnull row = in + (ptrdiff_t)r * stride;                                      \
      for (size_t j = 0; j < columns; j++) {                                                   \
        A sum = sums[j];                                                                       \
        for (int k = 0; k < 4; k++) {                                                          \
          T x = row[k * stride + (ptrdiff_t)j];                                                \
          sum = (A)COMBINE(sum, (A)(VALUE));                                                   \
        }                                                                                      \
        sums[j] = sum;                                                                         \
      }                                                                                        \
    }                                                                                          \
    for (; r < rows; r++) {                                                                    \
      const T *_Nonnull row = in + (ptrdiff_t)r * stride;                                      \
      for (size_t j = 0; j < columns; j++) {                                                   \
        T x = row[j];                                                                          \
        sums[j] = (A)COMBINE(sums[j], (A)(VALUE));                                             \
      }                                                                                        \
    }                                                                                          \
  }                                                                                            \
                                                                                               \
  TK_INLINE void NAME##_columns(A *_Nonnull out, const T *_Nonnull in, size_t n,               \
                                size_t columns, ptrdiff_t stride) {                            \
    if (n <= COLUMN_BLOCK) {                                                                   \
      NAME##_rows(out, in, n, columns, stride);                                                \
      return;                                                                                  \
    }                                                                                          \
    A stack[LEVELS][COLUMNS];                                                                  \
    int top = 0;                                                                               \
    for (size_t block = 0, start = 0; start < n; block++, start += COLUMN_BLOCK) {             \
      size_t rows = n - start < COLUMN_BLOCK ? n - start : COLUMN_BLOCK;                       \
      NAME##_rows(stack[top++], in + (ptrdiff_t)start * stride, rows, columns, stride);        \
      for (size_t bits = block; bits & 1; bits >>= 1, top--) {                                 \
        for (size_t j = 0; j < columns; j++) {                                                 \
          stack[top - 2][j] = (A)COMBINE(stack[top - 2][j], stack[top - 1][j]);                \
        }                                                                                      \
      }                                                                                        \
    }                                                                                          \
    for (; top > 1; top--) {                                                                   \
      for (size_t j = 0; j < columns; j++) {                                                   \
        stack[top - 2][j] = (A)COMBINE(stack[top - 2][j], stack[top - 1][j]);                  \
      }                                                                                        \
    }                                                                                          \
    for (size_t j = 0; j < columns; j++) { out[j] = stack[0][j]; }                             \
  }                                                                                            \
                                                                                               \
  static TK_CLONES void NAME REDUCE_PARAMETERS {                                               \
    A *_Nonnull out = out_;                                                                    \
    for (size_t o = 0; o < outer; o++) {                                                       \
      const T *_Nonnull in = (const T *)in_ + (ptrdiff_t)o * outer_stride;                     \
      if (inner == 1 && reduce_stride == 1) {                                                  \
        out[o] = NAME##_row(in, reduce);                                                       \
        continue;                                                                              \
      }                                                                                        \
      for (size_t j = 0; j < inner; j += COLUMNS) {                                            \
        size_t columns = inner - j < COLUMNS ? inner - j : COLUMNS;                            \
        NAME##_columns(out + o * inner + j, in + j, reduce, columns, reduce_stride);           \
      }                                                                                        \
    }                                                                                          \
  }

// Integers are summed as uint64, where overflow wraps, from int64, so that the sign is carried.
FOLD(sum_f32, float, float, 0, PLUS, x)
FOLD(sum_f64, double, double, 0, PLUS, x)
FOLD(sum_i64, int64_t, uint64_t, 0, PLUS, x)
FOLD(sum_i32, int32_t, uint64_t, 0, PLUS, (int64_t)x)
FOLD(sum_i16, int16_t, uint64_t, 0, PLUS, (int64_t)x)
FOLD(sum_i8, int8_t, uint64_t, 0, PLUS, (int64_t)x)
FOLD(sum_u8, uint8_t, uint64_t, 0, PLUS, x)

FOLD(squares_f32, float, float, 0, PLUS, x *x)
FOLD(squares_f64, double, double, 0, PLUS, x *x)
FOLD(magnitudes_f32, float, float, 0, PLUS, __builtin_fabsf(x))
FOLD(magnitudes_f64, double, double, 0, PLUS, __builtin_fabs(x))

FOLD(prod_f32, float, float, 1, TIMES, x)
FOLD(prod_f64, double, double, 1, TIMES, x)
FOLD(prod_i64, int64_t, uint64_t, 1, TIMES, x)
FOLD(prod_i32, int32_t, uint64_t, 1, TIMES, (int64_t)x)
FOLD(prod_i16, int16_t, uint64_t, 1, TIMES, (int64_t)x)
FOLD(prod_i8, int8_t, uint64_t, 1, TIMES, (int64_t)x)
FOLD(prod_u8, uint8_t, uint64_t, 1, TIMES, x)

#define TRUTH(SUFFIX, T)                                    \
  FOLD(any_##SUFFIX, T, uint8_t, 0, OR, x != 0)             \
  FOLD(all_##SUFFIX, T, uint8_t, 1, AND, x != 0)            \
  FOLD(count_##SUFFIX, T, uint64_t, 0, PLUS, x != 0)
TRUTH(f32, float)
TRUTH(f64, double)
TRUTH(i64, int64_t)
TRUTH(i32, int32_t)
TRUTH(i16, int16_t)
TRUTH(i8, int8_t)
TRUTH(u8, uint8_t)

#define ROW(OP, NAME) [OP] = REDUCE_ROW(NAME)

const tk_reduce_fn _Nullable tk_reduce_folds[TK_REDUCE_COUNT][TK_DTYPE_COUNT] = {
    ROW(TK_SUM, sum), ROW(TK_PROD, prod),           ROW(TK_ANY, any),
    ROW(TK_ALL, all), ROW(TK_COUNT_NONZERO, count),
    [TK_SUM_SQUARES] = {[TK_FLOAT32] = squares_f32, [TK_FLOAT64] = squares_f64},
    [TK_SUM_MAGNITUDES] = {[TK_FLOAT32] = magnitudes_f32, [TK_FLOAT64] = magnitudes_f64},
};
