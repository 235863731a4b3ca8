// Fourier transforms of one float type: T, F(name) for its functions and V for the lanes.
// Included by fft.c.
//
// Stockham's order: each pass reads one buffer and writes the other, and the result comes out in
// its natural order. Element k of all lanes is one vector, so that every pass is made of whole
// vectors whatever the length, and a twiddle factor is a scalar.

#pragma clang assume_nonnull begin

typedef T F(lanes) __attribute__((ext_vector_type(V)));

// Radix r on elements x[0], x[s], ... of which the results are y[0], y[1], ...; then the twiddle factor
// of each result but the first.
#define X_RE(t) in_re[(t) * gap]
#define X_IM(t) in_im[(t) * gap]
#define Y(t, a, b)                                                                             \
  {                                                                                            \
    F(lanes) y_re = (a), y_im = (b);                                                           \
    T c = w[2 * (t) - 2], d = w[2 * (t) - 1];                                                  \
    out_re[(t) * stride] = y_re * c - y_im * d;                                                \
    out_im[(t) * stride] = y_re * d + y_im * c;                                                \
  }
#define Y0(a, b)                                                                               \
  {                                                                                            \
    out_re[0] = (a);                                                                           \
    out_im[0] = (b);                                                                           \
  }

TK_INLINE void F(radix_2)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                          const F(lanes) *in_im, size_t gap, size_t stride, const T *w) {
  F(lanes) a = X_RE(0), b = X_IM(0), c = X_RE(1), d = X_IM(1);
  Y0(a + c, b + d)
  Y(1, a - c, b - d)
}

TK_INLINE void F(radix_3)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                          const F(lanes) *in_im, size_t gap, size_t stride, const T *w) {
  const T s = (T)0.86602540378443864676; // sin(2 pi / 3)
  F(lanes) sum_re = X_RE(1) + X_RE(2), sum_im = X_IM(1) + X_IM(2);
  F(lanes) dif_re = (X_RE(1) - X_RE(2)) * s, dif_im = (X_IM(1) - X_IM(2)) * s;
  F(lanes) a = X_RE(0), b = X_IM(0);
  F(lanes) mid_re = a - sum_re * (T)0.5, mid_im = b - sum_im * (T)0.5;
  Y0(a + sum_re, b + sum_im)
  Y(1, mid_re + dif_im, mid_im - dif_re)
  Y(2, mid_re - dif_im, mid_im + dif_re)
}

TK_INLINE void F(radix_4)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                          const F(lanes) *in_im, size_t gap, size_t stride, const T *w) {
  F(lanes) a_re = X_RE(0) + X_RE(2), a_im = X_IM(0) + X_IM(2);
  F(lanes) b_re = X_RE(0) - X_RE(2), b_im = X_IM(0) - X_IM(2);
  F(lanes) c_re = X_RE(1) + X_RE(3), c_im = X_IM(1) + X_IM(3);
  F(lanes) d_re = X_RE(1) - X_RE(3), d_im = X_IM(1) - X_IM(3);
  Y0(a_re + c_re, a_im + c_im)
  Y(1, b_re + d_im, b_im - d_re)
  Y(2, a_re - c_re, a_im - c_im)
  Y(3, b_re - d_im, b_im + d_re)
}

TK_INLINE void F(radix_5)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                          const F(lanes) *in_im, size_t gap, size_t stride, const T *w) {
  const T c1 = (T)0.30901699437494742410, c2 = (T)-0.80901699437494742410; // cos(2 pi k / 5)
  const T s1 = (T)0.95105651629515357212, s2 = (T)0.58778525229247312917;  // sin(2 pi k / 5)
  F(lanes) a = X_RE(0), b = X_IM(0);
  F(lanes) p_re = X_RE(1) + X_RE(4), p_im = X_IM(1) + X_IM(4);
  F(lanes) q_re = X_RE(2) + X_RE(3), q_im = X_IM(2) + X_IM(3);
  F(lanes) u_re = X_RE(1) - X_RE(4), u_im = X_IM(1) - X_IM(4);
  F(lanes) v_re = X_RE(2) - X_RE(3), v_im = X_IM(2) - X_IM(3);
  F(lanes) m1_re = a + p_re * c1 + q_re * c2, m1_im = b + p_im * c1 + q_im * c2;
  F(lanes) m2_re = a + p_re * c2 + q_re * c1, m2_im = b + p_im * c2 + q_im * c1;
  F(lanes) n1_re = u_re * s1 + v_re * s2, n1_im = u_im * s1 + v_im * s2;
  F(lanes) n2_re = u_re * s2 - v_re * s1, n2_im = u_im * s2 - v_im * s1;
  Y0(a + p_re + q_re, b + p_im + q_im)
  Y(1, m1_re + n1_im, m1_im - n1_re)
  Y(2, m2_re + n2_im, m2_im - n2_re)
  Y(3, m2_re - n2_im, m2_im + n2_re)
  Y(4, m1_re - n1_im, m1_im + n1_re)
}

