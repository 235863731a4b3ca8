// The gamma function's relatives. Expansions: DLMF, chapters 5 and 8; coefficients computed in 40 digits.

#include "special.h"

// The positive root, in two parts, so that results near it keep their digits.
static const double digamma_root = 0x1.762d86356be3fp+0, digamma_root_rest = 9.5499954299656977e-17;

// digamma(x) / (x - root) on 1 <= x <= 2, in 2x - 3.
static const double digamma_core[] = {
    9.8357026044156699e-1, -2.270640863346444e-1, 3.3368899023930109e-2, -5.3200772715965474e-3,
    8.7886569378205053e-4, -1.4773492650606043e-4, 2.5060543468359144e-5, -4.2721034029993322e-6,
    7.302769272465923e-7, -1.2502886813559596e-7, 2.1425009322359474e-8, -3.673295918565179e-9,
    6.2997172361089309e-10, -1.080593028883266e-10, 1.8537351920536379e-11, -3.18023536582553e-12,
    5.4561475703227942e-13, -9.3609931310364382e-14, 1.606064636295075e-14,
    -2.7555431377438813e-15, 4.7277361786019114e-16, -8.11148420346509e-17,
    1.3917077694741541e-17, -2.3877901082188627e-18,
};

// log(x) - 1/2x - sum B_2k / 2k x^2k, for x >= 10.
static double digamma_large(double x) {
  static const double c[] = {1.0 / 12,  -1.0 / 120,      1.0 / 252, -1.0 / 240,
                             1.0 / 132, -691.0 / 32760.0, 1.0 / 12};
  double z = 1 / (x * x), tail = 0;
  for (int k = 6; k >= 0; k--) tail = tail * z + c[k];
  return log(x) - 0.5 / x - z * tail;
}

double tk_digamma(double x) {
  if (x == 0) return copysign(INFINITY, -x);
  if (x < 0) {
    if (x == trunc(x)) return NAN;
    // The tangent has period 1 in x; without its whole part pi x is exact enough near the poles.
    return tk_digamma(1 - x) - M_PI / tan(M_PI * (x - round(x)));
  }
  if (!(x < 10)) return x == INFINITY ? x : digamma_large(x);
  double steps = 0;
  for (; x > 2; x -= 1) steps += 1 / (x - 1);
  for (; x < 1; x += 1) steps -= 1 / x;
  double core = tk_chebyshev(digamma_core, TK_COUNT(digamma_core), 2 * x - 3);
  return steps + ((x - digamma_root) - digamma_root_rest) * core;
}

// lgamma writes a global sign; this one does not.
double tk_lgamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

// (-1)^(n+1) n! zeta(n + 1, x); n is whole. Factors that overflow meet as logarithms.
double tk_polygamma(double n, double x) {
  if (n == 0) return tk_digamma(x);
  double sum = tk_zeta(n + 1, x), sign = fmod(n, 2) == 0 ? -1 : 1;
  if (n <= 170) return sign * tgamma(n + 1) * sum;
  return sign * copysign(exp(tk_lgamma(n + 1) + log(fabs(sum))), sum);
}

// (-1)^k zeta(k) / k from k = 2 on.
static const double zeta_over_k[] = {
    8.2246703342411322e-1, -4.0068563438653143e-1, 2.7058080842778455e-1, -2.0738555102867399e-1,
    1.6955717699740819e-1, -1.4404989676884612e-1, 1.2550966952474304e-1, -1.1133426586956469e-1,
    1.0009945751278181e-1, -9.0954017145829042e-2, 8.3353840546109004e-2, -7.6932516411352191e-2,
    7.1432946295361336e-2, -6.6668705882420468e-2, 6.2500955141213041e-2, -5.8823978658684582e-2,
    5.5555767627403611e-2, -5.2631679379616661e-2, 5.0000047698101694e-2, -4.7619070330142228e-2,
    4.5454556293204669e-2, -4.3478266053040259e-2, 4.166666915034121e-2, -4.0000001192140141e-2,
    3.8461539034675186e-2, -3.7037037312989326e-2, 3.5714285847333358e-2, -3.4482758684919301e-2,
};

// log(gamma(1 + a)) for 0 <= a, with all digits near 0, where it is -euler a + a^2 zeta(2) / 2 - ...
static double lgamma1p(double a) {
  if (a > 0.25) return tk_lgamma(1 + a);
  double tail = 0;
  for (int k = TK_COUNT(zeta_over_k) - 1; k >= 0; k--) tail = tail * a + zeta_over_k[k];
  return a * (a * tail - 0.57721566490153286061);
}

