#include "tk_random.h"
#include "tk_target.h"
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#endif

#pragma clang assume_nonnull begin

// Up to so many parts are better gone through one by one with vectors.
#define FEW_PARTS 8

TK_CLONES static void count_few(size_t *counts, const uint8_t *choices, size_t count,
                                size_t parts) {
  uint8_t mask = (uint8_t)(parts - 1);
  for (size_t p = 0; p < parts; p++) {
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++) { sum += (choices[i] & mask) == p; }
    counts[p] = sum;
  }
}

// Four tables: one counter that is raised again before it is stored would be waited for.
void tk_count_choices(size_t *counts, const uint8_t *choices, size_t count, size_t parts) {
  if (parts <= FEW_PARTS) {
    count_few(counts, choices, count, parts);
    return;
  }
  uint32_t tables[4][TK_MOST_PARTS];
  uint8_t mask = (uint8_t)(parts - 1);
  memset(tables, 0, sizeof tables);
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    for (size_t j = 0; j < 4; j++) { tables[j][choices[i + j] & mask]++; }
  }
  for (; i < count; i++) { tables[0][choices[i] & mask]++; }
  for (size_t p = 0; p < parts; p++) {
    counts[p] = (size_t)tables[0][p] + tables[1][p] + tables[2][p] + tables[3][p];
  }
}

static void split(uint32_t *out, size_t *places, const uint8_t *choices, uint32_t first,
                  size_t count, size_t parts) {
  uint8_t mask = (uint8_t)(parts - 1);
  for (size_t i = 0; i < count; i++) { out[places[choices[i] & mask]++] = first + (uint32_t)i; }
}

#if defined(__x86_64__) && defined(__linux__)

// Sixteen numbers at a time for each of a few parts. Returns how many were taken.
TK_V4 static size_t split_v4(uint32_t *out, size_t *places, const uint8_t *choices, uint32_t first,
                             size_t count, size_t parts) {
  __m512i numbers = _mm512_add_epi32(
      _mm512_set1_epi32((int)first),
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  __m128i mask = _mm_set1_epi8((char)(parts - 1));
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    __m128i chosen = _mm_and_si128(_mm_loadu_si128((const __m128i *)(choices + i)), mask);
    for (size_t p = 0; p < parts; p++) {
      __mmask16 is_here = _mm_cmpeq_epi8_mask(chosen, _mm_set1_epi8((char)p));
      unsigned here = (unsigned)__builtin_popcount(is_here);
      // What follows belongs to another thread.
      _mm512_mask_storeu_epi32(out + places[p], (__mmask16)((1u << here) - 1),
                               _mm512_maskz_compress_epi32(is_here, numbers));
      places[p] += here;
    }
    numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
  }
  return i;
}

#endif

void tk_split_by_choice(uint32_t *out, size_t *places, const uint8_t *choices, uint32_t first,
                        size_t count, size_t parts) {
  size_t done = 0;
#if defined(__x86_64__) && defined(__linux__)
  if (parts <= FEW_PARTS && TK_HAS_V4) { done = split_v4(out, places, choices, first, count, parts); }
#endif
  split(out, places, choices + done, first + (uint32_t)done, count - done, parts);
}

// One after another is taken from those left, and the last of them put in its place. Half as wide as the result, they stay in a nearer
// cache.
TK_CLONES void tk_shuffle(int64_t *out, uint32_t *left, const uint32_t *words, size_t count) {
  for (size_t rest = count; rest > 0; rest--) {
    size_t place = (size_t)((uint64_t)words[rest - 1] * rest >> 32);
    out[rest - 1] = left[place];
    left[place] = left[rest - 1];
  }
}

#pragma clang assume_nonnull end
