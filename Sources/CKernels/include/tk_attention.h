#ifndef TAPESTRY_TK_ATTENTION_H
#define TAPESTRY_TK_ATTENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// What is added to a block of scores, or leaves some of them out.
typedef struct {
  // Scores to keep, or numbers to add, of the score's own type; at most one of the two. Steps are in
  // elements, 0 where the mask is stretched.
  const uint8_t *_Nullable kept;
  const void *_Nullable added;
  ptrdiff_t row_step, column_step;
  // Where is_causal is set, row r keeps columns 0 ... diagonal + r alone.
  bool is_causal;
  ptrdiff_t diagonal;
} tk_attention_mask;

// Softmax of contiguous scores [rows, cols] that come block by block. Each row keeps the largest
// score so far and the sum of exp(score - largest). Writes exp(score - largest) over the scores and
// to corrections what earlier blocks' exponentials must be multiplied by. maxima start at -Inf, sums
// at 0. Rows without any score keep these.
void tk_attention_block_f32(float *scores, float *maxima, float *sums, float *corrections,
                            size_t rows, size_t cols, tk_attention_mask mask);
void tk_attention_block_f64(double *scores, double *maxima, double *sums, double *corrections,
                            size_t rows, size_t cols, tk_attention_mask mask);

// out[r] *= factors[r].
void tk_attention_scale_f32(float *out, ptrdiff_t out_row, const float *factors, size_t rows,
                            size_t cols);
void tk_attention_scale_f64(double *out, ptrdiff_t out_row, const double *factors, size_t rows,
                            size_t cols);

// Divides rows of out by their sums, 0 where there was no score, and writes the logarithms of the
// sums of exponentials.
void tk_attention_finish_f32(float *out, ptrdiff_t out_row, double *log_sums, const float *maxima,
                             const float *sums, size_t rows, size_t cols);
void tk_attention_finish_f64(double *out, ptrdiff_t out_row, double *log_sums, const double *maxima,
                             const double *sums, size_t rows, size_t cols);

// Scores become probabilities, exp(score - log_sums).
void tk_attention_probabilities_f32(float *scores, const double *log_sums, size_t rows, size_t cols,
                                    tk_attention_mask mask);
void tk_attention_probabilities_f64(double *scores, const double *log_sums, size_t rows,
                                    size_t cols, tk_attention_mask mask);

// Of each row the dot product of the output and its gradient.
void tk_attention_products_f32(float *products, const float *gradient, ptrdiff_t gradient_row,
                               const float *output, ptrdiff_t output_row, size_t rows, size_t cols);
void tk_attention_products_f64(double *products, const double *gradient, ptrdiff_t gradient_row,
                               const double *output, ptrdiff_t output_row, size_t rows,
                               size_t cols);

// The gradient of probabilities becomes that of scores: p * (g - products[r]). Where rows are whole,
// tk_softmax_backward does the same, and more exactly.
void tk_attention_backward_f32(float *gradient, const float *probabilities, const float *products,
                               size_t rows, size_t cols);
void tk_attention_backward_f64(double *gradient, const double *probabilities,
                               const double *products, size_t rows, size_t cols);

#pragma clang assume_nonnull end

#endif
