#include "tk_ctc.h"

#include <math.h>

#define T float
#define F(name) name##_f32
#define EXP expf
#define LOG1P log1pf
#include "ctc_body.h"
#undef T
#undef F
#undef EXP
#undef LOG1P

#define T double
#define F(name) name##_f64
#define EXP exp
#define LOG1P log1p
#include "ctc_body.h"