TK_INLINE void F(radix_8)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                          const F(lanes) *in_im, size_t gap, size_t stride, const T *w) {
  const T h = (T)0.70710678118654752440; // sqrt(1 / 2)
  F(lanes) a0_re = X_RE(0) + X_RE(4), a0_im = X_IM(0) + X_IM(4);
  F(lanes) a1_re = X_RE(1) + X_RE(5), a1_im = X_IM(1) + X_IM(5);
  F(lanes) a2_re = X_RE(2) + X_RE(6), a2_im = X_IM(2) + X_IM(6);
  F(lanes) a3_re = X_RE(3) + X_RE(7), a3_im = X_IM(3) + X_IM(7);
  F(lanes) b0_re = X_RE(0) - X_RE(4), b0_im = X_IM(0) - X_IM(4);
  F(lanes) t1_re = X_RE(1) - X_RE(5), t1_im = X_IM(1) - X_IM(5);
  F(lanes) b2_re = X_IM(2) - X_IM(6), b2_im = X_RE(6) - X_RE(2); // times -i
  F(lanes) t3_re = X_RE(3) - X_RE(7), t3_im = X_IM(3) - X_IM(7);
  F(lanes) b1_re = (t1_re + t1_im) * h, b1_im = (t1_im - t1_re) * h; // times exp(-pi i / 4)
  F(lanes) b3_re = (t3_im - t3_re) * h, b3_im = -(t3_re + t3_im) * h; // times exp(-3 pi i / 4)
  F(lanes) e_re = a0_re + a2_re, e_im = a0_im + a2_im, f_re = a0_re - a2_re, f_im = a0_im - a2_im;
  F(lanes) g_re = a1_re + a3_re, g_im = a1_im + a3_im, k_re = a1_re - a3_re, k_im = a1_im - a3_im;
  Y0(e_re + g_re, e_im + g_im)
  Y(4, e_re - g_re, e_im - g_im)
  Y(2, f_re + k_im, f_im - k_re)
  Y(6, f_re - k_im, f_im + k_re)
  F(lanes) p_re = b0_re + b2_re, p_im = b0_im + b2_im, q_re = b0_re - b2_re, q_im = b0_im - b2_im;
  F(lanes) r_re = b1_re + b3_re, r_im = b1_im + b3_im, s_re = b1_re - b3_re, s_im = b1_im - b3_im;
  Y(1, p_re + r_re, p_im + r_im)
  Y(5, p_re - r_re, p_im - r_im)
  Y(3, q_re + s_im, q_im - s_re)
  Y(7, q_re - s_im, q_im + s_re)
}

// Any odd radix, by pairs of elements t and r - t; `roots` holds the r-th roots of 1.
TK_INLINE void F(radix_odd)(F(lanes) *out_re, F(lanes) *out_im, const F(lanes) *in_re,
                            const F(lanes) *in_im, size_t gap, size_t stride, const T *w, size_t r,
                            const T *roots) {
  F(lanes) p_re[TK_FFT_MAX_RADIX / 2], p_im[TK_FFT_MAX_RADIX / 2];
  F(lanes) u_re[TK_FFT_MAX_RADIX / 2], u_im[TK_FFT_MAX_RADIX / 2];
  size_t pairs = r / 2;
  F(lanes) a = X_RE(0), b = X_IM(0), total_re = a, total_im = b;
  for (size_t j = 0; j < pairs; j++) {
    p_re[j] = X_RE(j + 1) + X_RE(r - 1 - j);
    p_im[j] = X_IM(j + 1) + X_IM(r - 1 - j);
    u_re[j] = X_RE(j + 1) - X_RE(r - 1 - j);
    u_im[j] = X_IM(j + 1) - X_IM(r - 1 - j);
    total_re += p_re[j];
    total_im += p_im[j];
  }
  Y0(total_re, total_im)
  for (size_t t = 1; t <= pairs; t++) {
    F(lanes) m_re = a, m_im = b, n_re = 0, n_im = 0;
    size_t root = 0;
    for (size_t j = 0; j < pairs; j++) {
      root += t;
      root -= root >= r ? r : 0;
      T c = roots[2 * root], s = -roots[2 * root + 1];
      m_re += p_re[j] * c;
      m_im += p_im[j] * c;
      n_re += u_re[j] * s;
      n_im += u_im[j] * s;
    }
    Y(t, m_re + n_im, m_im - n_re)
    Y(r - t, m_re - n_im, m_im + n_re)
  }
}

