#include "tk_math_f32.h"
#include "tk_math_f64.h"
#include "tk_optim.h"

#define T float
#define F(name) name##_f32
#include "optim_body.h"
#include "optim_adam_body.h"
#include "optim_scaled_body.h"
#undef T
#undef F

#define T double
#define F(name) name##_f64
#include "optim_body.h"
#include "optim_adam_body.h"
#include "optim_scaled_body.h"
