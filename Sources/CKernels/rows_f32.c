#include "tk_math_f32.h"
#include "tk_rows.h"

#define T float
#define F(name) name##_f32
#define M(name) tk_##name##_f32
#define EXP_LOOP TK_VECTORIZE
#include "layer_norm_body.h"
#include "softmax_body.h"