#define PASS(RADIX, CALL)                                                                      \
  for (size_t p = 0; p < groups; p++, w += 2 * (RADIX - 1)) {                                  \
    for (size_t q = 0; q < stride; q++) {                                                      \
      const F(lanes) *in_re = from_re + (q + stride * p) * spread,                             \
                     *in_im = from_im + (q + stride * p) * spread;                             \
      F(lanes) *out_re = to_re + q + stride * RADIX * p,                                       \
               *out_im = to_im + q + stride * RADIX * p;                                       \
      CALL;                                                                                    \
    }                                                                                          \
  }
#define ARGUMENTS out_re, out_im, in_re, in_im, gap, stride, w

// The passes over `a`, with `b` as the other buffer: n real parts, then n imaginary ones; where they
// are `mixed`, one of each in turn in `a` at first. Returns the buffer that holds the result.
static TK_CLONES F(lanes) *F(passes)(F(lanes) *a, F(lanes) *b, size_t n, const uint32_t *radices,
                                     size_t radix_count, const T *twiddles, int mixed) {
  if (mixed && radix_count == 0) { return a; }
  size_t spread = mixed ? 2 : 1;
  const T *w = twiddles, *roots = twiddles;
  size_t length = n, stride = 1;
  for (size_t i = 0; i < radix_count; i++) {
    roots += 2 * (length / radices[i]) * (radices[i] - 1);
    length /= radices[i];
  }
  length = n;
  for (size_t i = 0; i < radix_count; i++) {
    size_t r = radices[i], groups = length / r, gap = groups * stride * spread;
    const F(lanes) *from_re = a, *from_im = spread == 2 ? a + 1 : a + n;
    F(lanes) *to_re = b, *to_im = b + n;
    switch (r) {
    case 2: PASS(2, F(radix_2)(ARGUMENTS)) break;
    case 3: PASS(3, F(radix_3)(ARGUMENTS)) break;
    case 4: PASS(4, F(radix_4)(ARGUMENTS)) break;
    case 5: PASS(5, F(radix_5)(ARGUMENTS)) break;
    case 8: PASS(8, F(radix_8)(ARGUMENTS)) break;
    default:
      PASS(r, F(radix_odd)(ARGUMENTS, r, roots))
      roots += 2 * r;
    }
    length = groups;
    stride *= r;
    spread = 1;
    F(lanes) *other = a;
    a = b;
    b = other;
  }
  return a;
}

static TK_CLONES void F(gather)(T *to, const T *_Nullable from, ptrdiff_t step, ptrdiff_t lane,
                                size_t lanes, size_t n) {
  if (!from) {
    memset(to, 0, n * V * sizeof(T));
    return;
  }
  if (lane == 1 && lanes == V) {
    for (size_t k = 0; k < n; k++) { memcpy(to + k * V, from + (ptrdiff_t)k * step, V * sizeof(T)); }
    return;
  }
  // Lanes without a transform compute with zeros: what happens to lie there could be slow.
  if (lanes < V) { memset(to, 0, n * V * sizeof(T)); }
  if (step == 1) {
    tk_transpose(sizeof(T), to, V, from, lane, lanes, n);
    return;
  }
  for (size_t k = 0; k < n; k++) {
    for (size_t v = 0; v < lanes; v++) {
      to[k * V + v] = from[(ptrdiff_t)k * step + (ptrdiff_t)v * lane];
    }
  }
}