// log(1 + m) - m without cancellation: with r = m / (2 + m) it is 2 (r^3/3 + r^5/5 + ...) - m r.
static double log1p_minus(double m) {
  if (fabs(m) > 0.5) return log1p(m) - m;
  double r = m / (2 + m), z = r * r, power = r * z, sum = 0;
  for (int k = 3; fabs(power) > 1e-18 * fabs(sum) && k < 60; k += 2) {
    sum += power / k;
    power *= z;
  }
  return 2 * sum - m * r;
}

// gamma(a) over Stirling's sqrt(2 pi / a) (a / e)^a, for a >= 10.
static double gamma_over_stirling(double a) {
  double z = 1 / (a * a);
  double c = z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * (691.0 / 360360))));
  return exp((1.0 / 12 - z * (1.0 / 360) + z * c) / a);
}

// x^a exp(-x) / gamma(a + 1).
static double igamma_factor(double a, double x) {
  if (a < 10) return exp(a * log(x) - x - lgamma1p(a));
  double m = (x - a) / a;
  // Far below a the difference of logarithms is no cancellation.
  double exponent = m > -0.9 ? a * log1p_minus(m) : a * log(x / a) - (x - a);
  return exp(exponent) / (sqrt(2 * M_PI * a) * gamma_over_stirling(a));
}

