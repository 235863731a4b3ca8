// What optimizer rules share, and those that divide by no running size of gradients. One float
// type: T and F(name). Included by optim.c. Scalars are computed in double and then rounded to T,
// as PyTorch's are.

#pragma clang assume_nonnull begin

typedef struct {
  T decay, shrink;
  bool maximize, decays;
} F(prelude);

TK_INLINE F(prelude) F(prelude_of)(const tk_update_run *run) {
  return (F(prelude)){
      .decay = (T)run->decay,
      .shrink = (T)run->shrink,
      .maximize = run->maximize,
      .decays = run->decay != 0,
  };
}

TK_INLINE T F(direction)(T p, T g, F(prelude) s) {
  g = s.maximize ? -g : g;
  return s.decays ? g + p * s.decay : g;
}

// A weighted mean of two numbers, taken from the end that is nearer: lerp(a, b, 1 - kept).
typedef struct {
  T weight, kept;
  bool is_nearer_end;
} F(mean);

TK_INLINE F(mean) F(mean_keeping)(double kept) {
  T weight = (T)(1 - kept);
  return (F(mean)){.weight = weight, .kept = 1 - weight, .is_nearer_end = 1 - kept >= 0.5};
}

TK_INLINE T F(mean_of)(T start, T end, F(mean) m) {
  T change = end - start;
  return m.is_nearer_end ? end - change * m.kept : start + m.weight * change;
}

TK_CLONES void F(tk_sgd)(const tk_update_run *run, const tk_sgd_options *options) {
  T *p = run->parameter, *velocity = run->first;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  T rate = (T)-options->learning_rate;
  if (!velocity) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      p[i] = p[i] * s.shrink + F(direction)(p[i], gradient[i], s) * rate;
    }
    return;
  }
  T momentum = (T)options->momentum, fresh = (T)(1 - options->dampening);
  bool is_first = options->is_first_step, nesterov = options->nesterov;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T kept = velocity[i] * momentum;
    T v = is_first ? g : kept + g * fresh;
    velocity[i] = v;
    T step = nesterov ? g + v * momentum : v;
    p[i] = p[i] * s.shrink + step * rate;
  }
}

TK_CLONES void F(tk_lion)(const tk_update_run *run, const tk_lion_options *options) {
  T *p = run->parameter, *moment = run->first;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  F(mean) look = F(mean_keeping)(options->beta1), keep = F(mean_keeping)(options->beta2);
  T rate = (T)-options->learning_rate;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T ahead = F(mean_of)(moment[i], g, look);
    // NaN passes, as through the sign of a number that is no number.
    T sign = ahead > 0 ? (T)1 : ahead < 0 ? (T)-1 : ahead;
    moment[i] = F(mean_of)(moment[i], g, keep);
    p[i] = p[i] * s.shrink + sign * rate;
  }
}

TK_CLONES void F(tk_asgd)(const tk_update_run *run, const tk_asgd_options *options) {
  T *p = run->parameter, *average = run->first;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  T rate = (T)-options->rate, shrink = (T)(1 - options->lambda * options->rate);
  T weight = (T)options->weight;
  bool is_copy = options->weight == 1;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T moved = p[i] * shrink + F(direction)(p[i], gradient[i], s) * rate;
    T mean = average[i] + (moved - average[i]) * weight;
    average[i] = is_copy ? moved : mean;
    p[i] = moved;
  }
}

TK_CLONES void F(tk_rprop)(const tk_update_run *run, const tk_rprop_options *options) {
  T *p = run->parameter, *before = run->first, *step = run->second;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  T shrinking = (T)options->shrinking, growing = (T)options->growing;
  T smallest = (T)options->smallest, largest = (T)options->largest;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T agreement = g * before[i];
    T factor = agreement > 0 ? growing : agreement < 0 ? shrinking : agreement == 0 ? 1 : agreement;
    T size = step[i] * factor;
    size = size < smallest ? smallest : size;
    size = size > largest ? largest : size;
    // Where the slope has turned the element waits for one step.
    g = agreement < 0 ? 0 : g;
    T sign = g > 0 ? (T)1 : g < 0 ? (T)-1 : g;
    step[i] = size;
    before[i] = g;
    p[i] = p[i] * s.shrink - sign * size;
  }
}

TK_CLONES void F(tk_average)(const tk_update_run *run, const tk_average_options *options) {
  T *average = run->parameter;
  const T *current = run->gradient;
  size_t count = run->count;
  F(mean) mean = F(mean_keeping)(1 - options->weight);
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    average[i] = F(mean_of)(average[i], current[i], mean);
  }
}

#pragma clang assume_nonnull end
