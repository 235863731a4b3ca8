#include "philox.h"
#include "tk_random.h"
#include "tk_trig_f32.h"
#include "tk_trig_f64.h"
#include <string.h>

#pragma clang assume_nonnull begin

void tk_philox_block(uint32_t out[_Nonnull 4], const uint32_t counter[_Nonnull 4],
                     const uint32_t key[_Nonnull 2]) {
  memcpy(out, counter, 4 * sizeof *out);
  philox_rounds(out, key[0], key[1]);
}

// Each distribution turns a group of 64 words into SIZE elements. A group that a call wants in part
// is made whole and cut.
#define BY_GROUPS(NAME, T, SIZE, GROUP)                                                      \
  TK_CLONES void NAME(T *out, size_t count, uint64_t key, uint64_t offset) {                 \
    T whole[SIZE];                                                                           \
    while (count > 0) {                                                                      \
      size_t skip = offset % SIZE;                                                           \
      size_t take = count < SIZE - skip ? count : SIZE - skip;                               \
      if (take == SIZE) {                                                                    \
        GROUP(out, key, offset / SIZE);                                                      \
      } else {                                                                               \
        GROUP(whole, key, offset / SIZE);                                                    \
        memcpy(out, whole + skip, take * sizeof(T));                                         \
      }                                                                                      \
      out += take;                                                                           \
      offset += take;                                                                        \
      count -= take;                                                                         \
    }                                                                                        \
  }

TK_INLINE void uniform_f32_group(float *restrict out, uint64_t key, uint64_t group) {
  uint32_t words[PHILOX_WORDS];
  philox_group(words, key, group);
  for (int i = 0; i < 64; i++) { out[i] = (float)(int32_t)(words[i] >> 8) * 0x1p-24f; }
}

TK_INLINE void uniform_f64_group(double *restrict out, uint64_t key, uint64_t group) {
  uint32_t words[PHILOX_WORDS];
  philox_group(words, key, group);
  for (int i = 0; i < 32; i++) {
    uint64_t bits = (uint64_t)words[2 * i] << 32 | words[2 * i + 1];
    out[i] = (double)(int64_t)(bits >> 11) * 0x1p-53;
  }
}

TK_INLINE void positive_f32_group(float *restrict out, uint64_t key, uint64_t group) {
  uint32_t words[PHILOX_WORDS];
  philox_group(words, key, group);
  for (int i = 0; i < 64; i++) { out[i] = (float)(int32_t)(words[i] >> 1) * 0x1p-31f + 0x1p-32f; }
}

TK_INLINE void positive_f64_group(double *restrict out, uint64_t key, uint64_t group) {
  uniform_f64_group(out, key, group);
  for (int i = 0; i < 32; i++) { out[i] = 1 - out[i]; }
}

// Element i is the cosine and element i + 32 the sine of one pair: halves, where neighbours would
// have to be shuffled. The radius takes a word in (0, 1]; the angle a signed word in quarter turns,
// whose whole part picks sine or cosine and sign.
TK_INLINE void normal_f32_group(float *restrict out, uint64_t key, uint64_t group) {
  uint32_t words[PHILOX_WORDS];
  philox_group(words, key, group);
  for (int i = 0; i < 32; i++) {
    float u = (float)(int32_t)(words[i] >> 1) * 0x1p-31f + 0x1p-32f;
    float radius = tk_sqrt_f32(-2.0f * tk_log_f32(u));
    uint32_t turns = words[i + 32] + 0x20000000u;
    uint32_t quarter = turns >> 30;
    float angle = (float)((int32_t)(turns & 0x3FFFFFFFu) - 0x20000000) * 0x1.921fb6p-30f;
    float s = tk_sin_core_f32(angle), c = tk_cos_core_f32(angle);
    float x = quarter & 1u ? s : c, y = quarter & 1u ? c : s;
    x = tk_from_bits_f32(tk_bits_f32(x) ^ (((quarter + 1u) & 2u) << 30));
    y = tk_from_bits_f32(tk_bits_f32(y) ^ ((quarter & 2u) << 30));
    out[i] = radius * x;
    out[i + 32] = radius * y;
  }
}

TK_INLINE void normal_f64_group(double *restrict out, uint64_t key, uint64_t group) {
  double u[32];
  uniform_f64_group(u, key, group);
  for (int i = 0; i < 16; i++) {
    double radius = tk_sqrt_f64(-2.0 * tk_log_f64(1.0 - u[i]));
    double angle = u[i + 16] * 6.28318530717958647692;
    out[i] = radius * tk_cos_bounded_f64(angle);
    out[i + 16] = radius * tk_sin_bounded_f64(angle);
  }
}

BY_GROUPS(tk_philox_u32, uint32_t, 64, philox_group)
BY_GROUPS(tk_uniform_f32, float, 64, uniform_f32_group)
BY_GROUPS(tk_uniform_f64, double, 32, uniform_f64_group)
BY_GROUPS(tk_positive_f32, float, 64, positive_f32_group)
BY_GROUPS(tk_positive_f64, double, 32, positive_f64_group)
BY_GROUPS(tk_normal_f32, float, 64, normal_f32_group)
BY_GROUPS(tk_normal_f64, double, 32, normal_f64_group)

// The high half of the product maps 2^64 values to `span`, each within 1 of its share.
TK_CLONES void tk_random_integers(int64_t *out, size_t count, uint64_t key, uint64_t offset,
                                  int64_t low, uint64_t span) {
  uint32_t words[PHILOX_WORDS];
  while (count > 0) {
    size_t skip = offset % 32;
    size_t take = count < 32 - skip ? count : 32 - skip;
    philox_group(words, key, offset / 32);
    for (size_t i = 0; i < take; i++) {
      uint64_t bits = (uint64_t)words[2 * (skip + i)] << 32 | words[2 * (skip + i) + 1];
      uint64_t place = (uint64_t)((unsigned __int128)bits * span >> 64);
      out[i] = (int64_t)((uint64_t)low + place);
    }
    out += take;
    offset += take;
    count -= take;
  }
}

#pragma clang assume_nonnull end
