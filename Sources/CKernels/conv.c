#include "tk_conv.h"
#include "tk_target.h"
#include "copy_bytes.h"

#include <string.h>

#define T float
#define F(name) name##_f32
#define LANES TK_PANEL_F32
#include "conv_body.h"
#undef T
#undef F
#undef LANES

#define T double
#define F(name) name##_f64
#define LANES TK_PANEL_F64
#include "conv_body.h"

bool tk_has_gather_planes(void) {
#ifdef TK_V4
  return TK_HAS_V4;
#else
  return false;
#endif
}
