#include "binary_tables.h"
#include "tk_erf_f64.h"
#include "tk_pow.h"
#include "tk_trig_f64.h"

#define T double
#define SUFFIX f64
#define M(name) tk_##name##_f64
#define LIBM(name) name
#include "binary_float_ops.h"
