// Distances of one float type: T, LANES for the elements of two vectors, F(name) for its functions,
// M(name) for its elementary functions and POW, its power. Included by distance.c.

#pragma clang assume_nonnull begin

TK_INLINE T F(distance)(const T *a, const T *b, size_t n, double p) {
  T sum = 0;
  if (p == 2) {
    for (size_t k = 0; k < n; k++) {
      _Pragma("clang fp reassociate(on)") T d = a[k] - b[k];
      sum += d * d;
    }
    return M(sqrt)(sum);
  }
  if (p == 1) {
    for (size_t k = 0; k < n; k++) {
      _Pragma("clang fp reassociate(on)") sum += M(abs)(a[k] - b[k]);
    }
    return sum;
  }
  if (p == 0) {
    for (size_t k = 0; k < n; k++) { sum += a[k] != b[k]; }
    return sum;
  }
  if (isinf(p)) {
    for (size_t k = 0; k < n; k++) {
      T d = M(abs)(a[k] - b[k]);
      sum = d > sum || d != d ? d : sum;
    }
    return sum;
  }
  for (size_t k = 0; k < n; k++) { sum += POW(M(abs)(a[k] - b[k]), (T)p); }
  return POW(sum, (T)(1 / p));
}

typedef T F(lanes) __attribute__((ext_vector_type(LANES), aligned(sizeof(T))));

// Sums over so many terms begin at 0, so that rounding errors of long rows do not pile up.
#define TERMS_AT_ONCE 256

// Adds to the first `columns` lanes of each of `count` rows of out the terms of p = 1 or p = 2. A
// panel holds one term of all lanes after the other.
TK_INLINE void F(distance_tile)(T *out, size_t out_step, const T *a, size_t a_step, const T *panel,
                                size_t terms, size_t columns, const int p, const int count) {
  F(lanes) sum[6];
  for (int i = 0; i < count; i++) { sum[i] = 0; }
  for (size_t k = 0; k < terms; k++, panel += LANES) {
    F(lanes) b = *(const F(lanes) *)panel;
    for (int i = 0; i < count; i++) {
      F(lanes) d = a[(size_t)i * a_step + k] - b;
      sum[i] = p == 2 ? sum[i] + d * d : sum[i] + __builtin_elementwise_abs(d);
    }
  }
  for (int i = 0; i < count; i++, out += out_step) {
    if (columns == LANES) {
      *(F(lanes) *)out = *(const F(lanes) *)out + sum[i];
    } else {
      for (size_t j = 0; j < columns; j++) { out[j] += sum[i][j]; }
    }
  }
}

TK_INLINE void F(distance_rows)(T *out, size_t out_step, const T *a, size_t a_step, size_t rows,
                                const T *panel, size_t terms, size_t columns, const int p) {
  size_t r = 0;
#define TILE(COUNT)                                                                                \
  F(distance_tile)(out + r * out_step, out_step, a + r * a_step, a_step, panel, terms, columns, p, \
                   COUNT)
  for (; r + 6 <= rows; r += 6) { TILE(6); }
  for (; r + 2 <= rows; r += 2) { TILE(2); }
  for (; r < rows; r++) { TILE(1); }
#undef TILE
}

// Many rows share the panels that the columns are copied to.
TK_INLINE void F(cdist_panels)(T *out, const T *a, const T *b, size_t rows, size_t cols,
                               size_t size, const int p) {
  T panel[TERMS_AT_ONCE * LANES];
  for (size_t i = 0; i < rows * cols; i++) { out[i] = 0; }
  for (size_t c = 0; c < cols; c += LANES) {
    size_t columns = cols - c < LANES ? cols - c : LANES;
    for (size_t start = 0; start < size; start += TERMS_AT_ONCE) {
      size_t terms = size - start < TERMS_AT_ONCE ? size - start : TERMS_AT_ONCE;
      for (size_t j = 0; j < LANES; j++) {
        const T *column = b + (c + (j < columns ? j : 0)) * size + start;
        for (size_t k = 0; k < terms; k++) { panel[k * LANES + j] = column[k]; }
      }
      F(distance_rows)(out + c, cols, a + start, size, rows, panel, terms, columns, p);
    }
  }
  if (p == 2) {
    for (size_t i = 0; i < rows * cols; i++) { out[i] = M(sqrt)(out[i]); }
  }
}

#undef TERMS_AT_ONCE

TK_CLONES void F(tk_cdist)(T *out, const T *a, const T *b, size_t rows, size_t cols, size_t size,
                           double p) {
  if (rows >= 6 && cols >= LANES / 2 && (p == 1 || p == 2)) {
    // Each call has its own copy of the code, without the choice of p in it.
    if (p == 2) {
      F(cdist_panels)(out, a, b, rows, cols, size, 2);
    } else {
      F(cdist_panels)(out, a, b, rows, cols, size, 1);
    }
    return;
  }
  for (size_t r = 0; r < rows; r++, a += size) {
    for (size_t c = 0; c < cols; c++) { *out++ = F(distance)(a, b + c * size, size, p); }
  }
}

TK_INLINE T F(sign)(T x) { return (T)((x > 0) - (x < 0)); }

// Adds g times the derivative of the distance of a from b by a.
TK_INLINE void F(distance_backward)(T *out, const T *a, const T *b, T g, T distance, size_t n,
                                    double p) {
  if (p == 1) {
    TK_VECTORIZE for (size_t k = 0; k < n; k++) {
      T d = a[k] - b[k];
      out[k] += d > 0 ? g : d < 0 ? -g : d != d ? d : 0;
    }
    return;
  }
  if (p == 0 || distance == 0) { return; }
  if (p == 2) {
    T slope = g / distance;
    TK_VECTORIZE for (size_t k = 0; k < n; k++) { out[k] += slope * (a[k] - b[k]); }
    return;
  }
  if (isinf(p)) {
    for (size_t k = 0; k < n; k++) {
      T d = a[k] - b[k];
      if (M(abs)(d) == distance) { out[k] += g * F(sign)(d); }
    }
    return;
  }
  T scale = g / POW(distance, (T)(p - 1));
  for (size_t k = 0; k < n; k++) {
    T d = a[k] - b[k];
    if (d != 0) { out[k] += scale * F(sign)(d) * POW(M(abs)(d), (T)(p - 1)); }
  }
}

TK_CLONES void F(tk_cdist_backward)(T *out, const T *a, const T *b, const T *gradient,
                                    const T *distances, size_t row_step, size_t col_step,
                                    size_t rows, size_t cols, size_t size, double p) {
  for (size_t r = 0; r < rows; r++, a += size, out += size) {
    for (size_t c = 0; c < cols; c++) {
      size_t pair = r * row_step + c * col_step;
      F(distance_backward)(out, a, b + c * size, gradient[pair], distances[pair], size, p);
    }
  }
}

#pragma clang assume_nonnull end
