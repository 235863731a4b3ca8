#ifndef TAPESTRY_TK_OPTIM_H
#define TAPESTRY_TK_OPTIM_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// One optimizer step over a flat run of a parameter, in the order of operations of PyTorch's
// single-tensor implementations.

// A parameter, its gradient, and what the rule keeps of earlier steps: all of float in the _f32
// rules, all of double in the _f64 ones. Each rule says what `first`, `second` and `third` are.
typedef struct {
  void *parameter;
  const void *gradient;
  void *_Nullable first;
  void *_Nullable second;
  void *_Nullable third;
  size_t count;
  // What happens before the rule: the gradient is turned, and takes a part of the parameter;
  // the parameter shrinks.
  bool maximize;
  double decay;
  double shrink;
} tk_update_run;

#define TK_RULE(NAME, OPTIONS)                                         \
  void tk_##NAME##_f32(const tk_update_run *run, const OPTIONS *options); \
  void tk_##NAME##_f64(const tk_update_run *run, const OPTIONS *options);

// Velocity, or none where momentum is 0.
typedef struct {
  double learning_rate;
  double momentum;
  double dampening;
  bool nesterov;
  bool is_first_step;  // the velocity starts as the gradient
} tk_sgd_options;
TK_RULE(sgd, tk_sgd_options)

// Running mean.
typedef struct {
  double learning_rate;
  double beta1;
  double beta2;
} tk_lion_options;
TK_RULE(lion, tk_lion_options)

// Average of the parameter.
typedef struct {
  double rate;
  double lambda;
  double weight;  // of the parameter in its average
} tk_asgd_options;
TK_RULE(asgd, tk_asgd_options)

// First moment, second moment, and the largest second moment so far (amsgrad) or none.
typedef struct {
  double beta1;
  double beta2;
  double epsilon;
  double rate;        // learning rate / (1 - beta1^step)
  double root_scale;  // 1 / sqrt(1 - beta2^step)
} tk_adam_options;
TK_RULE(adam, tk_adam_options)

// First moment, largest gradient.
typedef struct {
  double beta1;
  double beta2;
  double epsilon;
  double rate;
} tk_adamax_options;
TK_RULE(adamax, tk_adamax_options)

// First moment, second moment.
typedef struct {
  double beta1;
  double beta2;
  double epsilon;
  double gradient_rate;
  double moment_rate;
  double square_scale;  // 1 / (1 - beta2^step)
} tk_nadam_options;
TK_RULE(nadam, tk_nadam_options)

// First moment, second moment.
typedef struct {
  double beta1;
  double beta2;
  double epsilon;
  double rate;
  bool is_adaptive;  // whether the second moment is known well enough to divide by its root
} tk_radam_options;
TK_RULE(radam, tk_radam_options)

// Sum of squares.
typedef struct {
  double rate;
  double epsilon;
} tk_adagrad_options;
TK_RULE(adagrad, tk_adagrad_options)

// Mean square of gradients, mean square of steps.
typedef struct {
  double learning_rate;
  double rho;
  double epsilon;
} tk_adadelta_options;
TK_RULE(adadelta, tk_adadelta_options)

// Mean square, mean or none (centered), velocity or none.
typedef struct {
  double learning_rate;
  double alpha;
  double epsilon;
  double momentum;
} tk_rmsprop_options;
TK_RULE(rmsprop, tk_rmsprop_options)

// Gradient before, step of each element.
typedef struct {
  double shrinking;
  double growing;
  double smallest;
  double largest;
} tk_rprop_options;
TK_RULE(rprop, tk_rprop_options)

// Moves the parameter, here an average, towards the gradient, here what it is an average of.
typedef struct {
  double weight;
} tk_average_options;
TK_RULE(average, tk_average_options)

#undef TK_RULE

#pragma clang assume_nonnull end

#endif
