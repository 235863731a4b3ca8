#ifndef TAPESTRY_TK_OPTIM_H
#define TAPESTRY_TK_OPTIM_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// One optimizer step over a flat run of a parameter, in the order of operations of PyTorch's
// single-tensor implementations.

typedef struct {
  double learning_rate;
  double momentum;
  double dampening;
  double weight_decay;
  bool nesterov;
  bool maximize;
  bool is_first_step;  // the velocity starts as the gradient
} tk_sgd_options;

// `velocity` is NULL where momentum is 0.
void tk_sgd_f32(float *parameter, const float *gradient, float *_Nullable velocity, size_t count,
                const tk_sgd_options *options);
void tk_sgd_f64(double *parameter, const double *gradient, double *_Nullable velocity, size_t count,
                const tk_sgd_options *options);

typedef struct {
  double learning_rate;
  double beta1;
  double beta2;
  double epsilon;
  double weight_decay;
  double bias_correction1;  // 1 - beta1^step
  double bias_correction2;  // 1 - beta2^step
  bool decouples_decay;     // AdamW
  bool maximize;
} tk_adam_options;

// `largest` holds the largest second moments seen (amsgrad), or is NULL.
void tk_adam_f32(float *parameter, const float *gradient, float *moment1, float *moment2,
                 float *_Nullable largest, size_t count, const tk_adam_options *options);
void tk_adam_f64(double *parameter, const double *gradient, double *moment1, double *moment2,
                 double *_Nullable largest, size_t count, const tk_adam_options *options);

#pragma clang assume_nonnull end

#endif
