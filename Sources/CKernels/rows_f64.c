#include "tk_math_f64.h"
#include "tk_rows.h"

#include <stdint.h>

#define T double
#define F(name) name##_f64
#define M(name) tk_##name##_f64
#include "layer_norm_body.h"
#include "softmax_body.h"
