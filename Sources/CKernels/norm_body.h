// Normalisation of one float type: T, and F(name) for its functions. Included by norm.c.

#pragma clang assume_nonnull begin

// How many elements are added up as T before double takes over: enough to vectorise, few enough to
// be exact to T's last digits.
enum { F(BLOCK) = 512 };

TK_INLINE double F(run_sum)(const T *x, size_t n) {
  double total = 0;
  for (size_t start = 0; start < n; start += F(BLOCK)) {
    size_t end = n - start < F(BLOCK) ? n : start + F(BLOCK);
    T sum = 0;
    for (size_t j = start; j < end; j++) {
      _Pragma("clang fp reassociate(on)") sum += x[j];
    }
    total += (double)sum;
  }
  return total;
}

// The sum of a[j] * (x[j] - center).
TK_INLINE double F(run_product)(const T *a, const T *x, T center, size_t n) {
  double total = 0;
  for (size_t start = 0; start < n; start += F(BLOCK)) {
    size_t end = n - start < F(BLOCK) ? n : start + F(BLOCK);
    T sum = 0;
    for (size_t j = start; j < end; j++) {
      _Pragma("clang fp reassociate(on)") sum += a[j] * (x[j] - center);
    }
    total += (double)sum;
  }
  return total;
}

TK_INLINE double F(run_squares)(const T *x, T center, size_t n) {
  double total = 0;
  for (size_t start = 0; start < n; start += F(BLOCK)) {
    size_t end = n - start < F(BLOCK) ? n : start + F(BLOCK);
    T sum = 0;
    for (size_t j = start; j < end; j++) {
      _Pragma("clang fp reassociate(on)") T d = x[j] - center;
      sum += d * d;
    }
    total += (double)sum;
  }
  return total;
}

TK_CLONES void F(tk_rms_norm)(T *out, T *scale, const T *in, const T *_Nullable weight, size_t rows,
                              size_t cols, double epsilon) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    T factor = (T)(1 / sqrt(F(run_squares)(in, 0, cols) / (double)cols + epsilon));
    scale[r] = factor;
    if (weight) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = in[j] * factor * weight[j]; }
    } else {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = in[j] * factor; }
    }
  }
}

// With h the normalised input and g the gradient times weight: out = scale * (g - h * mean(g h)).
TK_CLONES void F(tk_rms_norm_backward)(T *out, T *_Nullable weight_gradient, const T *gradient,
                                       const T *in, const T *scale, const T *_Nullable weight,
                                       size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += cols, in += cols, out += cols) {
    T factor = scale[r];
    if (weight_gradient) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
        weight_gradient[j] += gradient[j] * (in[j] * factor);
      }
    }
    double product = 0;
    if (weight) {
      for (size_t start = 0; start < cols; start += F(BLOCK)) {
        size_t end = cols - start < F(BLOCK) ? cols : start + F(BLOCK);
        T sum = 0;
        for (size_t j = start; j < end; j++) {
          _Pragma("clang fp reassociate(on)") sum += gradient[j] * weight[j] * in[j];
        }
        product += (double)sum;
      }
    } else {
      product = F(run_product)(gradient, in, 0, cols);
    }
    T slope = (T)(product * (double)factor * (double)factor / (double)cols);
    if (weight) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
        out[j] = factor * (gradient[j] * weight[j] - in[j] * slope);
      }
    } else {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
        out[j] = factor * (gradient[j] - in[j] * slope);
      }
    }
  }
}

TK_CLONES void F(tk_group_norm)(T *out, T *mean, T *scale, const T *in, const T *_Nullable weight,
                                const T *_Nullable bias, size_t first, size_t rows, size_t groups,
                                size_t channels, size_t size, double epsilon) {
  size_t n = channels * size;
  for (size_t r = 0; r < rows; r++) {
    T center = (T)(F(run_sum)(in, n) / (double)n);
    T factor = (T)(1 / sqrt(F(run_squares)(in, center, n) / (double)n + epsilon));
    mean[r] = center;
    scale[r] = factor;
    size_t channel = (first + r) % groups * channels;
    for (size_t c = 0; c < channels; c++, channel++, in += size, out += size) {
      T w = weight ? weight[channel] * factor : factor;
      T b = bias ? bias[channel] : 0;
      TK_VECTORIZE for (size_t j = 0; j < size; j++) { out[j] = (in[j] - center) * w + b; }
    }
  }
}

// With h the normalised input and g the gradient times weight:
// out = scale * (g - mean(g) - h * mean(g h)).
TK_CLONES void F(tk_group_norm_backward)(T *out, T *weight_gradient, T *bias_gradient,
                                         const T *gradient, const T *in, const T *mean,
                                         const T *scale, const T *_Nullable weight, size_t first,
                                         size_t rows, size_t groups, size_t channels, size_t size) {
  size_t n = channels * size;
  for (size_t r = 0; r < rows; r++) {
    size_t channel = (first + r) % groups * channels;
    T center = mean[r], factor = scale[r];
    double sum = 0, product = 0;
    for (size_t c = 0; c < channels; c++) {
      double s = F(run_sum)(gradient + c * size, size);
      double p = F(run_product)(gradient + c * size, in + c * size, center, size);
      double w = weight ? (double)weight[channel + c] : 1;
      *weight_gradient++ = (T)(p * (double)factor);
      *bias_gradient++ = (T)s;
      sum += s * w;
      product += p * w;
    }
    T offset = (T)(sum / (double)n);
    T slope = (T)(product * (double)factor * (double)factor / (double)n);
    for (size_t c = 0; c < channels; c++, gradient += size, in += size, out += size) {
      T w = weight ? weight[channel + c] : 1;
      TK_VECTORIZE for (size_t j = 0; j < size; j++) {
        out[j] = factor * (gradient[j] * w - offset - (in[j] - center) * slope);
      }
    }
  }
}

