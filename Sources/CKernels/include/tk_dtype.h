#ifndef TAPESTRY_TK_DTYPE_H
#define TAPESTRY_TK_DTYPE_H

// Element types, in the order of DType's raw values.
typedef enum {
  TK_FLOAT32 = 0,
  TK_FLOAT64 = 1,
  TK_INT64 = 2,
  TK_INT32 = 3,
  TK_UINT8 = 4,
  TK_BOOL = 5,
  TK_FLOAT16 = 6,
  TK_BFLOAT16 = 7,
  TK_INT16 = 8,
  TK_INT8 = 9,
} tk_dtype;

#define TK_DTYPE_COUNT 10

#endif
