#include "tk_scan.h"
#include "tk_target.h"
#include <math.h>
#include <string.h>

#pragma clang assume_nonnull begin

#define COLUMNS 256

#define SCAN_PARAMETERS \
  (void *out_, const void *in_, size_t outer, size_t n, size_t inner, size_t stride)

// A running value of type A, combined with each element in turn.
#define SCAN(NAME, T, A, START, COMBINE)                                      \
  static TK_CLONES void NAME SCAN_PARAMETERS {                                \
    T *out = out_;                                                            \
    const T *in = in_;                                                        \
    for (size_t o = 0; o < outer; o++, in += n * stride, out += n * stride) {   \
      if (stride == 1) {                                                       \
        A value = START;                                                      \
        for (size_t i = 0; i < n; i++) {                                      \
          value = value COMBINE(A) in[i];                                     \
          out[i] = (T)value;                                                  \
        }                                                                     \
        continue;                                                             \
      }                                                                       \
      for (size_t start = 0; start < inner; start += COLUMNS) {               \
        size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;   \
        A values[COLUMNS];                                                    \
        for (size_t j = 0; j < columns; j++) { values[j] = START; }           \
        for (size_t i = 0; i < n; i++) {                                      \
          const T *row = in + i * stride + start;                              \
          T *result = out + i * stride + start;                                \
          TK_VECTORIZE for (size_t j = 0; j < columns; j++) {                 \
            A value = values[j] COMBINE(A) row[j];                            \
            values[j] = value;                                                \
            result[j] = (T)value;                                             \
          }                                                                   \
        }                                                                     \
      }                                                                       \
    }                                                                         \
  }

SCAN(cumsum_f32, float, double, 0, +)
SCAN(cumsum_f64, double, double, 0, +)
SCAN(cumsum_i64, int64_t, uint64_t, 0, +)
SCAN(cumprod_f32, float, double, 1, *)
SCAN(cumprod_f64, double, double, 1, *)
SCAN(cumprod_i64, int64_t, uint64_t, 1, *)

// log(sum exp) is kept as the largest element so far and the sum of exponentials divided by that
// one's, so that nothing overflows and errors do not pass through a logarithm at each step.
#define LOG_SCAN(NAME, T)                                                   \
  static void NAME SCAN_PARAMETERS {                                        \
    for (size_t o = 0; o < outer; o++) {                                    \
      for (size_t j = 0; j < inner; j++) {                                  \
        const T *in = (const T *)in_ + o * n * stride + j;                   \
        T *out = (T *)out_ + o * n * stride + j;                             \
        double largest = -INFINITY, sum = 0;                                \
        for (size_t i = 0; i < n; i++) {                                    \
          double x = in[i * stride], below = x - largest;                    \
          if (x > largest) {                                                \
            sum = sum * exp(-below) + 1;                                    \
            largest = x;                                                    \
          } else if (x != x) {                                              \
            largest = x;                                                    \
          } else if (below == below) {                                      \
            sum += exp(below);                                              \
          }                                                                 \
          out[i * stride] = (T)(sum == 0 ? largest : largest + log(sum));    \
        }                                                                   \
      }                                                                     \
    }                                                                       \
  }

LOG_SCAN(logcumsumexp_f32, float)
LOG_SCAN(logcumsumexp_f64, double)

// A later element replaces one that it equals; NaN replaces all and is replaced by NaN alone.
#define PLACE_SCAN(NAME, T, ORDER)                                             \
  static TK_CLONES void NAME SCAN_PARAMETERS {                                 \
    for (size_t o = 0; o < outer; o++) {                                       \
      const T *in = (const T *)in_ + o * n * stride;                            \
      int64_t *out = (int64_t *)out_ + o * n * stride;                          \
      for (size_t start = 0; start < inner; start += COLUMNS) {                \
        size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;    \
        T best[COLUMNS];                                                       \
        int64_t places[COLUMNS];                                               \
        for (size_t i = 0; i < n; i++) {                                       \
          const T *row = in + i * stride + start;                               \
          int64_t *result = out + i * stride + start;                           \
          if (i == 0) memcpy(best, row, columns * sizeof(T));                  \
          if (i == 0) memset(places, 0, sizeof places);                        \
          for (size_t j = 0; j < columns; j++) {                               \
            T x = row[j], y = best[j];                                         \
            int replaces = (x ORDER y) | (x != x);                             \
            best[j] = replaces ? x : y;                                        \
            places[j] = replaces ? (int64_t)i : places[j];                     \
            result[j] = places[j];                                             \
          }                                                                    \
        }                                                                      \
      }                                                                        \
    }                                                                          \
  }

#define PLACE_SCANS(SUFFIX, T)         \
  PLACE_SCAN(cummax_##SUFFIX, T, >=)   \
  PLACE_SCAN(cummin_##SUFFIX, T, <=)
PLACE_SCANS(f32, float)
PLACE_SCANS(f64, double)
PLACE_SCANS(i64, int64_t)
PLACE_SCANS(i32, int32_t)

#define PLACES(NAME)                                                             \
  {[TK_FLOAT32] = NAME##_f32, [TK_FLOAT64] = NAME##_f64, [TK_INT64] = NAME##_i64, \
   [TK_INT32] = NAME##_i32}
#define NUMBERS(NAME) \
  {[TK_FLOAT32] = NAME##_f32, [TK_FLOAT64] = NAME##_f64, [TK_INT64] = NAME##_i64}

static const tk_scan_fn _Nullable scans[TK_SCAN_COUNT][TK_DTYPE_COUNT] = {
    [TK_CUMSUM] = NUMBERS(cumsum),
    [TK_CUMPROD] = NUMBERS(cumprod),
    [TK_LOGCUMSUMEXP] = {[TK_FLOAT32] = logcumsumexp_f32, [TK_FLOAT64] = logcumsumexp_f64},
    [TK_CUMMAX] = PLACES(cummax),
    [TK_CUMMIN] = PLACES(cummin),
};

tk_scan_fn _Nullable tk_scan(tk_scan_op op, tk_dtype dtype) { return scans[op][dtype]; }

#define RECURRENCE(NAME, T)                                                                  \
  TK_CLONES void NAME(T *out, const T *add, const T *factor, size_t outer, size_t n,         \
                      size_t inner, size_t stride) {                                                        \
    for (size_t o = 0; o < outer; o++) {                                                     \
      for (size_t start = 0; start < inner; start += COLUMNS) {                              \
        size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;                  \
        double values[COLUMNS];                                                              \
        for (size_t i = 0; i < n; i++) {                                                     \
          size_t row = (o * n + i) * stride + start;                                          \
          for (size_t j = 0; j < columns; j++) {                                             \
            double value = add[row + j];                                                     \
            if (i > 0) value += (double)factor[row + j] * values[j];                         \
            values[j] = value;                                                               \
            out[row + j] = (T)value;                                                         \
          }                                                                                  \
        }                                                                                    \
      }                                                                                      \
    }                                                                                        \
  }

RECURRENCE(tk_recurrence_f32, float)
RECURRENCE(tk_recurrence_f64, double)

#pragma clang assume_nonnull end
