// Distances of one float type: T, F(name) for its functions, M(name) for its elementary functions
// and POW, its power. Included by distance.c.

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

TK_CLONES void F(tk_cdist)(T *out, const T *a, const T *b, size_t rows, size_t cols, size_t size,
                           double p) {
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
