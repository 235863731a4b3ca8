// Layer norm and bias of one float type: T, F(name) for its functions and M(name) for its
// elementary functions. Included by rows_f32.c and rows_f64.c.

#pragma clang assume_nonnull begin

TK_CLONES void F(tk_layer_norm)(T *out, T *mean, T *rstd, const T *in, const T *_Nullable weight,
                                const T *_Nullable bias, size_t rows, size_t cols,
                                double epsilon) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    T sum = 0, squares = 0;
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") sum += in[j];
    }
    T center = sum / (T)cols;
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") T d = in[j] - center;
      squares += d * d;
    }
    T scale = 1 / M(sqrt)(squares / (T)cols + (T)epsilon);
    mean[r] = center;
    rstd[r] = scale;
    if (weight && bias) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
        out[j] = (in[j] - center) * scale * weight[j] + bias[j];
      }
    } else {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = (in[j] - center) * scale; }
      if (weight) {
        TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] *= weight[j]; }
      }
      if (bias) {
        TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] += bias[j]; }
      }
    }
  }
}

// With h the normalised input and g the gradient times weight:
// out = rstd * (g - mean(g) - h * mean(g h)).
TK_INLINE void F(layer_norm_row_backward)(T *out, const T *gradient, const T *in, T center, T scale,
                                          const T *_Nullable weight, size_t cols) {
  T sum = 0, product = 0;
  if (weight) {
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") T g = gradient[j] * weight[j];
      sum += g;
      product += g * (in[j] - center);
    }
  } else {
    for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") T g = gradient[j];
      sum += g;
      product += g * (in[j] - center);
    }
  }
  T mean_g = sum / (T)cols;
  T slope = product * scale * scale / (T)cols;
  if (weight) {
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      out[j] = scale * (gradient[j] * weight[j] - mean_g - (in[j] - center) * slope);
    }
  } else {
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      out[j] = scale * (gradient[j] - mean_g - (in[j] - center) * slope);
    }
  }
}

// Weight and bias come first: `out` may be `gradient`.
TK_CLONES void F(tk_layer_norm_backward)(T *out, T *_Nullable weight_gradient,
                                         T *_Nullable bias_gradient, const T *gradient, const T *in,
                                         const T *mean, const T *rstd, const T *_Nullable weight,
                                         size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += cols, in += cols, out += cols) {
    T center = mean[r], scale = rstd[r];
    if (weight_gradient) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
        weight_gradient[j] += gradient[j] * ((in[j] - center) * scale);
      }
    }
    if (bias_gradient) {
      TK_VECTORIZE for (size_t j = 0; j < cols; j++) { bias_gradient[j] += gradient[j]; }
    }
    F(layer_norm_row_backward)(out, gradient, in, center, scale, weight, cols);
  }
}

TK_CLONES void F(tk_add_bias)(T *out, const T *in, const T *bias, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] = in[j] + bias[j]; }
  }
}

TK_CLONES void F(tk_add_bias_relu)(T *out, const T *in, const T *bias, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, in += cols, out += cols) {
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      T x = in[j] + bias[j];
      out[j] = x <= 0 ? 0 : x;
    }
  }
}

#pragma clang assume_nonnull end
