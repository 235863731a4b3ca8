// Softmax and cross entropy of one float type: T, F(name) for its functions, M(name) for its
// elementary functions. Included by rows_f32.c and rows_f64.c.

#pragma clang assume_nonnull begin

typedef T F(lanes) __attribute__((ext_vector_type(64 / sizeof(T)), aligned(sizeof(T))));

// The largest of a row. A NaN may be passed over: x - max is NaN all the same where x is.
TK_INLINE T F(row_max)(const T *x, size_t n) {
  enum { WIDTH = 64 / sizeof(T) };
  T best = -(T)INFINITY;
  size_t i = 0;
  if (n >= WIDTH) {
    F(lanes) lanes = *(const F(lanes) *)x;
    for (i = WIDTH; i + WIDTH <= n; i += WIDTH) {
      F(lanes) y = *(const F(lanes) *)(x + i);
      lanes = y > lanes ? y : lanes;
    }
    for (int k = 0; k < WIDTH; k++) { best = lanes[k] > best ? lanes[k] : best; }
  }
  for (; i < n; i++) { best = x[i] > best ? x[i] : best; }
  return best;
}

// What stands in `of` where the row `x` has its largest element.
TK_INLINE T F(at_row_max)(const T *of, const T *x, size_t n) {
  enum { WIDTH = 64 / sizeof(T) };
  T best = -(T)INFINITY, found = 0;
  size_t i = 0;
  if (n >= WIDTH) {
    F(lanes) lanes = *(const F(lanes) *)x, at = *(const F(lanes) *)of;
    for (i = WIDTH; i + WIDTH <= n; i += WIDTH) {
      F(lanes) y = *(const F(lanes) *)(x + i);
      at = y > lanes ? *(const F(lanes) *)(of + i) : at;
      lanes = y > lanes ? y : lanes;
    }
    for (int k = 0; k < WIDTH; k++) {
      if (lanes[k] > best) { best = lanes[k], found = at[k]; }
    }
  }
  for (; i < n; i++) {
    if (x[i] > best) { best = x[i], found = of[i]; }
  }
  return found;
}

TK_INLINE T F(exp_sum)(const T *x, T max, size_t n) {
  T sum = 0;
  TK_VECTORIZE for (size_t j = 0; j < n; j++) {
    _Pragma("clang fp reassociate(on)") T e = M(exp_nonpositive)(x[j] - max);
    sum += e;
  }
  return sum;
}

TK_CLONES void F(tk_softmax)(T *out, const T *in, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    T max = F(row_max)(in, cols), sum = 0;
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") T e = M(exp_nonpositive)(in[j] - max);
      out[j] = e;
      sum += e;
    }
    T scale = 1 / sum;
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = out[j] * scale; }
  }
}

TK_CLONES void F(tk_log_softmax)(T *out, const T *in, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    T max = F(row_max)(in, cols);
    T log_sum = M(log)(F(exp_sum)(in, max, cols));
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = (in[j] - max) - log_sum; }
  }
}

TK_CLONES void F(tk_softmax_backward)(T *out, const T *gradient, const T *result, size_t rows,
                                      size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += cols, result += cols, out += cols) {
    // What all of a row's gradients share has no effect. Without the share of the largest result, the
    // little that is left where it is nearly 1 does not drown in the rounding of that.
    T shared = F(at_row_max)(gradient, result, cols), sum = 0;
    if (!isfinite(shared)) { shared = 0; }
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") sum += (gradient[j] - shared) * result[j];
    }
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      out[j] = result[j] * (gradient[j] - shared - sum);
    }
  }
}

TK_CLONES void F(tk_log_softmax_backward)(T *out, const T *gradient, const T *result, size_t rows,
                                          size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += cols, result += cols, out += cols) {
    T sum = 0;
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") sum += gradient[j];
    }
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = gradient[j] - M(exp)(result[j]) * sum; }
  }
}

// Of columns: as many at once as keep what is known of them in the first cache, and of their sums so many rows before these
// are added up, so that rounding grows little with the rows.
enum { F(COLUMNS_AT_ONCE) = 512, F(ROWS_AT_ONCE) = 64 };

// The largest of each column. A NaN may be passed over, as in row_max.
TK_INLINE void F(column_maxima)(T *restrict maxima, const T *in, size_t length, size_t columns,
                                ptrdiff_t step) {
  for (size_t j = 0; j < columns; j++) { maxima[j] = -(T)INFINITY; }
  for (size_t i = 0; i < length; i++, in += step) {
    for (size_t j = 0; j < columns; j++) { maxima[j] = in[j] > maxima[j] ? in[j] : maxima[j]; }
  }
}

// For each column the sum over its rows of EXPRESSION, which sees row `i` and column `j`.
#define COLUMN_SUMS(sums, length, columns, EXPRESSION)                                             \
  for (size_t j = 0; j < (columns); j++) { (sums)[j] = 0; }                                        \
  for (size_t start = 0; start < (length); start += F(ROWS_AT_ONCE)) {                             \
    T part[F(COLUMNS_AT_ONCE)];                                                                    \
    for (size_t j = 0; j < (columns); j++) { part[j] = 0; }                                        \
    for (size_t i = start; i < (length) && i < start + F(ROWS_AT_ONCE); i++) {                     \
      ptrdiff_t at = (ptrdiff_t)i * step;                                                          \
      TK_VECTORIZE for (size_t j = 0; j < (columns); j++) { part[j] += (EXPRESSION); }             \
    }                                                                                              \
    for (size_t j = 0; j < (columns); j++) { (sums)[j] += part[j]; }                               \
  }

