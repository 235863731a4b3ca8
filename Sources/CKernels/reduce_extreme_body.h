// The extreme value of one element type and its position: T, SUFFIX, STEM and ORDER. Included by
// reduce_extreme.c.

TK_INLINE T NAME(block_)(const T *_Nonnull in, size_t n) {
  enum { WIDTH = 64 / sizeof(T) };
  typedef VECTOR_OF(SUFFIX) V;
  T best = in[0];
  size_t i = 1;
  if (n >= 4 * WIDTH) {
    // Four at a time: each comparison waits for the one before it in its place.
    V best_of[4];
    for (int k = 0; k < 4; k++) { best_of[k] = *(const V *)(in + k * WIDTH); }
    for (i = 4 * WIDTH; i + 4 * WIDTH <= n; i += 4 * WIDTH) {
      for (int k = 0; k < 4; k++) {
        V x = *(const V *)(in + i + k * WIDTH);
        best_of[k] = LANE_BEATS(x, best_of[k]) ? x : best_of[k];
      }
    }
    V a = best_of[0];
    for (int k = 1; k < 4; k++) { a = LANE_BEATS(best_of[k], a) ? best_of[k] : a; }
    T lanes[WIDTH];
    memcpy(lanes, &a, sizeof lanes);
    for (int half = WIDTH / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        lanes[k] = LANE_BEATS(lanes[k + half], lanes[k]) ? lanes[k + half] : lanes[k];
      }
    }
    best = lanes[0];
  }
  for (; i < n; i++) { best = LANE_BEATS(in[i], best) ? in[i] : best; }
  return best;
}

static TK_CLONES void NAME(value_) REDUCE_PARAMETERS {
  T *_Nonnull out = out_;
  for (size_t o = 0; o < outer; o++) {
    const T *_Nonnull in = (const T *)in_ + (ptrdiff_t)o * outer_stride;
    if (inner == 1 && reduce_stride == 1) {
      out[o] = NAME(block_)(in, reduce);
      continue;
    }
    for (size_t start = 0; start < inner; start += COLUMNS) {
      size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;
      T *_Nonnull best = out + o * inner + start;
      memcpy(best, in + start, columns * sizeof(T));
      size_t r = 1;
      for (; r + 4 <= reduce; r += 4) {
        const T *_Nonnull row = in + (ptrdiff_t)r * reduce_stride + (ptrdiff_t)start;
        TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
          T y = best[j];
          for (int k = 0; k < 4; k++) {
            T x = row[k * reduce_stride + (ptrdiff_t)j];
            y = LANE_BEATS(x, y) ? x : y;
          }
          best[j] = y;
        }
      }
      for (; r < reduce; r++) {
        const T *_Nonnull row = in + (ptrdiff_t)r * reduce_stride + (ptrdiff_t)start;
        TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
          T x = row[j], y = best[j];
          best[j] = LANE_BEATS(x, y) ? x : y;
        }
      }
    }
  }
}

TK_INLINE int64_t NAME(position_in_row_)(const T *_Nonnull in, size_t n) {
  size_t first = 0;
  T best = NAME(block_)(in, n < BLOCK ? n : BLOCK);
  for (size_t start = BLOCK; start < n; start += BLOCK) {
    T value = NAME(block_)(in + start, n - start < BLOCK ? n - start : BLOCK);
    if (BEATS(value, best)) {
      best = value;
      first = start;
    }
  }
  while (!IS_SAME(in[first], best)) { first++; }
  return (int64_t)first;
}

static TK_CLONES void NAME(position_) REDUCE_PARAMETERS {
  int64_t *_Nonnull out = out_;
  for (size_t o = 0; o < outer; o++) {
    const T *_Nonnull in = (const T *)in_ + (ptrdiff_t)o * outer_stride;
    if (inner == 1 && reduce_stride == 1) {
      out[o] = NAME(position_in_row_)(in, reduce);
      continue;
    }
    for (size_t start = 0; start < inner; start += COLUMNS) {
      size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;
      T best[COLUMNS];
      int64_t *_Nonnull position = out + o * inner + start;
      memcpy(best, in + start, columns * sizeof(T));
      memset(position, 0, columns * sizeof(int64_t));
      for (size_t r = 1; r < reduce; r++) {
        const T *_Nonnull row = in + (ptrdiff_t)r * reduce_stride + (ptrdiff_t)start;
        TK_VECTORIZE for (size_t j = 0; j < columns; j++) {
          T x = row[j], y = best[j];
          int64_t p = position[j];
          position[j] = BEATS(x, y) ? (int64_t)r : p;
          best[j] = BEATS(x, y) ? x : y;
        }
      }
    }
  }
}

#undef T
#undef SUFFIX
