// Blocks of attention of one float type: T, F(name) for its functions and M(name) for its elementary
// functions. Included by attention.c.

#pragma clang assume_nonnull begin

// Masks one row of scores: -Inf where a score does not count.
TK_INLINE void F(mask_row)(T *scores, size_t row, size_t cols, const tk_attention_mask *mask) {
  if (mask->kept) {
    const uint8_t *kept = mask->kept + (ptrdiff_t)row * mask->row_step;
    for (size_t j = 0; j < cols; j++) {
      scores[j] = kept[(ptrdiff_t)j * mask->column_step] ? scores[j] : -(T)INFINITY;
    }
  } else if (mask->added) {
    const T *added = (const T *)mask->added + (ptrdiff_t)row * mask->row_step;
    for (size_t j = 0; j < cols; j++) { scores[j] += added[(ptrdiff_t)j * mask->column_step]; }
  }
  if (mask->is_causal) {
    ptrdiff_t first = mask->diagonal + (ptrdiff_t)row + 1;
    for (size_t j = first < 0 ? 0 : (size_t)first; j < cols; j++) { scores[j] = -(T)INFINITY; }
  }
}

TK_CLONES void F(tk_attention_block)(T *scores, T *maxima, T *sums, T *corrections, size_t rows,
                                     size_t cols, tk_attention_mask mask) {
  for (size_t r = 0; r < rows; r++, scores += cols) {
    F(mask_row)(scores, r, cols, &mask);
    T largest = maxima[r];
    for (size_t j = 0; j < cols; j++) { largest = scores[j] > largest ? scores[j] : largest; }
    // A row without scores so far: anything finite will do, and NaN scores stay NaN.
    T shift = largest == -(T)INFINITY ? 0 : largest;
    T sum = 0;
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") T e = M(exp_nonpositive)(scores[j] - shift);
      scores[j] = e;
      sum += e;
    }
    T correction = M(exp_nonpositive)(maxima[r] - shift);
    corrections[r] = correction;
    sums[r] = sums[r] * correction + sum;
    maxima[r] = largest;
  }
}

TK_CLONES void F(tk_attention_scale)(T *out, ptrdiff_t out_row, const T *factors, size_t rows,
                                     size_t cols) {
  for (size_t r = 0; r < rows; r++, out += out_row) {
    T factor = factors[r];
    if (factor == 1) { continue; }
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] *= factor; }
  }
}

TK_CLONES void F(tk_attention_finish)(T *out, ptrdiff_t out_row, double *log_sums, const T *maxima,
                                      const T *sums, size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, out += out_row) {
    if (sums[r] == 0) {
      log_sums[r] = -INFINITY;
      for (size_t j = 0; j < cols; j++) { out[j] = 0; }
      continue;
    }
    T shift = maxima[r] == -(T)INFINITY ? 0 : maxima[r];
    log_sums[r] = (double)shift + M(log)(sums[r]);
    T factor = 1 / sums[r];
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) { out[j] *= factor; }
  }
}

TK_CLONES void F(tk_attention_probabilities)(T *scores, const double *log_sums, size_t rows,
                                             size_t cols, tk_attention_mask mask) {
  for (size_t r = 0; r < rows; r++, scores += cols) {
    // In two steps, of which the first is nearly exact: what rounding takes from a sum of hundreds
    // would be a share of every probability.
    T shift = (T)log_sums[r], rest = (T)(log_sums[r] - shift);
    if (shift == -(T)INFINITY) {
      for (size_t j = 0; j < cols; j++) { scores[j] = 0; }
      continue;
    }
    F(mask_row)(scores, r, cols, &mask);
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      scores[j] = M(exp_nonpositive)(scores[j] - shift - rest);
    }
  }
}

TK_CLONES void F(tk_attention_products)(T *products, const T *gradient, ptrdiff_t gradient_row,
                                        const T *output, ptrdiff_t output_row, size_t rows,
                                        size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += gradient_row, output += output_row) {
    T sum = 0;
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      _Pragma("clang fp reassociate(on)") sum += gradient[j] * output[j];
    }
    products[r] = sum;
  }
}

TK_CLONES void F(tk_attention_backward)(T *gradient, const T *probabilities, const T *products,
                                        size_t rows, size_t cols) {
  for (size_t r = 0; r < rows; r++, gradient += cols, probabilities += cols) {
    T product = products[r];
    TK_VECTORIZE for (size_t j = 0; j < cols; j++) {
      gradient[j] = probabilities[j] * (gradient[j] - product);
    }
  }
}

#pragma clang assume_nonnull end
