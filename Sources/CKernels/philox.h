#ifndef TAPESTRY_PHILOX_H
#define TAPESTRY_PHILOX_H

#include "tk_target.h"
#include <stdint.h>

// Words are made 64 at a time, by 16 blocks in vector lanes.
#define PHILOX_WORDS 64

TK_INLINE void philox_rounds(uint32_t c[_Nonnull 4], uint32_t k0, uint32_t k1) {
  for (int round = 0; round < 10; round++) {
    uint64_t a = (uint64_t)c[0] * 0xD2511F53u, b = (uint64_t)c[2] * 0xCD9E8D57u;
    c[0] = (uint32_t)(b >> 32) ^ c[1] ^ k0;
    c[1] = (uint32_t)b;
    c[2] = (uint32_t)(a >> 32) ^ c[3] ^ k1;
    c[3] = (uint32_t)a;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

// Words 64 group ..< 64 (group + 1) of the stream.
TK_INLINE void philox_group(uint32_t *_Nonnull restrict out, uint64_t key, uint64_t group) {
  uint64_t first = group * (PHILOX_WORDS / 4);
  for (uint64_t j = 0; j < PHILOX_WORDS / 4; j++) {
    uint64_t block = first + j;
    uint32_t c[4] = {(uint32_t)block, (uint32_t)(block >> 32), 0, 0};
    philox_rounds(c, (uint32_t)key, (uint32_t)(key >> 32));
    out[4 * j + 0] = c[0];
    out[4 * j + 1] = c[1];
    out[4 * j + 2] = c[2];
    out[4 * j + 3] = c[3];
  }
}

#endif
