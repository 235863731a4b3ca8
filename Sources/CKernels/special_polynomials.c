// Orthogonal polynomials (DLMF, chapter 18) by their recurrences. A degree's fraction is cut off; of a negative
// degree the polynomial is 0.

#include "special.h"
#include <stdint.h>

// Within -1...1, from here on, the closed form by angles takes over.
#define CLOSED_FORM_DEGREE 8

// Degrees beyond it give NaN: long before, all but the smallest arguments overflow.
#define HERMITE_LIMIT 512

// What is no int64 counts as negative.
static int64_t degree(double n) { return n > -1 && n < 0x1p62 ? (int64_t)n : -1; }

// p_0 = 1, p_1 = first, and p_(k+1) = step x p_k - p_(k-1) as all kinds of Chebyshev's have it.
static double chebyshev(double x, double first, int64_t n) {
  if (n == 0) return 1;
  double before = 1, last = first;
  for (int64_t k = 1; k < n && isfinite(last); k++) {
    double next = 2 * x * last - before;
    before = last;
    last = next;
  }
  // The largest power alone decides where a sum overflows.
  return isinf(last) ? (x < 0 && n % 2 ? -INFINITY : INFINITY) : last;
}

static double alternating(int64_t n) { return n % 2 ? -1 : 1; }

double tk_chebyshev_t(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  if (fabs(x) == 1) return x > 0 ? 1 : alternating(n);
  return n > CLOSED_FORM_DEGREE && fabs(x) < 1 ? cos((double)n * acos(x)) : chebyshev(x, x, n);
}

double tk_chebyshev_u(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  double count = (double)n + 1;
  if (fabs(x) == 1) return x > 0 ? count : alternating(n) * count;
  if (n <= CLOSED_FORM_DEGREE || !(fabs(x) < 1)) return chebyshev(x, 2 * x, n);
  double angle = acos(x);
  return sin(count * angle) / sin(angle);
}

double tk_chebyshev_v(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  double count = 2 * (double)n + 1;
  if (fabs(x) == 1) return x > 0 ? 1 : alternating(n) * count;
  if (n <= CLOSED_FORM_DEGREE || !(fabs(x) < 1)) return chebyshev(x, 2 * x - 1, n);
  double angle = acos(x);
  return cos(((double)n + 0.5) * angle) / cos(0.5 * angle);
}

double tk_chebyshev_w(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  double count = 2 * (double)n + 1;
  if (fabs(x) == 1) return x > 0 ? count : alternating(n);
  if (n <= CLOSED_FORM_DEGREE || !(fabs(x) < 1)) return chebyshev(x, 2 * x + 1, n);
  double angle = acos(x);
  return sin(((double)n + 0.5) * angle) / sin(0.5 * angle);
}

double tk_shifted_chebyshev_t(double x, double n) { return tk_chebyshev_t(2 * x - 1, n); }
double tk_shifted_chebyshev_u(double x, double n) { return tk_chebyshev_u(2 * x - 1, n); }
double tk_shifted_chebyshev_v(double x, double n) { return tk_chebyshev_v(2 * x - 1, n); }
double tk_shifted_chebyshev_w(double x, double n) { return tk_chebyshev_w(2 * x - 1, n); }

double tk_hermite_h(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  if (n == 0) return 1;
  if (n > HERMITE_LIMIT) return NAN;
  double before = 1, last = 2 * x;
  for (int64_t k = 1; k < n; k++) {
    double next = 2 * (x * last - (double)k * before);
    before = last;
    last = next;
  }
  return last;
}

double tk_hermite_he(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  if (n == 0) return 1;
  if (n > HERMITE_LIMIT) return NAN;
  double before = 1, last = x;
  for (int64_t k = 1; k < n; k++) {
    double next = x * last - (double)k * before;
    before = last;
    last = next;
  }
  return last;
}

double tk_laguerre_l(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  if (n == 0 || x == 0) return 1;
  double before = 1, last = 1 - x;
  for (int64_t k = 1; k < n && last == last; k++) {
    double next = ((2 * (double)k + 1 - x) * last - (double)k * before) / ((double)k + 1);
    before = last;
    last = next;
  }
  return last;
}

double tk_legendre_p(double x, double degrees) {
  int64_t n = degree(degrees);
  if (n < 0) return 0;
  if (fabs(x) == 1) return x > 0 ? 1 : alternating(n);
  if (n == 0) return 1;
  double before = 1, last = x;
  for (int64_t k = 1; k < n && last == last; k++) {
    double next = ((2 * (double)k + 1) * x * last - (double)k * before) / ((double)k + 1);
    before = last;
    last = next;
  }
  return last;
}
