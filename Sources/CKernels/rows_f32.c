#include "tk_math_f32.h"
#include "tk_rows.h"

#define T float
#define F(name) name##_f32
#define M(name) tk_##name##_f32
#include "layer_norm_body.h"
#include "softmax_body.h"