TK_CLONES void F(tk_softmax_columns)(T *out, const T *in, size_t length, size_t columns,
                                     ptrdiff_t step) {
  T maxima[F(COLUMNS_AT_ONCE)], sums[F(COLUMNS_AT_ONCE)];
  for (size_t left = columns; left > 0; out += columns, in += columns, left -= columns) {
    columns = left < F(COLUMNS_AT_ONCE) ? left : F(COLUMNS_AT_ONCE);
    F(column_maxima)(maxima, in, length, columns, step);
    COLUMN_SUMS(sums, length, columns,
                out[at + (ptrdiff_t)j] = M(exp_nonpositive)(in[at + (ptrdiff_t)j] - maxima[j]))
    for (size_t j = 0; j < columns; j++) { sums[j] = 1 / sums[j]; }
    for (size_t i = 0; i < length; i++) {
      T *row = out + (ptrdiff_t)i * step;
      TK_VECTORIZE for (size_t j = 0; j < columns; j++) { row[j] = row[j] * sums[j]; }
    }
  }
}

TK_CLONES void F(tk_log_softmax_columns)(T *out, const T *in, size_t length, size_t columns,
                                         ptrdiff_t step) {
  T maxima[F(COLUMNS_AT_ONCE)], sums[F(COLUMNS_AT_ONCE)];
  for (size_t left = columns; left > 0; out += columns, in += columns, left -= columns) {
    columns = left < F(COLUMNS_AT_ONCE) ? left : F(COLUMNS_AT_ONCE);
    F(column_maxima)(maxima, in, length, columns, step);
    COLUMN_SUMS(sums, length, columns, M(exp_nonpositive)(in[at + (ptrdiff_t)j] - maxima[j]))
    for (size_t j = 0; j < columns; j++) { sums[j] = M(log)(sums[j]); }
    for (size_t i = 0; i < length; i++) {
      ptrdiff_t at = (ptrdiff_t)i * step;
      TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
        out[at + (ptrdiff_t)j] = (in[at + (ptrdiff_t)j] - maxima[j]) - sums[j];
      }
    }
  }
}

TK_CLONES void F(tk_softmax_columns_backward)(T *out, const T *gradient, const T *result,
                                              size_t length, size_t columns, ptrdiff_t step) {
  T largest[F(COLUMNS_AT_ONCE)], shared[F(COLUMNS_AT_ONCE)], sums[F(COLUMNS_AT_ONCE)];
  for (size_t left = columns; left > 0;
       out += columns, gradient += columns, result += columns, left -= columns) {
    columns = left < F(COLUMNS_AT_ONCE) ? left : F(COLUMNS_AT_ONCE);
    for (size_t j = 0; j < columns; j++) { largest[j] = -(T)INFINITY, shared[j] = 0; }
    for (size_t i = 0; i < length; i++) {
      const T *g = gradient + (ptrdiff_t)i * step, *y = result + (ptrdiff_t)i * step;
      for (size_t j = 0; j < columns; j++) {
        shared[j] = y[j] > largest[j] ? g[j] : shared[j];
        largest[j] = y[j] > largest[j] ? y[j] : largest[j];
      }
    }
    // As in tk_softmax_backward.
    for (size_t j = 0; j < columns; j++) { shared[j] = isfinite(shared[j]) ? shared[j] : 0; }
    COLUMN_SUMS(sums, length, columns,
                (gradient[at + (ptrdiff_t)j] - shared[j]) * result[at + (ptrdiff_t)j])
    for (size_t i = 0; i < length; i++) {
      ptrdiff_t at = (ptrdiff_t)i * step;
      TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
        T rest = gradient[at + (ptrdiff_t)j] - shared[j] - sums[j];
        out[at + (ptrdiff_t)j] = result[at + (ptrdiff_t)j] * rest;
      }
    }
  }
}

TK_CLONES void F(tk_log_softmax_columns_backward)(T *out, const T *gradient, const T *result,
                                                  size_t length, size_t columns, ptrdiff_t step) {
  T sums[F(COLUMNS_AT_ONCE)];
  for (size_t left = columns; left > 0;
       out += columns, gradient += columns, result += columns, left -= columns) {
    columns = left < F(COLUMNS_AT_ONCE) ? left : F(COLUMNS_AT_ONCE);
    COLUMN_SUMS(sums, length, columns, gradient[at + (ptrdiff_t)j])
    for (size_t i = 0; i < length; i++) {
      ptrdiff_t at = (ptrdiff_t)i * step;
      TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
        out[at + (ptrdiff_t)j] =
            gradient[at + (ptrdiff_t)j] - M(exp)(result[at + (ptrdiff_t)j]) * sums[j];
      }
    }
  }
}

#undef COLUMN_SUMS

TK_CLONES void F(tk_cross_entropy)(T *losses, T *log_sum_exp, const T *logits,
                                   const int64_t *labels, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, logits += cols) {
    T max = F(row_max)(logits, cols);
    T log_sum = M(log)(F(exp_sum)(logits, max, cols));
    log_sum_exp[r] = max + log_sum;
    uint64_t label = (uint64_t)labels[r];
    losses[r] = label < cols ? log_sum - (logits[label] - max) : 0;
  }
}

TK_CLONES void F(tk_cross_entropy_backward)(T *out, const T *logits, const T *log_sum_exp,
                                            const int64_t *labels, const T *row_scale, size_t rows,
                                            size_t cols) {
  for (size_t r = 0; r < rows; r++, logits += cols, out += cols) {
    uint64_t label = (uint64_t)labels[r];
    if (label >= cols) {
      for (size_t j = 0; j < cols; j++) { out[j] = 0; }
      continue;
    }
    T lse = log_sum_exp[r], scale = row_scale[r];
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      out[j] = M(exp_nonpositive)(logits[j] - lse) * scale;
    }
    out[label] -= scale;
  }
}

#pragma clang assume_nonnull end