// DLMF 8.11.4: all terms positive.
static double igamma_series(double a, double x) {
  double term = 1, sum = 1;
  for (double n = 1; term > 1e-17 * sum && n < 1e5; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return fmin(igamma_factor(a, x) * sum, 1);
}

// The continued fraction DLMF 8.9.2, from the front (modified Lentz).
static double igammac_fraction(double a, double x) {
  double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
  for (double n = 1; n < 1e5; n++) {
    double an = -n * (n - a);
    b += 2;
    d = an * d + b;
    c = b + an / c;
    d = 1 / (d == 0 ? 1e-300 : d);
    c = c == 0 ? 1e-300 : c;
    double step = d * c;
    h *= step;
    if (fabs(step - 1) < 1e-16) break;
  }
  return igamma_factor(a, x) * a * h;
}

// For x near 0: 1 - x^a / gamma(1 + a) (1 + a sum (-x)^n / n! (a + n)).
static double igammac_small(double a, double x) {
  double term = 1, sum = 0;
  for (double n = 1; n < 200; n++) {
    term *= -x / n;
    double part = term / (a + n);
    sum += part;
    if (fabs(part) < 1e-17 * fabs(sum)) break;
  }
  double exponent = a * log(x) - lgamma1p(a);
  return -expm1(exponent) - exp(exponent) * a * sum;
}

// Coefficients of Temme's expansion for large a, uniform in x: DLMF 8.12.
#define TEMME_ORDERS 9
#define TEMME_TERMS 18
static const double temme[TEMME_ORDERS][TEMME_TERMS] = {
    {-0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
     0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-05,
     -2.185448510679992e-06, -1.85406221071516e-06, 8.296711340953087e-07,
     -1.7665952736826078e-07, 6.707853543401498e-09, 1.0261809784240309e-08,
     -4.382036018453353e-09, 9.14769958223679e-10, -2.5514193994946248e-11,
     -5.830772132550426e-11, 2.4361948020667415e-11},
    {-0.001851851851851852, -0.003472222222222222, 0.0026455026455026454,
     -0.0009902263374485596, 0.00020576131687242798, -4.018775720164609e-07,
     -1.8098550334489977e-05, 7.64916091608111e-06, -1.6120900894563446e-06,
     4.647127802807434e-09, 1.378633446915721e-07, -5.752545603517705e-08,
     1.1951628599778148e-08, -1.7543241719747647e-11, -1.0091543710600413e-09,
     4.162792991842583e-10, -8.56390702649298e-11, 6.067215101604758e-14},
    {0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049,
     2.0093878600823047e-06, -0.0001073665322636516, 5.2923448829120125e-05,
     -1.2760635188618728e-05, 3.423578734096138e-08, 1.3721957309062934e-06,
     -6.298992138380055e-07, 1.4280614206064242e-07, -2.0477098421990866e-10,
     -1.409252991086752e-08, 6.228974084922022e-09, -1.3670488396617114e-09,
     9.428356159014678e-13, 1.2872252400089318e-10, -5.5645956134363323e-11},
    {0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557,
     0.00026772063206283885, -7.561801671883977e-05, -2.396505113867297e-07,
     1.1082654115347302e-05, -5.6749528269915965e-06, 1.4230900732435883e-06,
     -2.7861080291528143e-11, -1.6958404091930278e-07, 8.099464905388083e-08,
     -1.9111168485973655e-08, 2.3928620439808118e-12, 2.0620131815488797e-09,
     -9.460496661855133e-10, 2.1541049775774907e-10, -1.388823336813903e-14},
    {-0.0008618882909167117, 0.0007840392217200666, -0.0002990724803031902,
     -1.4638452578843418e-06, 6.641498215465122e-05, -3.968365047179435e-05,
     1.1375726970678419e-05, 2.507497226237533e-10, -1.6954149536558305e-06,
     8.907507532205309e-07, -2.292934834000805e-07, 2.956794137544049e-11,
     2.8865829742708783e-08, -1.4189739437803219e-08, 3.4463580499464896e-09,
     -2.3024517174528067e-13, -3.9409233028046403e-10, 1.86023389685045e-10},
    {-0.00033679855336635813, -6.972813758365857e-05, 0.0002772753244959392,
     -0.00019932570516188847, 6.797780477937208e-05, 1.419062920643967e-07,
     -1.3594048189768693e-05, 8.018470256334202e-06, -2.291481176508095e-06,
     -3.252473551298454e-10, 3.4652846491085265e-07, -1.8447187191171344e-07,
     4.8240967037894184e-08, -1.7989466721743514e-14, -6.306194500013523e-09,
     3.162417628774568e-09, -7.840924253697429e-10, 5.192679165254041e-15},
    {0.0005313079364639922, -0.0005921664373536939, 0.0002708782096718045,
     7.902353232660328e-07, -8.153969367561969e-05, 5.61168275310625e-05,
     -1.8329116582843375e-05, -3.0796134506033047e-09, 3.465155368803609e-06,
     -2.0291327396058603e-06, 5.788792863149004e-07, 2.338630673826657e-13,
     -8.828600746330484e-08, 4.7435958880408125e-08, -1.2545415020710383e-08,
     8.649648858010293e-14, 1.6846058979264062e-09, -8.575492823577594e-10},
    {0.00034436760689237765, 5.171790908260592e-05, -0.00033493161081142234,
     0.0002812695154763237, -0.00010976582244684731, -1.2741009095484485e-07,
     2.7744451511563645e-05, -1.8263488805711332e-05, 5.7876949497350525e-06,
     4.93875893393627e-10, -1.0595367014026043e-06, 6.166714376110408e-07,
     -1.7562973359060463e-07, -1.297447328701544e-12, 2.695423606288966e-08,
     -1.4578352908731272e-08, 3.887645959386175e-09, -3.881002251019412e-17},
    {-0.0006526239185953094, 0.0008394987206720873, -0.000438297098541721,
     -6.969091458420552e-07, 0.00016644846642067547, -0.00012783517679769218,
     4.629953263691304e-05, 4.557909867922708e-09, -1.0595271125805195e-05,
     6.783342904865167e-06, -2.1075476666258803e-06, -1.7213731432817144e-11,
     3.773587741611098e-07, -2.1867506700122867e-07, 6.220228804018927e-08,
     6.597703826733e-16, -9.590386497425686e-09, 5.213214492280807e-09},
};

// The larger part is half an erfc; `upper` chooses which tail.
static double igamma_uniform(double a, double x, int upper) {
  double m = (x - a) / a;
  double half_square = -log1p_minus(m);
  double eta = copysign(sqrt(2 * half_square), m);
  double sum = 0;
  for (int k = TEMME_ORDERS - 1; k >= 0; k--) {
    double inner = 0;
    for (int n = TEMME_TERMS - 1; n >= 0; n--) inner = inner * eta + temme[k][n];
    sum = sum / a + inner;
  }
  double rest = exp(-a * half_square) / sqrt(2 * M_PI * a) * sum;
  double z = eta * sqrt(a / 2);
  return upper ? 0.5 * erfc(z) + rest : 0.5 * erfc(-z) - rest;
}

static int is_uniform(double a, double x) { return a > 100 && fabs(x - a) < 0.3 * a; }

double tk_igamma(double a, double x) {
  if (!(a >= 0 && x >= 0)) return NAN;
  if (a == 0) return x > 0 ? 1 : NAN;
  if (x == 0) return 0;
  if (isinf(a)) return isinf(x) ? NAN : 0;
  if (isinf(x)) return 1;
  if (is_uniform(a, x)) return igamma_uniform(a, x, 0);
  if (x > 1 && x > a) return 1 - igammac_fraction(a, x);
  return igamma_series(a, x);
}

double tk_igammac(double a, double x) {
  if (!(a >= 0 && x >= 0)) return NAN;
  if (a == 0) return x > 0 ? 0 : NAN;
  if (x == 0) return 1;
  if (isinf(a)) return isinf(x) ? NAN : 1;
  if (isinf(x)) return 0;
  if (is_uniform(a, x)) return igamma_uniform(a, x, 1);
  if (x > 1.1) return x < a ? 1 - igamma_series(a, x) : igammac_fraction(a, x);
  // Where the complement would be rounded away.
  return x <= 0.5 ? (-0.4 / log(x) < a ? 1 - igamma_series(a, x) : igammac_small(a, x))
                  : (1.1 * x < a ? 1 - igamma_series(a, x) : igammac_small(a, x));
}
