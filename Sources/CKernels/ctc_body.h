// Connectionist temporal classification in one float type: T, F(name) for its functions, EXP, LOG
// and LOG1P. Included by ctc.c.

#pragma clang assume_nonnull begin

// log(exp(a) + exp(b)); -Inf stands for nothing.
static inline T F(log_add)(T a, T b) {
  T high = a > b ? a : b, low = a > b ? b : a;
  return low == -(T)INFINITY ? high : high + LOG1P(EXP(low - high));
}

static inline int64_t F(state_class)(const int64_t *target, size_t state, int64_t blank) {
  return state % 2 ? target[state / 2] : blank;
}

// Whether a path may come to a state from the one before the last: over a blank between two
// different classes.
static inline int F(may_skip)(const int64_t *target, size_t state) {
  return state % 2 && state >= 2 && target[state / 2] != target[state / 2 - 1];
}

T F(tk_ctc)(T *alpha, const T *log_probabilities, size_t step, size_t times, const int64_t *target,
            size_t length, int64_t blank) {
  size_t states = 2 * length + 1;
  if (times == 0) { return length == 0 ? 0 : (T)INFINITY; }
  for (size_t s = 0; s < states; s++) { alpha[s] = -(T)INFINITY; }
  alpha[0] = log_probabilities[blank];
  if (length > 0) { alpha[1] = log_probabilities[target[0]]; }
  for (size_t t = 1; t < times; t++) {
    const T *before = alpha + (t - 1) * states, *x = log_probabilities + t * step;
    T *now = alpha + t * states;
    for (size_t s = 0; s < states; s++) {
      T sum = before[s];
      if (s >= 1) { sum = F(log_add)(sum, before[s - 1]); }
      if (F(may_skip)(target, s)) { sum = F(log_add)(sum, before[s - 2]); }
      now[s] = sum + x[F(state_class)(target, s, blank)];
    }
  }
  const T *last = alpha + (times - 1) * states;
  T sum = last[states - 1];
  if (length > 0) { sum = F(log_add)(sum, last[states - 2]); }
  return -sum;
}

void F(tk_ctc_backward)(T *out, size_t out_step, T *beta, T *shares, const T *alpha,
                        const T *log_probabilities, size_t step, size_t times, size_t classes,
                        const int64_t *target, size_t length, int64_t blank, T loss, T scale) {
  size_t states = 2 * length + 1;
  T *now = beta, *after = beta + states;
  for (size_t t = times; t-- > 0;) {
    const T *x = log_probabilities + t * step;
    for (size_t s = states; s-- > 0;) {
      // now[s] is the logarithm of the probability of all that comes after, this state included.
      T sum;
      if (t + 1 == times) {
        sum = s + 2 >= states ? 0 : -(T)INFINITY;
      } else {
        sum = after[s];
        if (s + 1 < states) { sum = F(log_add)(sum, after[s + 1]); }
        if (s + 2 < states && F(may_skip)(target, s + 2)) { sum = F(log_add)(sum, after[s + 2]); }
      }
      now[s] = sum + x[F(state_class)(target, s, blank)];
    }
    for (size_t c = 0; c < classes; c++) { shares[c] = -(T)INFINITY; }
    for (size_t s = 0; s < states; s++) {
      int64_t c = F(state_class)(target, s, blank);
      shares[c] = F(log_add)(shares[c], alpha[t * states + s] + now[s]);
    }
    // Both alpha and beta count the state's own probability.
    for (size_t c = 0; c < classes; c++) {
      T share = shares[c] == -(T)INFINITY ? 0 : EXP(shares[c] - x[c] + loss);
      out[t * out_step + c] = scale * (EXP(x[c]) - share);
    }
    T *other = now;
    now = after;
    after = other;
  }
}

#pragma clang assume_nonnull end
