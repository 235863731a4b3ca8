#ifndef TAPESTRY_CKERNELS_H
#define TAPESTRY_CKERNELS_H

#include "tk_binary.h"
#include "tk_copy.h"
#include "tk_dtype.h"
#include "tk_gemv.h"
#include "tk_optim.h"
#include "tk_random.h"
#include "tk_reduce.h"
#include "tk_rows.h"
#include "tk_thread.h"
#include "tk_unary.h"

#endif
