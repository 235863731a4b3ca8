#include "tk_distance.h"
#include "tk_math_f32.h"
#include "tk_math_f64.h"

#define T float
#define LANES 16
#define F(name) name##_f32
#define M(name) tk_##name##_f32
#define POW powf
#include "distance_body.h"
#undef T
#undef LANES
#undef F
#undef M
#undef POW

#define T double
#define LANES 8
#define F(name) name##_f64
#define M(name) tk_##name##_f64
#define POW pow
#include "distance_body.h"
