// The largest elements of windows, for one element type: T, F(name) for its functions, LOWEST for its
// smallest value, IS_NAN, NUMBER for an integer as wide and LANES for what a vector holds. Included by pool.c.

#pragma clang assume_nonnull begin

typedef T F(values) __attribute__((ext_vector_type(LANES), aligned(sizeof(T))));
typedef NUMBER F(numbers) __attribute__((ext_vector_type(LANES), aligned(sizeof(T))));
typedef int64_t F(indices) __attribute__((ext_vector_type(LANES), aligned(8)));

// The window of one result. A NaN is larger than all; whatever comes first is larger than nothing.
TK_INLINE void F(max_window)(T *out, int64_t *index, const T *in, const tk_windows *axes,
                             ptrdiff_t i, ptrdiff_t j, ptrdiff_t k) {
  const tk_windows *deep = axes, *high = axes + 1, *wide = axes + 2;
  T best = LOWEST;
  ptrdiff_t place = -1;
  for (ptrdiff_t d = deep->starts[i]; d < deep->ends[i]; d += deep->step) {
    for (ptrdiff_t h = high->starts[j]; h < high->ends[j]; h += high->step) {
      ptrdiff_t row = (d * high->size + h) * wide->size;
      for (ptrdiff_t w = wide->starts[k]; w < wide->ends[k]; w += wide->step) {
        T v = in[row + w];
        int take = (v > best) | IS_NAN(v) | (place < 0);
        best = take ? v : best;
        place = take ? row + w : place;
      }
    }
  }
  *out = best;
  *index = place;
}

// LANES windows next to each other, which begin `stride` places apart and have all their places in
// the last axis.
TK_INLINE void F(max_windows)(T *out, int64_t *index, const T *in, const tk_windows *axes,
                              ptrdiff_t i, ptrdiff_t j, ptrdiff_t k, const int stride) {
  const tk_windows *deep = axes, *high = axes + 1, *wide = axes + 2;
  F(values) best = LOWEST;
  F(numbers) place = -1, steps;
  for (int lane = 0; lane < LANES; lane++) { steps[lane] = (NUMBER)(lane * stride); }
  for (ptrdiff_t d = deep->starts[i]; d < deep->ends[i]; d += deep->step) {
    for (ptrdiff_t h = high->starts[j]; h < high->ends[j]; h += high->step) {
      ptrdiff_t row = (d * high->size + h) * wide->size + wide->starts[k];
      for (ptrdiff_t t = 0; t < wide->taps; t++) {
        const T *from = in + row + t * wide->step;
        F(values) v = *(const F(values) *)from;
        if (stride == 2) {
          // The second load ends where the last window's place is.
          F(values) rest = *(const F(values) *)(from + LANES - 1);
          v = EVEN(v, rest);
        }
        F(numbers) take = (v > best) | IS_NAN(v) | (place < 0);
        F(numbers) number = (NUMBER)(row + t * wide->step) + steps;
        best = (F(values))(((F(numbers))v & take) | ((F(numbers))best & ~take));
        place = (number & take) | (place & ~take);
      }
    }
  }
  *(F(values) *)out = best;
  *(F(indices) *)index = __builtin_convertvector(place, F(indices));
}

// One row of results.
TK_INLINE void F(max_row)(T *out, int64_t *index, const T *in, const tk_windows *axes, ptrdiff_t i,
                          ptrdiff_t j, const int stride) {
  const tk_windows *wide = axes + 2;
  ptrdiff_t first = 0, end = 0;
  if (stride == 1 || stride == 2) {
    // The windows that have all their places.
    ptrdiff_t room = wide->size + wide->padding - (wide->taps - 1) * wide->step - 1;
    first = (wide->padding + stride - 1) / stride;
    end = room < 0 ? 0 : room / stride + 1;
    if (end > wide->count) { end = wide->count; }
    if (end - first < LANES) { first = end = 0; }
  }
  for (ptrdiff_t k = first; k < end; k += LANES) {
    // The last vector may repeat some windows.
    ptrdiff_t at = k + LANES <= end ? k : end - LANES;
    F(max_windows)(out + at, index + at, in, axes, i, j, at, stride);
  }
  for (ptrdiff_t k = 0; k < first; k++) { F(max_window)(out + k, index + k, in, axes, i, j, k); }
  for (ptrdiff_t k = end; k < wide->count; k++) {
    F(max_window)(out + k, index + k, in, axes, i, j, k);
  }
}

TK_CLONES void F(tk_max_pool)(T *out, int64_t *indices, const T *in, size_t planes,
                              const tk_windows *axes) {
  const tk_windows *deep = axes, *high = axes + 1, *wide = axes + 2;
  ptrdiff_t volume = deep->size * high->size * wide->size;
  for (size_t p = 0; p < planes; p++, in += volume) {
    for (ptrdiff_t i = 0; i < deep->count; i++) {
      for (ptrdiff_t j = 0; j < high->count; j++) {
        switch (wide->stride) {
        case 1: F(max_row)(out, indices, in, axes, i, j, 1); break;
        case 2: F(max_row)(out, indices, in, axes, i, j, 2); break;
        default: F(max_row)(out, indices, in, axes, i, j, 0); break;
        }
        out += wide->count;
        indices += wide->count;
      }
    }
  }
}

#pragma clang assume_nonnull end
