#ifndef TAPESTRY_CKERNELS_H
#define TAPESTRY_CKERNELS_H

#include "tk_attention.h"
#include "tk_binary.h"
#include "tk_combine.h"
#include "tk_conv.h"
#include "tk_copy.h"
#include "tk_ctc.h"
#include "tk_distance.h"
#include "tk_dtype.h"
#include "tk_fft.h"
#include "tk_gemm.h"
#include "tk_gemv.h"
#include "tk_matmul.h"
#include "tk_norm.h"
#include "tk_optim.h"
#include "tk_pool.h"
#include "tk_random.h"
#include "tk_recurrent.h"
#include "tk_reduce.h"
#include "tk_rows.h"
#include "tk_scan.h"
#include "tk_scatter.h"
#include "tk_sort.h"
#include "tk_thread.h"
#include "tk_unary.h"

#endif
