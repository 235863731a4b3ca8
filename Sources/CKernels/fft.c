#include "tk_fft.h"
#include "tk_copy.h"
#include "tk_target.h"
#include <string.h>

#define T float
#define F(name) TK_CONCAT(name, _f32)
#define V TK_FFT_LANES_F32
#include "fft_body.h"
#undef T
#undef F
#undef V

#define T double
#define F(name) TK_CONCAT(name, _f64)
#define V TK_FFT_LANES_F64
#include "fft_body.h"
