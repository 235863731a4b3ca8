#include "tk_pool.h"
#include "tk_target.h"

#define EVEN(low, high) __builtin_shufflevector(low, high, 0, 2, 4, 6, 9, 11, 13, 15)
#define NUMBER int32_t
#define IS_NAN(v) ((v) != (v))
#define LANES 8

#define T float
#define F(name) name##_f32
#define LOWEST (-__builtin_inff())
#include "pool_body.h"
#undef T
#undef F
#undef LOWEST
#undef EVEN
#undef NUMBER
#undef LANES

#define EVEN(low, high) __builtin_shufflevector(low, high, 0, 2, 5, 7)
#define NUMBER int64_t
#define LANES 4

#define T double
#define F(name) name##_f64
#define LOWEST (-__builtin_inf())
#include "pool_body.h"
#undef T
#undef F
#undef LOWEST
#undef IS_NAN

#define IS_NAN(v) 0
#define T int64_t
#define F(name) name##_i64
#define LOWEST INT64_MIN
#include "pool_body.h"

#define PLANES(SUFFIX, TYPE)                                                                    \
  void tk_plane_add_##SUFFIX(TYPE *out, const TYPE *in, const int64_t *indices, size_t planes,  \
                             size_t size, size_t count) {                                       \
    for (size_t p = 0; p < planes; p++, out += size, in += count, indices += count) {           \
      for (size_t i = 0; i < count; i++) {                                                      \
        if (indices[i] >= 0) { out[indices[i]] += in[i]; }                                      \
      }                                                                                         \
    }                                                                                           \
  }                                                                                             \
                                                                                                \
  void tk_plane_put_##SUFFIX(TYPE *out, const TYPE *in, const int64_t *indices, size_t planes,  \
                             size_t size, size_t count) {                                       \
    for (size_t p = 0; p < planes; p++, out += size, in += count, indices += count) {           \
      for (size_t i = 0; i < count; i++) {                                                      \
        if (indices[i] >= 0) { out[indices[i]] = in[i]; }                                       \
      }                                                                                         \
    }                                                                                           \
  }                                                                                             \
                                                                                                \
  void tk_plane_take_##SUFFIX(TYPE *out, const TYPE *in, const int64_t *indices, size_t planes, \
                              size_t size, size_t count) {                                      \
    for (size_t p = 0; p < planes; p++, out += count, in += size, indices += count) {           \
      for (size_t i = 0; i < count; i++) { out[i] = indices[i] < 0 ? 0 : in[indices[i]]; }      \
    }                                                                                           \
  }

PLANES(f32, float)
PLANES(f64, double)
