#include "binary_tables.h"
#include "tk_math_f32.h"
#include "tk_pow.h"
#include "tk_trig_f32.h"

#define T float
#define SUFFIX f32
#define M(name) tk_##name##_f32
#define LIBM(name) name##f
#include "binary_float_ops.h"

const bool tk_binary_f32_is_predicate[TK_BINARY_COUNT] = {FLOAT_ARITHMETIC(BINARY_IS_PREDICATE)};
