// The rules that divide the gradient itself by its running size. One float type: T and F(name).
// Included by optim.c after optim_body.h.

#pragma clang assume_nonnull begin

TK_CLONES void F(tk_adagrad)(const tk_update_run *run, const tk_adagrad_options *options) {
  T *p = run->parameter, *sum = run->first;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  T epsilon = (T)options->epsilon, rate = (T)-options->rate;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T squares = sum[i] + g * g;
    sum[i] = squares;
    p[i] = p[i] * s.shrink + rate * g / (F(tk_sqrt)(squares) + epsilon);
  }
}

TK_CLONES void F(tk_adadelta)(const tk_update_run *run, const tk_adadelta_options *options) {
  T *p = run->parameter, *squares = run->first, *steps = run->second;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(prelude) s = F(prelude_of)(run);
  T rho = (T)options->rho, fresh = (T)(1 - options->rho);
  T epsilon = (T)options->epsilon, rate = (T)-options->learning_rate;
  TK_VECTORIZE for (size_t i = 0; i < count; i++) {
    T g = F(direction)(p[i], gradient[i], s);
    T square = squares[i] * rho + fresh * g * g;
    T step = F(tk_sqrt)(steps[i] + epsilon) / F(tk_sqrt)(square + epsilon) * g;
    squares[i] = square;
    steps[i] = steps[i] * rho + fresh * step * step;
    p[i] = p[i] * s.shrink + step * rate;
  }
}

typedef struct {
  F(prelude) prelude;
  F(mean) mean;
  T alpha, fresh, epsilon, momentum, rate;
} F(rmsprop_scalars);

// One element; `mean` stays 0 where the squares are not centered. Gives the gradient divided by its
// running size.
TK_INLINE T F(rmsprop_ratio)(T p, T g, T *square, T *_Nullable mean, F(rmsprop_scalars) s) {
  g = F(direction)(p, g, s.prelude);
  T v = *square * s.alpha + s.fresh * g * g;
  *square = v;
  if (mean) {
    T m = F(mean_of)(*mean, g, s.mean);
    *mean = m;
    v = v - m * m;
  }
  return g / (F(tk_sqrt)(v) + s.epsilon);
}

TK_CLONES void F(tk_rmsprop)(const tk_update_run *run, const tk_rmsprop_options *options) {
  T *p = run->parameter, *square = run->first, *mean = run->second, *velocity = run->third;
  const T *gradient = run->gradient;
  size_t count = run->count;
  F(rmsprop_scalars) s = {
      .prelude = F(prelude_of)(run),
      .mean = F(mean_keeping)(options->alpha),
      .alpha = (T)options->alpha,
      .fresh = (T)(1 - options->alpha),
      .epsilon = (T)options->epsilon,
      .momentum = (T)options->momentum,
      .rate = (T)-options->learning_rate,
  };
  T shrink = s.prelude.shrink;
  if (velocity && mean) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T ratio = F(rmsprop_ratio)(p[i], gradient[i], square + i, mean + i, s);
      velocity[i] = velocity[i] * s.momentum + ratio;
      p[i] = p[i] * shrink + velocity[i] * s.rate;
    }
  } else if (velocity) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T ratio = F(rmsprop_ratio)(p[i], gradient[i], square + i, NULL, s);
      velocity[i] = velocity[i] * s.momentum + ratio;
      p[i] = p[i] * shrink + velocity[i] * s.rate;
    }
  } else if (mean) {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T ratio = F(rmsprop_ratio)(p[i], gradient[i], square + i, mean + i, s);
      p[i] = p[i] * shrink + ratio * s.rate;
    }
  } else {
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {
      T ratio = F(rmsprop_ratio)(p[i], gradient[i], square + i, NULL, s);
      p[i] = p[i] * shrink + ratio * s.rate;
    }
  }
}

#pragma clang assume_nonnull end
