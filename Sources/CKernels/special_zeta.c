// The Hurwitz zeta function by Euler and Maclaurin's summation (DLMF 25.11), for real arguments.

#include "special.h"

// B_2k / (2k)! for k = 1 to 12.
static const double bernoulli[] = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000,
    1.0 / 74724249600,
    -3617.0 / 10670622842880000,
    43867.0 / 5109094217170944000,
    -174611.0 / 802857662698291200000.0,
    77683.0 / 14101100039391805440000.0,
    -236364091.0 / 1693824136731743669452800000.0,
};

// For s > 1 and q > 0.
static double zeta_sum(double s, double q) {
  double start = 10 + 0.5 * s;
  double sum = 0, a = q;
  for (; a < start; a += 1) {
    double term = pow(a, -s);
    sum += term;
    // The terms fall by so much that the rest cannot be seen.
    if (term <= 1e-18 * sum) return sum;
  }
  double power = pow(a, -s);
  sum += power * (a / (s - 1) + 0.5);
  double factor = s * power / a;
  for (int k = 0; k < TK_COUNT(bernoulli); k++) {
    double term = bernoulli[k] * factor;
    sum += term;
    if (fabs(term) < 1e-18 * fabs(sum)) break;
    factor *= (s + 2 * k + 1) * (s + 2 * k + 2) / (a * a);
  }
  return sum;
}

double tk_zeta(double s, double q) {
  if (s != s || q != q) return NAN;
  if (s == 1) return INFINITY;
  if (s < 1) return NAN;
  if (q == INFINITY) return 0;
  if (q > 0) return zeta_sum(s, q);
  if (q == floor(q)) return INFINITY;
  if (s != floor(s)) return NAN;  // powers of negative numbers
  // The terms below zero, from q up to the fraction f, are those of 1 - f up to -q, with a sign.
  double f = q - floor(q), sign = fmod(s, 2) == 0 ? 1 : -1;
  return zeta_sum(s, f) + sign * (zeta_sum(s, 1 - f) - zeta_sum(s, 1 - q));
}