static TK_CLONES void F(scatter)(T *_Nullable to, F(lanes) *from, ptrdiff_t step, ptrdiff_t lane,
                                 size_t lanes, size_t n, T scale) {
  if (!to) { return; }
  if (scale != 1) {
    for (size_t k = 0; k < n; k++) { from[k] *= scale; }
  }
  const T *elements = (const T *)from;
  if (lane == 1 && lanes == V) {
    for (size_t k = 0; k < n; k++) {
      memcpy(to + (ptrdiff_t)k * step, elements + k * V, V * sizeof(T));
    }
    return;
  }
  if (step == 1) {
    tk_transpose(sizeof(T), to, lane, elements, V, n, lanes);
    return;
  }
  for (size_t k = 0; k < n; k++) {
    for (size_t v = 0; v < lanes; v++) {
      to[(ptrdiff_t)k * step + (ptrdiff_t)v * lane] = elements[k * V + v];
    }
  }
}

void F(tk_fft)(const tk_fft_source *source, const tk_fft_target *target, size_t lanes, size_t n,
               const uint32_t *radices, size_t radix_count, const T *twiddles, T scale, T *work) {
  F(lanes) *a = (F(lanes) *)work, *b = a + 2 * n;
  F(gather)(work, source->re, source->step, source->lane, lanes, n);
  F(gather)(work + n * V, source->im, source->step, source->lane, lanes, n);
  F(lanes) *result = F(passes)(a, b, n, radices, radix_count, twiddles, 0);
  F(scatter)(target->re, result, target->step, target->lane, lanes, n, scale);
  F(scatter)(target->im, result + n, target->step, target->lane, lanes, n, scale);
}

// From the transform Z of pairs of neighbours, taken as complex numbers, to that of the neighbours:
// with E = (Z[k] + conj Z[m - k]) / 2 and O = (Z[k] - conj Z[m - k]) / 2i, X[k] = E + w^k O and X[m - k] =
// conj(E - w^k O). The others are conjugates of these.
static TK_CLONES void F(unfold)(F(lanes) *re, F(lanes) *im, const F(lanes) *z, size_t m,
                                int is_half, const T *roots) {
  const F(lanes) *z_re = z, *z_im = z + m;
  re[0] = z_re[0] + z_im[0];
  re[m] = z_re[0] - z_im[0];
  im[0] = im[m] = 0;
  for (size_t k = 1; 2 * k <= m; k++) {
    F(lanes) a = z_re[k], b = z_im[k], c = z_re[m - k], d = z_im[m - k];
    F(lanes) e_re = (a + c) * (T)0.5, e_im = (b - d) * (T)0.5;
    F(lanes) o_re = (b + d) * (T)0.5, o_im = (c - a) * (T)0.5;
    T u = roots[2 * k], v = roots[2 * k + 1];
    F(lanes) t_re = o_re * u - o_im * v, t_im = o_re * v + o_im * u;
    re[k] = e_re + t_re;
    im[k] = e_im + t_im;
    re[m - k] = e_re - t_re;
    im[m - k] = t_im - e_im;
  }
  if (is_half) { return; }
  for (size_t k = 1; k < m; k++) {
    re[2 * m - k] = re[k];
    im[2 * m - k] = -im[k];
  }
}

void F(tk_fft_real)(const tk_fft_source *source, const tk_fft_target *target, size_t lanes,
                    size_t n, int is_half, const uint32_t *radices, size_t radix_count,
                    const T *twiddles, const T *roots, T scale, T *work) {
  size_t m = n / 2, count = is_half ? m + 1 : n;
  F(lanes) *a = (F(lanes) *)work, *b = a + n, *re = b + n, *im = re + count;
  F(gather)(work, source->re, source->step, source->lane, lanes, n);
  F(lanes) *z = F(passes)(a, b, m, radices, radix_count, twiddles, 1);
  F(unfold)(re, im, z, m, is_half, roots);
  F(scatter)(target->re, re, target->step, target->lane, lanes, count, scale);
  F(scatter)(target->im, im, target->step, target->lane, lanes, count, scale);
}

TK_CLONES void F(tk_fft_multiply)(T *out_re, T *out_im, const T *a_re, const T *a_im,
                                  const T *b_re, const T *b_im, size_t count) {
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T x = a_re[i], y = a_im[i], c = b_re[i], d = b_im[i];
    out_re[i] = x * c - y * d;
    out_im[i] = x * d + y * c;
  }
}

#undef X_RE
#undef X_IM
#undef Y
#undef Y0
#undef PASS
#undef ARGUMENTS

#pragma clang assume_nonnull end
