#include "philox.h"
#include "tk_random.h"
#include <math.h>

#pragma clang assume_nonnull begin

// Distributions whose numbers take as many words as chance has it. Element i draws from blocks of
// its own: the counter's low half is its number, the third word counts the blocks it has used.
typedef struct {
  uint64_t key, element;
  uint32_t blocks;
  int left;
  uint32_t words[4];
} stream;

TK_INLINE stream stream_of(uint64_t key, uint64_t element) {
  stream s = {.key = key, .element = element};
  return s;
}

TK_INLINE uint32_t next_word(stream *s) {
  if (s->left == 0) {
    s->words[0] = (uint32_t)s->element;
    s->words[1] = (uint32_t)(s->element >> 32);
    s->words[2] = s->blocks++;
    s->words[3] = 0;
    philox_rounds(s->words, (uint32_t)s->key, (uint32_t)(s->key >> 32));
    s->left = 4;
  }
  return s->words[--s->left];
}

// Odd multiples of 2^-53: never 0, never 1.
TK_INLINE double next_uniform(stream *s) {
  uint64_t high = next_word(s);
  uint64_t bits = high << 32 | next_word(s);
  return (double)(int64_t)(bits >> 12 << 1 | 1) * 0x1p-53;
}

TK_INLINE double next_normal(stream *s) {
  double radius = sqrt(-2 * log(next_uniform(s)));
  return radius * cos(6.28318530717958647692 * next_uniform(s));
}

// The logarithm of a gamma number of rate 1 (Marsaglia and Tsang, "A simple method for generating
// gamma variables", 2000). A shape below 1 is raised by 1 and the number scaled by a power of a
// uniform one, which in logarithms does not underflow.
static double log_gamma_number(stream *s, double shape) {
  double scale = 0;
  if (shape < 1) {
    scale = log(next_uniform(s)) / shape;
    shape += 1;
  }
  double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    double x = next_normal(s), root = 1 + c * x;
    if (root <= 0) continue;
    double v = root * root * root, log_v = log(v);
    if (log(next_uniform(s)) < 0.5 * x * x + d * (1 - v + log_v)) return log(d) + log_v + scale;
  }
}

// What Stirling's formula for the logarithm of k! lacks, in its form with k + 1.
static double stirling_rest(double k) {
  static const double table[10] = {
      0.081061466795327258, 0.041340695955409294, 0.027677925684998339, 0.020790672103765093,
      0.016644691189821192, 0.013876128823070748, 0.011896709945891770, 0.010411265261972096,
      0.0092554621827127329, 0.0083305634333628713,
  };
  if (k < 10) return table[(int)k];
  double x = 1 / (k + 1), y = x * x;
  return (1.0 / 12 - (1.0 / 360 - y / 1260) * y) * x;
}

// Small means by multiplication (Knuth), others by transformed rejection (Hoermann, "The transformed
// rejection method for generating Poisson random variables", 1993).
static double poisson_number(stream *s, double mean) {
  if (mean < 10) {
    double limit = exp(-mean), product = 1, count = -1;
    do {
      product *= next_uniform(s);
      count += 1;
    } while (product > limit);
    return count;
  }
  double root = sqrt(mean);
  double b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b;
  double inverse = 1.1239 + 1.1328 / (b - 3.4), bound = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    double u = next_uniform(s) - 0.5, v = next_uniform(s), edge = 0.5 - fabs(u);
    double k = floor((2 * a / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= bound) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    // The logarithm of the probability of k, without large terms that cancel.
    double excess = k + 1 - mean;
    double log_p = excess - (k + 0.5) * log1p(excess / mean) -
                   0.5 * log(6.28318530717958647692 * mean) - stirling_rest(k);
    if (log(v * inverse / (a / (edge * edge) + b)) <= log_p) return k;
  }
}

// Few successes by the gaps between them (Devroye, 1986), many by transformed rejection (Hoermann,
// "The generation of binomial random variates", 1993).
static double binomial_number(stream *s, double n, double p) {
  if (p > 0.5) return n - binomial_number(s, n, 1 - p);
  if (p == 0 || n == 0) return 0;
  if (n * p < 10) {
    double log_q = log1p(-p), place = 0, count = 0;
    for (;;) {
      place += ceil(log(next_uniform(s)) / log_q);
      if (place > n) return count;
      count += 1;
    }
  }
  double deviation = sqrt(n * p * (1 - p)), odds = p / (1 - p);
  double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p;
  double center = n * p + 0.5, bound = 0.92 - 4.2 / b;
  double factor = (2.83 + 5.1 / b) * deviation, m = floor((n + 1) * p);
  for (;;) {
    double u = next_uniform(s) - 0.5, v = next_uniform(s), edge = 0.5 - fabs(u);
    double k = floor((2 * a / edge + b) * u + center);
    if (edge >= 0.07 && v <= bound) return k;
    if (k < 0 || k > n) continue;
    // The logarithm of the probability of k over that of the likeliest number, m.
    double log_ratio = (m + 0.5) * log((m + 1) / (odds * (n - m + 1))) +
                       (n + 1) * log((n - m + 1) / (n - k + 1)) +
                       (k + 0.5) * log(odds * (n - k + 1) / (k + 1)) + stirling_rest(m) +
                       stirling_rest(n - m) - stirling_rest(k) - stirling_rest(n - k);
    if (log(v * factor / (a / (edge * edge) + b)) <= log_ratio) return k;
  }
}

#define EACH(NAME, NUMBER)                                                                    \
  void NAME(double *out, const double *a, const double *b, size_t count, uint64_t key,        \
            uint64_t element) {                                                               \
    (void)b;                                                                                  \
    for (size_t i = 0; i < count; i++) {                                                      \
      stream s = stream_of(key, element + i);                                                 \
      out[i] = NUMBER;                                                                        \
    }                                                                                         \
  }

EACH(tk_gamma, exp(log_gamma_number(&s, a[i])))
EACH(tk_log_gamma, log_gamma_number(&s, a[i]))
EACH(tk_poisson, poisson_number(&s, a[i]))
EACH(tk_binomial, binomial_number(&s, a[i], b[i]))

#pragma clang assume_nonnull end