TK_CLONES void F(tk_channel_moments)(T *mean, T *variance, const T *in, size_t batch,
                                     size_t channels, size_t size, size_t first, size_t count) {
  double sums[TK_CHANNEL_BLOCK] = {0}, squares[TK_CHANNEL_BLOCK] = {0};
  double n = (double)batch * (double)size;
  in += first * size;
  size_t step = channels * size;
  for (size_t b = 0; b < batch; b++) {
    if (size == 1) {
      for (size_t c = 0; c < count; c++) { sums[c] += (double)in[b * step + c]; }
    } else {
      for (size_t c = 0; c < count; c++) { sums[c] += F(run_sum)(in + b * step + c * size, size); }
    }
  }
  for (size_t c = 0; c < count; c++) { mean[c] = (T)(sums[c] / n); }
  for (size_t b = 0; b < batch; b++) {
    if (size == 1) {
      for (size_t c = 0; c < count; c++) {
        double d = (double)in[b * step + c] - sums[c] / n;
        squares[c] += d * d;
      }
    } else {
      for (size_t c = 0; c < count; c++) {
        squares[c] += F(run_squares)(in + b * step + c * size, mean[c], size);
      }
    }
  }
  for (size_t c = 0; c < count; c++) { variance[c] = (T)(squares[c] / n); }
}

TK_CLONES void F(tk_channel_sums)(T *sums, T *products, const T *gradient, const T *in,
                                  const T *mean, size_t batch, size_t channels, size_t size,
                                  size_t first, size_t count) {
  double sum[TK_CHANNEL_BLOCK] = {0}, product[TK_CHANNEL_BLOCK] = {0};
  in += first * size;
  gradient += first * size;
  size_t step = channels * size;
  for (size_t b = 0; b < batch; b++, in += step, gradient += step) {
    if (size == 1) {
      for (size_t c = 0; c < count; c++) {
        sum[c] += (double)gradient[c];
        product[c] += (double)(gradient[c] * (in[c] - mean[c]));
      }
    } else {
      for (size_t c = 0; c < count; c++) {
        sum[c] += F(run_sum)(gradient + c * size, size);
        product[c] += F(run_product)(gradient + c * size, in + c * size, mean[c], size);
      }
    }
  }
  for (size_t c = 0; c < count; c++) {
    sums[c] = (T)sum[c];
    products[c] = (T)product[c];
  }
}

TK_CLONES void F(tk_channel_scale)(T *out, const T *in, const T *mean, const T *factor,
                                   const T *_Nullable bias, size_t channels, size_t size,
                                   size_t first, size_t count) {
  if (size == 1) {
    for (size_t plane = first, end = first + count; plane < end;) {
      size_t c = plane % channels, rest = channels - c;
      size_t run = end - plane < rest ? end - plane : rest;
      TK_VECTORIZE for (size_t j = 0; j < run; j++) {
        out[plane + j] = (in[plane + j] - mean[c + j]) * factor[c + j];
      }
      if (bias) {
        TK_VECTORIZE for (size_t j = 0; j < run; j++) { out[plane + j] += bias[c + j]; }
      }
      plane += run;
    }
    return;
  }
  for (size_t plane = first; plane < first + count; plane++) {
    size_t c = plane % channels;
    const T *x = in + plane * size;
    T *y = out + plane * size;
    T center = mean[c], w = factor[c], b = bias ? bias[c] : 0;
    TK_VECTORIZE for (size_t j = 0; j < size; j++) { y[j] = (x[j] - center) * w + b; }
  }
}

TK_CLONES void F(tk_channel_backward)(T *out, const T *gradient, const T *in, const T *mean,
                                      const T *factor, const T *offset, const T *slope,
                                      size_t channels, size_t size, size_t first, size_t count) {
  if (size == 1) {
    for (size_t plane = first, end = first + count; plane < end;) {
      size_t c = plane % channels, rest = channels - c;
      size_t run = end - plane < rest ? end - plane : rest;
      TK_VECTORIZE for (size_t j = 0; j < run; j++) {
        out[plane + j] = gradient[plane + j] * factor[c + j] - offset[c + j] -
                         (in[plane + j] - mean[c + j]) * slope[c + j];
      }
      plane += run;
    }
    return;
  }
  for (size_t plane = first; plane < first + count; plane++) {
    size_t c = plane % channels;
    const T *x = in + plane * size, *g = gradient + plane * size;
    T *y = out + plane * size;
    T center = mean[c], w = factor[c], o = offset[c], s = slope[c];
    TK_VECTORIZE for (size_t j = 0; j < size; j++) { y[j] = g[j] * w - o - (x[j] - center) * s; }
  }
}

#pragma clang assume_nonnull end
