#include "tk_ctc.h"

#include <math.h>

// log(exp(a) + exp(b)); -Inf stands for nothing.
static inline double log_add(double a, double b) {
  double high = a > b ? a : b, low = a > b ? b : a;
  return low == -INFINITY ? high : high + log1p(exp(low - high));
}

static inline int64_t state_class(const int64_t *target, size_t state, int64_t blank) {
  return state % 2 ? target[state / 2] : blank;
}

// Whether a path may come to a state from the one before the last: over a blank between two
// different classes.
static inline int may_skip(const int64_t *target, size_t state) {
  return state % 2 && state >= 2 && target[state / 2] != target[state / 2 - 1];
}

double tk_ctc(double *alpha, const double *log_probabilities, size_t step, size_t times,
              const int64_t *target, size_t length, int64_t blank) {
  size_t states = 2 * length + 1;
  if (times == 0) { return length == 0 ? 0 : INFINITY; }
  for (size_t s = 0; s < states; s++) { alpha[s] = -INFINITY; }
  alpha[0] = log_probabilities[blank];
  if (length > 0) { alpha[1] = log_probabilities[target[0]]; }
  for (size_t t = 1; t < times; t++) {
    const double *before = alpha + (t - 1) * states, *x = log_probabilities + t * step;
    double *now = alpha + t * states;
    for (size_t s = 0; s < states; s++) {
      double sum = before[s];
      if (s >= 1) { sum = log_add(sum, before[s - 1]); }
      if (may_skip(target, s)) { sum = log_add(sum, before[s - 2]); }
      now[s] = sum + x[state_class(target, s, blank)];
    }
  }
  const double *last = alpha + (times - 1) * states;
  double sum = last[states - 1];
  if (length > 0) { sum = log_add(sum, last[states - 2]); }
  return -sum;
}

void tk_ctc_backward(double *out, size_t out_step, double *beta, double *shares,
                     const double *alpha, const double *log_probabilities, size_t step,
                     size_t times, size_t classes, const int64_t *target, size_t length,
                     int64_t blank, double loss, double scale) {
  size_t states = 2 * length + 1;
  double *now = beta, *after = beta + states;
  for (size_t t = times; t-- > 0;) {
    const double *x = log_probabilities + t * step;
    for (size_t s = states; s-- > 0;) {
      // now[s] is the logarithm of the probability of all that comes after, this state included.
      double sum;
      if (t + 1 == times) {
        sum = s + 2 >= states ? 0 : -INFINITY;
      } else {
        sum = after[s];
        if (s + 1 < states) { sum = log_add(sum, after[s + 1]); }
        if (s + 2 < states && may_skip(target, s + 2)) { sum = log_add(sum, after[s + 2]); }
      }
      now[s] = sum + x[state_class(target, s, blank)];
    }
    for (size_t c = 0; c < classes; c++) { shares[c] = -INFINITY; }
    for (size_t s = 0; s < states; s++) {
      int64_t c = state_class(target, s, blank);
      shares[c] = log_add(shares[c], alpha[t * states + s] + now[s]);
    }
    // Both alpha and beta count the state's own probability.
    for (size_t c = 0; c < classes; c++) {
      double share = shares[c] == -INFINITY ? 0 : exp(shares[c] - x[c] + loss);
      out[t * out_step + c] = scale * (exp(x[c]) - share);
    }
    double *other = now;
    now = after;
    after = other;
  }
}
