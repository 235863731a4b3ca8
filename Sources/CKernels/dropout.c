#include "philox.h"
#include "tk_random.h"
#include <math.h>

#pragma clang assume_nonnull begin

// A uniform number of 24 bits is at least p exactly where its bits are at least p 2^24 rounded up.
#define DROPOUT(SUFFIX, T)                                                                    \
  TK_CLONES void tk_dropout_##SUFFIX(T *out, uint8_t *mask, const T *in, size_t count, T p,   \
                                     uint64_t key, uint64_t offset) {                         \
    int32_t threshold = (int32_t)ceil((double)p * 0x1p24);                                    \
    T scale = p < 1 ? 1 / (1 - p) : 0;                                                        \
    uint32_t words[PHILOX_WORDS];                                                             \
    while (count > 0) {                                                                       \
      size_t skip = offset % PHILOX_WORDS;                                                    \
      size_t take = count < PHILOX_WORDS - skip ? count : PHILOX_WORDS - skip;                \
      philox_group(words, key, offset / PHILOX_WORDS);                                        \
      TK_VECTORIZE for (size_t i = 0; i < take; i++) {                                        \
        uint8_t kept = (int32_t)(words[skip + i] >> 8) >= threshold;                          \
        T x = in[i] * scale;                                                                  \
        mask[i] = kept;                                                                       \
        out[i] = kept ? x : 0;                                                                \
      }                                                                                       \
      in += take;                                                                             \
      out += take;                                                                            \
      mask += take;                                                                           \
      offset += take;                                                                         \
      count -= take;                                                                          \
    }                                                                                         \
  }                                                                                           \
                                                                                              \
  TK_CLONES void tk_dropout_backward_##SUFFIX(T *out, const T *gradient, const uint8_t *mask, \
                                              size_t count, T p) {                            \
    T scale = p < 1 ? 1 / (1 - p) : 0;                                                        \
    TK_VECTORIZE for (size_t i = 0; i < count; i++) {                                         \
      T x = gradient[i] * scale;                                                              \
      out[i] = mask[i] ? x : 0;                                                               \
    }                                                                                         \
  }

DROPOUT(f32, float)
DROPOUT(f64, double)

#pragma clang assume_nonnull end
