#include "binary_tables.h"
#include "tk_math_f64.h"

#define T double
#define SUFFIX f64
#define M(name) tk_##name##_f64
#define LIBM(name) name
#define BINARY_SMOOTH BINARY_SCALAR
#include "binary_float_ops.h"
