// The rules that keep a first and a second moment of the gradients. One float type: T and F(name).
// Included by optim.c after optim_body.h.

#pragma clang assume_nonnull begin

typedef struct {
  F(mean) first;
  T beta2, weight2;
} F(moments);

TK_INLINE F(moments) F(moments_of)(double beta1, double beta2) {
  return (F(moments)){
      .first = F(mean_keeping)(beta1), .beta2 = (T)beta2, .weight2 = (T)(1 - beta2)};
}

TK_INLINE T F(second_moment)(T moment, T g, F(moments) m) {
  T kept = moment * m.beta2;
  return kept + m.weight2 * g * g;
}

typedef struct {
  F(prelude) prelude;
  F(moments) moments;
  T root_scale, epsilon, rate;
} F(adam_scalars);

// One element, with `largest` the running maximum of the second moment; without amsgrad it is read
// as 0, which the second moment is never below.
TK_INLINE void F(adam_element)(T *parameter, T g, T *first, T *second, T *largest,
                               F(adam_scalars) s) {
  g = F(direction)(*parameter, g, s.prelude);
  T p = *parameter * s.prelude.shrink;
  T m = F(mean_of)(*first, g, s.moments.first);
  T v = F(second_moment)(*second, g, s.moments);
  T top = ((*largest > v) | (*largest != *largest)) ? *largest : v;
  *first = m;
  *second = v;
  *largest = top;
  T denominator = F(tk_sqrt)(top) * s.root_scale + s.epsilon;
  *parameter = p + s.rate * m / denominator;
}

TK_CLONES void F(tk_adam)(const tk_update_run *run, const tk_adam_options *options) {
  T *p = run->parameter, *first = run->first, *second = run->second, *largest = run->third;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(adam_scalars) s = {
      .prelude = F(prelude_of)(run),
      .moments = F(moments_of)(options->beta1, options->beta2),
      .root_scale = (T)options->root_scale,
      .epsilon = (T)options->epsilon,
      .rate = (T)-options->rate,
  };
  if (largest) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      F(adam_element)(p + i, gradient[i], first + i, second + i, largest + i, s);
    }
  } else {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T unused = 0;
      F(adam_element)(p + i, gradient[i], first + i, second + i, &unused, s);
    }
  }
}

TK_CLONES void F(tk_adamax)(const tk_update_run *run, const tk_adamax_options *options) {
  T *p = run->parameter, *first = run->first, *largest = run->second;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  F(mean) mean = F(mean_keeping)(options->beta1);
  T beta2 = (T)options->beta2, epsilon = (T)options->epsilon, rate = (T)-options->rate;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T m = F(mean_of)(first[i], g, mean);
    T kept = largest[i] * beta2, fresh = F(tk_abs)(g) + epsilon;
    T top = ((kept > fresh) | (kept != kept)) ? kept : fresh;
    first[i] = m;
    largest[i] = top;
    p[i] = p[i] * s.shrink + rate * m / top;
  }
}

TK_CLONES void F(tk_nadam)(const tk_update_run *run, const tk_nadam_options *options) {
  T *p = run->parameter, *first = run->first, *second = run->second;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  F(moments) moments = F(moments_of)(options->beta1, options->beta2);
  T epsilon = (T)options->epsilon, square_scale = (T)options->square_scale;
  T gradient_rate = (T)-options->gradient_rate, moment_rate = (T)-options->moment_rate;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T m = F(mean_of)(first[i], g, moments.first);
    T v = F(second_moment)(second[i], g, moments);
    first[i] = m;
    second[i] = v;
    T denominator = F(tk_sqrt)(v * square_scale) + epsilon;
    p[i] = p[i] * s.shrink + (gradient_rate * g + moment_rate * m) / denominator;
  }
}

TK_CLONES void F(tk_radam)(const tk_update_run *run, const tk_radam_options *options) {
  T *p = run->parameter, *first = run->first, *second = run->second;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  F(moments) moments = F(moments_of)(options->beta1, options->beta2);
  T epsilon = (T)options->epsilon, rate = (T)-options->rate;
  bool is_adaptive = options->is_adaptive;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T m = F(mean_of)(first[i], g, moments.first);
    T v = F(second_moment)(second[i], g, moments);
    first[i] = m;
    second[i] = v;
    T denominator = is_adaptive ? F(tk_sqrt)(v) + epsilon : 1;
    p[i] = p[i] * s.shrink + rate * m / denominator;
  }
}

#pragma clang assume_nonnull end
