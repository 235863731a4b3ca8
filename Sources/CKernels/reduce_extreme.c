#include "reduce_tables.h"
#include <string.h>

// A row's extreme value is found first, block by block in vector lanes; its position is then looked
// for in the one block that holds it.
#define BLOCK 1024
#define COLUMNS 256

// x replaces best. NaN beats everything but an earlier NaN; for integers the NaN tests fold away.
#define BEATS(x, best) (((x)ORDER(best)) | (((x) != (x)) & ((best) == (best))))
// The same within a lane, where which of two NaNs stays is all one.
#define LANE_BEATS(x, best) (((x)ORDER(best)) | ((x) != (x)))
#define IS_SAME(x, y) (((x) == (y)) | (((x) != (x)) & ((y) != (y))))

#define VECTOR_OF(SUFFIX) TK_CONCAT(vector_, SUFFIX)
#define NAME(stem) TK_CONCAT(TK_CONCAT(stem, STEM), SUFFIX)

#define LANES_OF(T, SUFFIX)                                                                    \
  typedef T vector_##SUFFIX __attribute__((ext_vector_type(64 / sizeof(T)), aligned(sizeof(T))));
LANES_OF(float, f32)
LANES_OF(double, f64)
LANES_OF(int64_t, i64)
LANES_OF(int32_t, i32)
LANES_OF(int16_t, i16)
LANES_OF(int8_t, i8)
LANES_OF(uint8_t, u8)

#define ORDER >
#define STEM max_

#define T float
#define SUFFIX f32
#include "reduce_extreme_body.h"
#define T double
#define SUFFIX f64
#include "reduce_extreme_body.h"
#define T int64_t
#define SUFFIX i64
#include "reduce_extreme_body.h"
#define T int32_t
#define SUFFIX i32
#include "reduce_extreme_body.h"
#define T int16_t
#define SUFFIX i16
#include "reduce_extreme_body.h"
#define T int8_t
#define SUFFIX i8
#include "reduce_extreme_body.h"
#define T uint8_t
#define SUFFIX u8
#include "reduce_extreme_body.h"

#undef ORDER
#undef STEM
#define ORDER <
#define STEM min_

#define T float
#define SUFFIX f32
#include "reduce_extreme_body.h"
#define T double
#define SUFFIX f64
#include "reduce_extreme_body.h"
#define T int64_t
#define SUFFIX i64
#include "reduce_extreme_body.h"
#define T int32_t
#define SUFFIX i32
#include "reduce_extreme_body.h"
#define T int16_t
#define SUFFIX i16
#include "reduce_extreme_body.h"
#define T int8_t
#define SUFFIX i8
#include "reduce_extreme_body.h"
#define T uint8_t
#define SUFFIX u8
#include "reduce_extreme_body.h"

#define ROW(OP, STEM) [OP] = REDUCE_ROW(STEM)

const tk_reduce_fn _Nullable tk_reduce_extremes[TK_REDUCE_COUNT][TK_DTYPE_COUNT] = {
    ROW(TK_MAX, value_max), ROW(TK_MIN, value_min),
    ROW(TK_ARGMAX, position_max), ROW(TK_ARGMIN, position_min),
};
