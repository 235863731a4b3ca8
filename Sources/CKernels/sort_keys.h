#ifndef TAPESTRY_SORT_KEYS_H
#define TAPESTRY_SORT_KEYS_H

#include "tk_target.h"
#include <stdint.h>
#include <string.h>

// Numbers become unsigned keys of the same order; NaN is the largest, and -0 equals 0.
TK_INLINE uint32_t key_i32(int32_t x) { return (uint32_t)x ^ 0x80000000u; }
TK_INLINE uint64_t key_i64(int64_t x) { return (uint64_t)x ^ 0x8000000000000000u; }

TK_INLINE uint32_t key_f32(float x) {
  uint32_t bits;
  if (x != x) return UINT32_MAX;
  // -0 becomes 0.
  x += 0.0f;
  memcpy(&bits, &x, sizeof bits);
  return bits >> 31 ? ~bits : bits | 0x80000000u;
}

TK_INLINE uint64_t key_f64(double x) {
  uint64_t bits;
  if (x != x) return UINT64_MAX;
  x += 0.0;
  memcpy(&bits, &x, sizeof bits);
  return bits >> 63 ? ~bits : bits | 0x8000000000000000u;
}

// A 4-byte key and its place share a word.
typedef uint64_t entry_32;
typedef struct {
  uint64_t key;
  uint64_t place;
} entry_64;

TK_INLINE entry_32 entry_32_of(uint32_t key, uint64_t place) { return (uint64_t)key << 32 | place; }
TK_INLINE uint32_t entry_32_key(entry_32 x) { return (uint32_t)(x >> 32); }
TK_INLINE uint64_t entry_32_place(entry_32 x) { return x & 0xFFFFFFFFu; }

TK_INLINE entry_64 entry_64_of(uint64_t key, uint64_t place) { return (entry_64){key, place}; }
TK_INLINE uint64_t entry_64_key(entry_64 x) { return x.key; }
TK_INLINE uint64_t entry_64_place(entry_64 x) { return x.place; }

#endif
