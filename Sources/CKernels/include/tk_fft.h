#ifndef TAPESTRY_TK_FFT_H
#define TAPESTRY_TK_FFT_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// As many transforms as a vector register has elements go side by side, one in each lane.
#define TK_FFT_LANES_F32 16
#define TK_FFT_LANES_F64 8

// The largest radix; a length with a larger prime factor has no plan here.
#define TK_FFT_MAX_RADIX 31

// Where the complex numbers of up to a vector of transforms lie: real and imaginary parts apart,
// element k of transform v at k * step + v * lane.
typedef struct {
  const void *re;
  const void *_Nullable im; // zeros where null
  ptrdiff_t step, lane;
} tk_fft_source;

typedef struct {
  void *_Nullable re; // not written where null
  void *_Nullable im;
  ptrdiff_t step, lane;
} tk_fft_target;

// X[k] = scale * sum over j of x[j] exp(-2 pi i j k / n), for `lanes` transforms. Exchanging real and
// imaginary parts of both source and target gives the inverse.
//
// `radices` multiply to n. `twiddles` holds, for each radix r in turn with m = (length not yet
// divided, r included), for p < m / r and then 0 < t < r, exp(-2 pi i p t / m): real part, imaginary
// part. Behind them, for each radix r above 5 in turn, exp(-2 pi i t / r) for t < r. `work` has
// room for 4 n vectors, 64-byte aligned.
void tk_fft_f32(const tk_fft_source *source, const tk_fft_target *target, size_t lanes, size_t n,
                const uint32_t *radices, size_t radix_count, const float *twiddles, float scale,
                float *work);
void tk_fft_f64(const tk_fft_source *source, const tk_fft_target *target, size_t lanes, size_t n,
                const uint32_t *radices, size_t radix_count, const double *twiddles, double scale,
                double *work);

// The transform of n real numbers, n even: the first n / 2 + 1 elements where `is_half`, else all.
//
// `radices` and `twiddles` are those of length n / 2, and `roots` holds exp(-2 pi i k / n) for k up to
// n / 4. `work` has room for 4 n + 2 vectors.
void tk_fft_real_f32(const tk_fft_source *source, const tk_fft_target *target, size_t lanes,
                     size_t n, int is_half, const uint32_t *radices, size_t radix_count,
                     const float *twiddles, const float *roots, float scale, float *work);
void tk_fft_real_f64(const tk_fft_source *source, const tk_fft_target *target, size_t lanes,
                     size_t n, int is_half, const uint32_t *radices, size_t radix_count,
                     const double *twiddles, const double *roots, double scale, double *work);

// (out_re, out_im)[i] = (a_re, a_im)[i] * (b_re, b_im)[i]; `out` may be `a`.
void tk_fft_multiply_f32(float *out_re, float *out_im, const float *a_re, const float *a_im,
                         const float *b_re, const float *b_im, size_t count);
void tk_fft_multiply_f64(double *out_re, double *out_im, const double *a_re, const double *a_im,
                         const double *b_re, const double *b_im, size_t count);

#pragma clang assume_nonnull end

#endif
