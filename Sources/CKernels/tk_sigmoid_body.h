// The last steps of the sigmoid of one float type: T, BITS for an integer of its size and M(name) for
// its elementary functions. Included by tk_math_f32.h and tk_math_f64.h.

// e / (1 + e) or 1 / (1 + e) with e = exp(-|x|) = 2^n (1 + t). Rounding e alone would cost up to 1 ulp
// of the quotient; so e and 1 + e keep what their rounding lost, and one Newton step puts it back.
TK_INLINE T M(sigmoid_of_exp)(T x, T t, BITS n) {
  T y = t + 1;
  T e = M(scale)(y, n);
  T e_lost = M(scale)(t - (y - 1), n);
  T d = 1 + e;
  T d_lost = (e - (d - 1)) + e_lost;
  T numerator = x < 0 ? e : 1;
  T numerator_lost = x < 0 ? e_lost : 0;
  T q = numerator / d;
  T reciprocal = x < 0 ? 1 - q : q;
  T remainder = (numerator - q * d) + (numerator_lost - q * d_lost);
  return remainder * reciprocal + q;
}
