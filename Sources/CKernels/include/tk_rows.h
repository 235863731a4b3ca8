#ifndef TAPESTRY_TK_ROWS_H
#define TAPESTRY_TK_ROWS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Fused functions of the rows of contiguous [rows, cols]. `out` may be the input. A row's result
// does not depend on the other rows of the call.

// exp(x - max) / sum exp(x - max), and its logarithm. A row of -Inf alone gives NaN.
void tk_softmax_f32(float *out, const float *in, size_t rows, size_t cols);
void tk_softmax_f64(double *out, const double *in, size_t rows, size_t cols);
void tk_log_softmax_f32(float *out, const float *in, size_t rows, size_t cols);
void tk_log_softmax_f64(double *out, const double *in, size_t rows, size_t cols);

// The derivatives, from the gradient of the result and the result itself.
void tk_softmax_backward_f32(float *out, const float *gradient, const float *result, size_t rows,
                             size_t cols);
void tk_softmax_backward_f64(double *out, const double *gradient, const double *result, size_t rows,
                             size_t cols);
void tk_log_softmax_backward_f32(float *out, const float *gradient, const float *result,
                                 size_t rows, size_t cols);
void tk_log_softmax_backward_f64(double *out, const double *gradient, const double *result,
                                 size_t rows, size_t cols);

// The same of columns: of each of `columns` neighbours `length` elements, `step` apart.
void tk_softmax_columns_f32(float *out, const float *in, size_t length, size_t columns,
                            ptrdiff_t step);
void tk_softmax_columns_f64(double *out, const double *in, size_t length, size_t columns,
                            ptrdiff_t step);
void tk_log_softmax_columns_f32(float *out, const float *in, size_t length, size_t columns,
                                ptrdiff_t step);
void tk_log_softmax_columns_f64(double *out, const double *in, size_t length, size_t columns,
                                ptrdiff_t step);
void tk_softmax_columns_backward_f32(float *out, const float *gradient, const float *result,
                                     size_t length, size_t columns, ptrdiff_t step);
void tk_softmax_columns_backward_f64(double *out, const double *gradient, const double *result,
                                     size_t length, size_t columns, ptrdiff_t step);
void tk_log_softmax_columns_backward_f32(float *out, const float *gradient, const float *result,
                                         size_t length, size_t columns, ptrdiff_t step);
void tk_log_softmax_columns_backward_f64(double *out, const double *gradient, const double *result,
                                         size_t length, size_t columns, ptrdiff_t step);

// losses[r] = log sum exp(logits[r]) - logits[r][labels[r]]. A label outside 0 ..< cols marks an
// ignored row: its loss is 0 and so is its gradient.
void tk_cross_entropy_f32(float *losses, float *log_sum_exp, const float *logits,
                          const int64_t *labels, size_t rows, size_t cols);
void tk_cross_entropy_f64(double *losses, double *log_sum_exp, const double *logits,
                          const int64_t *labels, size_t rows, size_t cols);

// out[r] = (softmax(logits[r]) - one hot of labels[r]) * row_scale[r].
void tk_cross_entropy_backward_f32(float *out, const float *logits, const float *log_sum_exp,
                                   const int64_t *labels, const float *row_scale, size_t rows,
                                   size_t cols);
void tk_cross_entropy_backward_f64(double *out, const double *logits, const double *log_sum_exp,
                                   const int64_t *labels, const double *row_scale, size_t rows,
                                   size_t cols);

// out = (in - mean) * rstd * weight + bias, with rstd = 1 / sqrt(variance + epsilon); mean and rstd
// are kept per row.
void tk_layer_norm_f32(float *out, float *mean, float *rstd, const float *in,
                       const float *_Nullable weight, const float *_Nullable bias, size_t rows,
                       size_t cols, double epsilon);
void tk_layer_norm_f64(double *out, double *mean, double *rstd, const double *in,
                       const double *_Nullable weight, const double *_Nullable bias, size_t rows,
                       size_t cols, double epsilon);

// The derivative for `in`. Those for weight and bias are added, row after row, to what the caller
// gives.
void tk_layer_norm_backward_f32(float *out, float *_Nullable weight_gradient,
                                float *_Nullable bias_gradient, const float *gradient,
                                const float *in, const float *mean, const float *rstd,
                                const float *_Nullable weight, size_t rows, size_t cols);
void tk_layer_norm_backward_f64(double *out, double *_Nullable weight_gradient,
                                double *_Nullable bias_gradient, const double *gradient,
                                const double *in, const double *mean, const double *rstd,
                                const double *_Nullable weight, size_t rows, size_t cols);

// out[r] = in[r] + bias, and the larger of that and 0.
void tk_add_bias_f32(float *out, const float *in, const float *bias, size_t rows, size_t cols);
void tk_add_bias_f64(double *out, const double *in, const double *bias, size_t rows, size_t cols);
void tk_add_bias_relu_f32(float *out, const float *in, const float *bias, size_t rows, size_t cols);
void tk_add_bias_relu_f64(double *out, const double *in, const double *bias, size_t rows,
                          size_t cols);

#pragma clang assume_nonnull end

#endif
