#include "tk_gemm.h"
#include "tk_target.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef float eight __attribute__((ext_vector_type(8), aligned(sizeof(float))));

// Rows become columns, by pairs, pairs of pairs, and halves.
TK_INLINE void transpose_eight(eight *r) {
#define SHUFFLE(to, x, y, ...) eight to = __builtin_shufflevector(x, y, __VA_ARGS__);
#define LOW_PAIRS(to, x, y) SHUFFLE(to, x, y, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH_PAIRS(to, x, y) SHUFFLE(to, x, y, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW_FOURS(to, x, y) SHUFFLE(to, x, y, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH_FOURS(to, x, y) SHUFFLE(to, x, y, 2, 3, 10, 11, 6, 7, 14, 15)
  LOW_PAIRS(a0, r[0], r[1]) HIGH_PAIRS(a1, r[0], r[1])
  LOW_PAIRS(a2, r[2], r[3]) HIGH_PAIRS(a3, r[2], r[3])
  LOW_PAIRS(a4, r[4], r[5]) HIGH_PAIRS(a5, r[4], r[5])
  LOW_PAIRS(a6, r[6], r[7]) HIGH_PAIRS(a7, r[6], r[7])
  LOW_FOURS(b0, a0, a2) HIGH_FOURS(b1, a0, a2) LOW_FOURS(b2, a1, a3) HIGH_FOURS(b3, a1, a3)
  LOW_FOURS(b4, a4, a6) HIGH_FOURS(b5, a4, a6) LOW_FOURS(b6, a5, a7) HIGH_FOURS(b7, a5, a7)
#define HALVES(i, x, y)                                                                            \
  r[i] = __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11);                                  \
  r[i + 4] = __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15);
  HALVES(0, b0, b4) HALVES(1, b1, b5) HALVES(2, b2, b6) HALVES(3, b3, b7)
#undef SHUFFLE
#undef LOW_PAIRS
#undef HIGH_PAIRS
#undef LOW_FOURS
#undef HIGH_FOURS
#undef HALVES
}

// A block of a fills a part of the second cache beside what is fetched for the next one, a panel of b with a tile of a the
// first; the panels of so many columns stay in the third.
#define MAX_TERMS 256
#define MAX_BLOCK 72
#define MAX_COLUMNS 1024

// `total` in equal parts of at most `most`, each but the last a multiple of `unit`: the size of the first.
TK_INLINE size_t part(size_t total, size_t most, size_t unit) {
  size_t parts = (total + most - 1) / most;
  size_t size = ((total + parts - 1) / parts + unit - 1) / unit * unit;
  return size < total ? size : total;
}

// Of the widest vectors, so that the workspace does not depend on the processor.
#define WIDEST_PANEL 32

TK_INLINE size_t rounded_up(size_t count, size_t unit) { return (count + unit - 1) / unit * unit; }

// Room for a block of a, to whole tiles of rows, and for what pack_rows writes beyond.
TK_INLINE size_t block_room(size_t m, size_t k) {
  size_t height = rounded_up(part(m, MAX_BLOCK, 24), 24), terms = k < MAX_TERMS ? k : MAX_TERMS;
  return rounded_up(height * terms + 8, 16);
}

size_t tk_gemm_workspace(size_t m, size_t n, size_t k) {
  size_t terms = k < MAX_TERMS ? k : MAX_TERMS;
  size_t width = m > MAX_BLOCK ? part(n, MAX_COLUMNS, WIDEST_PANEL) : WIDEST_PANEL;
  return block_room(m, k) + rounded_up(width, WIDEST_PANEL) * terms;
}

#define GEMM_INLINE TARGET TK_INLINE

#if defined(__x86_64__) && defined(__linux__)

#define LANES 8
#define ROWS 6
#define LOADS_PARTS false
#define F(name) name##_v3
#define TARGET __attribute__((target("arch=x86-64-v3")))

typedef eight lanes_v3;

// The first `count` of a vector's lanes; the others are 0.
GEMM_INLINE lanes_v3 load_v3(const float *from, size_t count) {
  if (count == 8) { return *(const eight *)from; }
  __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_maskload_ps(from, _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), places));
}

// Some such processors take longer to store a part by a mask than one by one.
GEMM_INLINE void store_v3(float *to, lanes_v3 lanes, size_t count) {
  if (count == 8) {
    *(eight *)to = lanes;
  } else {
    float all[8];
    *(eight *)all = lanes;
    for (size_t i = 0; i < count; i++) { to[i] = all[i]; }
  }
}

#include "gemm_body.h"
#undef LANES
#undef ROWS
#undef LOADS_PARTS
#undef F
#undef TARGET

#define LANES 16
#define ROWS 8
#define LOADS_PARTS true
#define F(name) name##_v4
#define TARGET TK_V4

typedef float lanes_v4 __attribute__((ext_vector_type(16), aligned(sizeof(float))));

GEMM_INLINE lanes_v4 load_v4(const float *from, size_t count) {
  return _mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), from);
}

GEMM_INLINE void store_v4(float *to, lanes_v4 lanes, size_t count) {
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), lanes);
}

#include "gemm_body.h"

bool tk_gemm_is_fast(void) { return __builtin_cpu_supports("x86-64-v3"); }

void tk_gemm_f32(const tk_gemm *product, float *workspace) {
  if (TK_HAS_V4) {
    multiply_v4(product, workspace);
  } else {
    multiply_v3(product, workspace);
  }
}

#else

#define LANES 4
#define ROWS 6
#define LOADS_PARTS false
#define F(name) name##_plain
#define TARGET

typedef float lanes_plain __attribute__((ext_vector_type(4), aligned(sizeof(float))));

GEMM_INLINE lanes_plain load_plain(const float *from, size_t count) {
  lanes_plain lanes = 0;
  for (size_t i = 0; i < count; i++) { lanes[i] = from[i]; }
  return lanes;
}

GEMM_INLINE void store_plain(float *to, lanes_plain lanes, size_t count) {
  for (size_t i = 0; i < count; i++) { to[i] = lanes[i]; }
}

#include "gemm_body.h"

bool tk_gemm_is_fast(void) { return false; }

void tk_gemm_f32(const tk_gemm *product, float *workspace) { multiply_plain(product, workspace); }

#endif
