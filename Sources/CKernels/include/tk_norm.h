#ifndef TAPESTRY_TK_NORM_H
#define TAPESTRY_TK_NORM_H

#include <stddef.h>

#pragma clang assume_nonnull begin

// Normalisation of contiguous tensors. Long sums are added up in double.

// RMS norm of the rows of [rows, cols]: out = in * scale * weight with
// scale = 1 / sqrt(mean square + epsilon), kept per row.
void tk_rms_norm_f32(float *out, float *scale, const float *in, const float *_Nullable weight,
                     size_t rows, size_t cols, double epsilon);
void tk_rms_norm_f64(double *out, double *scale, const double *in, const double *_Nullable weight,
                     size_t rows, size_t cols, double epsilon);

// The derivative for `in`. That for weight is added, row after row, to what the caller gives.
void tk_rms_norm_backward_f32(float *out, float *_Nullable weight_gradient, const float *gradient,
                              const float *in, const float *scale, const float *_Nullable weight,
                              size_t rows, size_t cols);
void tk_rms_norm_backward_f64(double *out, double *_Nullable weight_gradient,
                              const double *gradient, const double *in, const double *scale,
                              const double *_Nullable weight, size_t rows, size_t cols);

// Group norm: each row is `channels` runs of `size` elements, which share mean and scale and have
// a weight and a bias each. Row r is group r % groups of its example.
void tk_group_norm_f32(float *out, float *mean, float *scale, const float *in,
                       const float *_Nullable weight, const float *_Nullable bias, size_t first,
                       size_t rows, size_t groups, size_t channels, size_t size, double epsilon);
void tk_group_norm_f64(double *out, double *mean, double *scale, const double *in,
                       const double *_Nullable weight, const double *_Nullable bias, size_t first,
                       size_t rows, size_t groups, size_t channels, size_t size, double epsilon);

// The derivative for `in`, and of each row's channels those for weight and bias, which the caller
// adds up over examples. Pointers are to row `first`, but for weight.
void tk_group_norm_backward_f32(float *out, float *weight_gradient, float *bias_gradient,
                                const float *gradient, const float *in, const float *mean,
                                const float *scale, const float *_Nullable weight, size_t first,
                                size_t rows, size_t groups, size_t channels, size_t size);
void tk_group_norm_backward_f64(double *out, double *weight_gradient, double *bias_gradient,
                                const double *gradient, const double *in, const double *mean,
                                const double *scale, const double *_Nullable weight, size_t first,
                                size_t rows, size_t groups, size_t channels, size_t size);

// Of channels first ..< first + count of [batch, channels, size]: mean and biased variance. At most
// TK_CHANNEL_BLOCK channels at once.
#define TK_CHANNEL_BLOCK 64
void tk_channel_moments_f32(float *mean, float *variance, const float *in, size_t batch,
                            size_t channels, size_t size, size_t first, size_t count);
void tk_channel_moments_f64(double *mean, double *variance, const double *in, size_t batch,
                            size_t channels, size_t size, size_t first, size_t count);

// Of the same channels the sums of the gradient and of its product with in - mean.
void tk_channel_sums_f32(float *sums, float *products, const float *gradient, const float *in,
                         const float *mean, size_t batch, size_t channels, size_t size,
                         size_t first, size_t count);
void tk_channel_sums_f64(double *sums, double *products, const double *gradient, const double *in,
                         const double *mean, size_t batch, size_t channels, size_t size,
                         size_t first, size_t count);

// out = (in - mean) * factor + bias, of planes first ..< first + count of [batch * channels, size].
// Pointers to planes are to the first of all.
void tk_channel_scale_f32(float *out, const float *in, const float *mean, const float *factor,
                          const float *_Nullable bias, size_t channels, size_t size, size_t first,
                          size_t count);
void tk_channel_scale_f64(double *out, const double *in, const double *mean, const double *factor,
                          const double *_Nullable bias, size_t channels, size_t size, size_t first,
                          size_t count);

// out = gradient * factor - offset - (in - mean) * slope, of the same planes.
void tk_channel_backward_f32(float *out, const float *gradient, const float *in, const float *mean,
                             const float *factor, const float *offset, const float *slope,
                             size_t channels, size_t size, size_t first, size_t count);
void tk_channel_backward_f64(double *out, const double *gradient, const double *in,
                             const double *mean, const double *factor, const double *offset,
                             const double *slope, size_t channels, size_t size, size_t first,
                             size_t count);

#pragma clang assume_nonnull end

#endif
