#include "tk_norm.h"
#include "tk_target.h"

#include <math.h>

#define T float
#define F(name) name##_f32
#include "norm_body.h"
#undef T
#undef F

#define T double
#define F(name) name##_f64
#include "norm_body.h"
