#include "tk_recurrent.h"
#include "tk_math_f32.h"
#include "tk_math_f64.h"

#define T float
#define F(name) name##_f32
#define M(name) tk_##name##_f32
#include "recurrent_body.h"
#undef T
#undef F
#undef M

#define T double
#define F(name) name##_f64
#define M(name) tk_##name##_f64
#include "recurrent_body.h"
