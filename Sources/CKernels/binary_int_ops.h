// The table of one integer type: T, U (the unsigned type of the same width, in which arithmetic
// wraps) and SUFFIX. Included once per type by binary_int.c. A product begins with 1u: narrow types
// would be multiplied as int, which may overflow.

#define C(name) TK_CONCAT(TK_CONCAT(name, _), SUFFIX)

// Division by -1 is negation: the hardware's traps on the smallest value.
TK_INLINE T C(remainder)(T a, T b, int floored) {
  if (b == 0 || b == (T)-1) return b == 0 || (T)-1 < 0 ? 0 : a % b;
  T mod = a % b;
  return floored && mod != 0 && (b < 0) != (mod < 0) ? mod + b : mod;
}

TK_INLINE T C(floor_divide)(T a, T b) {
  if (b == 0) return 0;
  if (b == (T)-1 && b < 0) return (T)((U)0 - (U)a);
  T quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

TK_INLINE T C(trunc_divide)(T a, T b) {
  if (b == 0) return 0;
  return b == (T)-1 && b < 0 ? (T)((U)0 - (U)a) : (T)(a / b);
}

// Euclid's algorithm on magnitudes; that of the smallest value wraps to itself.
TK_INLINE T C(gcd)(T a, T b) {
  U m = a < 0 ? (U)0 - (U)a : (U)a, n = b < 0 ? (U)0 - (U)b : (U)b;
  while (n != 0) {
    U rest = m % n;
    m = n;
    n = rest;
  }
  return (T)m;
}

TK_INLINE T C(lcm)(T a, T b) {
  U divisor = (U)C(gcd)(a, b);
  if (divisor == 0) return 0;
  U m = a < 0 ? (U)0 - (U)a : (U)a;
  // As wide as C multiplies: 8 and 16 bits wrap after the sign is gone.
  if (sizeof(T) < sizeof(int)) {
    int product = (int)(m / divisor) * (int)b;
    return (T)(product < 0 ? -product : product);
  }
  T product = (T)(U)((U)(m / divisor) * (U)b);
  return product < 0 ? (T)((U)0 - (U)product) : product;
}

TK_INLINE T C(power)(T a, T b) {
  if (b < 0) return a == 1 ? 1 : a == (T)-1 ? (b & 1 ? a : 1) : 0;
  U result = 1, base = (U)a;
  for (U e = (U)b; e != 0; e >>= 1) {
    if (e & 1) result = (U)(1u * result * base);
    base = (U)(1u * base * base);
  }
  return (T)result;
}

#define WIDTH (T)(8 * sizeof(T))

#define INTEGER_ARITHMETIC(X)                                                             \
  X(ADD, T, (U)a + (U)b)                                                                  \
  X(SUB, T, (U)a - (U)b)                                                                  \
  X(MUL, T, 1u * (U)a * (U)b)                                                             \
  X(MAXIMUM, T, a > b ? a : b)                                                            \
  X(MINIMUM, T, a < b ? a : b)                                                            \
  X(FMAX, T, a > b ? a : b)                                                               \
  X(FMIN, T, a < b ? a : b)                                                               \
  X(BITWISE_AND, T, a & b)                                                                \
  X(BITWISE_OR, T, a | b)                                                                 \
  X(BITWISE_XOR, T, a ^ b)                                                                \
  X(SHIFT_LEFT, T, ((b < 0) | (b >= WIDTH)) ? (U)0 : (U)(1u * (U)a << (b & (WIDTH - 1)))) \
  X(SHIFT_RIGHT, T, a >> (((b < 0) | (b >= WIDTH)) ? WIDTH - 1 : b) >>                    \
                        ((b < 0) | (b >= WIDTH)))                                         \
  BINARY_COMPARISONS(X)

#define INTEGER_SCALAR(X)                                         \
  X(FLOOR_DIV, T, C(floor_divide)(a, b))                          \
  X(REMAINDER, T, C(remainder)(a, b, 1))                          \
  X(FMOD, T, C(remainder)(a, b, 0))                               \
  X(POW, T, C(power)(a, b))                                       \
  X(TRUNC_DIV, T, C(trunc_divide)(a, b))                          \
  X(GCD, T, C(gcd)(a, b))                                         \
  X(LCM, T, C(lcm)(a, b))

INTEGER_ARITHMETIC(BINARY_VECTOR)
INTEGER_SCALAR(BINARY_SCALAR)

const tk_binary_fn _Nullable TK_CONCAT(tk_binary_, SUFFIX)[TK_BINARY_COUNT] = {
    INTEGER_ARITHMETIC(BINARY_ENTRY) INTEGER_SCALAR(BINARY_ENTRY)};

#undef INTEGER_ARITHMETIC
#undef INTEGER_SCALAR
#undef WIDTH
#undef C
#undef T
#undef U
#undef SUFFIX
