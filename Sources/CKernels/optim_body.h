// The optimizer steps of one float type: T and F(name). Included by optim.c. Scalars are
// computed in double and then rounded to T, as PyTorch's are.

#pragma clang assume_nonnull begin

typedef struct {
  T rate, momentum, fresh, decay;
  bool decays, nesterov, maximize, first;
} F(sgd_scalars);

TK_INLINE T F(sgd_direction)(T p, T g, F(sgd_scalars) s) {
  g = s.maximize ? -g : g;
  return s.decays ? g + p * s.decay : g;
}

TK_CLONES void F(tk_sgd)(T *parameter, const T *gradient, T *_Nullable velocity, size_t count,
                         const tk_sgd_options *options) {
  F(sgd_scalars) s = {
      .rate = (T)-options->learning_rate,
      .momentum = (T)options->momentum,
      .fresh = (T)(1 - options->dampening),
      .decay = (T)options->weight_decay,
      .decays = options->weight_decay != 0,
      .nesterov = options->nesterov,
      .maximize = options->maximize,
      .first = options->is_first_step,
  };
  if (!velocity) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      parameter[i] += F(sgd_direction)(parameter[i], gradient[i], s) * s.rate;
    }
    return;
  }
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(sgd_direction)(parameter[i], gradient[i], s);
    T kept = velocity[i] * s.momentum;
    T v = s.first ? g : kept + g * s.fresh;
    velocity[i] = v;
    T step = s.nesterov ? g + v * s.momentum : v;
    parameter[i] += step * s.rate;
  }
}

typedef struct {
  T shrink, decay, weight1, beta1, beta2, weight2, root_scale, epsilon, rate;
  bool decays, decoupled, maximize, short_memory;
} F(adam_scalars);

// One element, with `largest` the running maximum of the second moment; without amsgrad it is read
// as 0, which the second moment is never below.
TK_INLINE void F(adam_element)(T *parameter, T g, T *moment1, T *moment2, T *largest,
                               F(adam_scalars) s) {
  T p = *parameter;
  g = s.maximize ? -g : g;
  p = s.decoupled ? p * s.shrink : p;
  g = s.decays ? g + p * s.decay : g;
  T change = g - *moment1;
  T m = s.short_memory ? g - change * s.beta1 : *moment1 + s.weight1 * change;
  T kept = *moment2 * s.beta2;
  T v = kept + s.weight2 * g * g;
  T top = ((*largest > v) | (*largest != *largest)) ? *largest : v;
  *moment1 = m;
  *moment2 = v;
  *largest = top;
  T denominator = F(tk_sqrt)(top) * s.root_scale + s.epsilon;
  *parameter = p + s.rate * m / denominator;
}

TK_CLONES void F(tk_adam)(T *parameter, const T *gradient, T *moment1, T *moment2,
                          T *_Nullable largest, size_t count, const tk_adam_options *options) {
  const tk_adam_options o = *options;
  F(adam_scalars) s = {
      .shrink = (T)(1 - o.learning_rate * o.weight_decay),
      .decay = (T)o.weight_decay,
      .weight1 = (T)(1 - o.beta1),
      .beta1 = 1 - (T)(1 - o.beta1),
      .beta2 = (T)o.beta2,
      .weight2 = (T)(1 - o.beta2),
      .root_scale = (T)(1 / sqrt(o.bias_correction2)),
      .epsilon = (T)o.epsilon,
      .rate = (T)-(o.learning_rate / o.bias_correction1),
      .decays = o.weight_decay != 0 && !o.decouples_decay,
      .decoupled = o.weight_decay != 0 && o.decouples_decay,
      .maximize = o.maximize,
      .short_memory = 1 - o.beta1 >= 0.5,
  };
  if (largest) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      F(adam_element)(parameter + i, gradient[i], moment1 + i, moment2 + i, largest + i, s);
    }
  } else {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T unused = 0;
      F(adam_element)(parameter + i, gradient[i], moment1 + i, moment2 + i, &unused, s);
    }
  }
}

#pragma clang assume_nonnull end
