#include "tk_erf_f64.h"
#include "tk_trig_f64.h"
#include "special.h"
#include "unary_tables.h"

#define T double
#define SUFFIX f64
#define M(name) tk_##name##_f64
#include "unary_float_ops.h"

FLOAT_ARITHMETIC(UNARY_VECTOR)
FLOAT_SMOOTH(UNARY_DEEP)
FLOAT_SPECIAL(UNARY_SCALAR)
UNARY_DEEP(ERFC, T, M(erfc)(x))
UNARY_SCALAR(LGAMMA, T, tk_lgamma(x))

const tk_unary_fn _Nullable tk_unary_f64[TK_UNARY_COUNT] = {
    FLOAT_ARITHMETIC(UNARY_ENTRY) FLOAT_SMOOTH(UNARY_ENTRY)
    FLOAT_SPECIAL(UNARY_ENTRY)
    [TK_SIN] = UNARY_NAME(SIN),
    [TK_COS] = UNARY_NAME(COS),
    [TK_TAN] = UNARY_NAME(TAN),
    [TK_ERFC] = UNARY_NAME(ERFC),
    [TK_LGAMMA] = UNARY_NAME(LGAMMA),
};
