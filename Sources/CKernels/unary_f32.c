#include "tk_erf_f64.h"
#include "tk_gamma_f32.h"
#include "tk_trig_f32.h"
#include "special.h"
#include "unary_tables.h"

#define T float
#define SUFFIX f32
#define M(name) tk_##name##_f32
#include "unary_float_ops.h"

FLOAT_ARITHMETIC(UNARY_VECTOR)
FLOAT_SMOOTH(UNARY_DEEP)
FLOAT_SPECIAL(UNARY_SCALAR)
// A float's tail goes on to 1e-45, for which the polynomials of erf are not made.
UNARY_DEEP(ERFC, T, tk_erfc_f64(x))
UNARY_DEEP(LGAMMA, T, M(lgamma)(x))

const tk_unary_fn _Nullable tk_unary_f32[TK_UNARY_COUNT] = {
    FLOAT_ARITHMETIC(UNARY_ENTRY) FLOAT_SMOOTH(UNARY_ENTRY)
    FLOAT_SPECIAL(UNARY_ENTRY)
    [TK_SIN] = UNARY_NAME(SIN),
    [TK_COS] = UNARY_NAME(COS),
    [TK_TAN] = UNARY_NAME(TAN),
    [TK_ERFC] = UNARY_NAME(ERFC),
    [TK_LGAMMA] = UNARY_NAME(LGAMMA),
};

const bool tk_unary_f32_is_predicate[TK_UNARY_COUNT] = {
    FLOAT_ARITHMETIC(UNARY_IS_PREDICATE) FLOAT_SMOOTH(UNARY_IS_PREDICATE)};
