#include "tk_count.h"
#include "tk_target.h"
#include <string.h>

#pragma clang assume_nonnull begin

#define FEW_PLACES 1024

// Neighbours count in tables of their own: where they name one place, one would wait for the other's count.
typedef struct {
  uint32_t odd[FEW_PLACES], even[FEW_PLACES];
} few_counts;

TK_INLINE void count_few(few_counts *few, const int64_t *places, size_t n) {
  size_t i = 0;
  for (; i + 2 <= n; i += 2) {
    few->even[places[i]]++;
    few->odd[places[i + 1]]++;
  }
  if (i < n) { few->even[places[i]]++; }
}

TK_INLINE void count_many(int64_t *counts, const int64_t *places, size_t n) {
  for (size_t i = 0; i < n; i++) { counts[places[i]]++; }
}

TK_INLINE void add_few(int64_t *counts, size_t size, const few_counts *few) {
  for (size_t p = 0; p < size; p++) { counts[p] += (int64_t)few->even[p] + few->odd[p]; }
}

void tk_count_places(int64_t *counts, size_t size, const int64_t *places, size_t count) {
  if (size > FEW_PLACES) {
    count_many(counts, places, count);
    return;
  }
  few_counts few = {0};
  count_few(&few, places, count);
  add_few(counts, size, &few);
}

#define BINS_AT_ONCE 512

// Comparisons with NaN are false.
#define COUNT_BINS(T)                                                                            \
  static TK_CLONES void bins_of_##T(int64_t *places, tk_bins bins, const T *in, size_t n) {      \
    T low = (T)bins.low, high = (T)bins.high, scale = (T)bins.bins, width = (T)bins.width;       \
    int64_t none = (int64_t)bins.bins, last = none - 1;                                          \
    TK_EACH(i, n, {                                                                              \
      T x = in[i];                                                                               \
      T bin = (x - low) * scale / width;                                                         \
      int64_t place = bin < scale ? (int64_t)bin : last;                                         \
      places[i] = ((x >= low) & (x <= high)) ? place : none;                                     \
    })                                                                                           \
  }                                                                                              \
                                                                                                 \
  static void count_bins_##T(int64_t *counts, tk_bins bins, const T *in, size_t count) {         \
    int64_t places[BINS_AT_ONCE];                                                                \
    few_counts few = {0};                                                                        \
    int is_few = bins.bins < FEW_PLACES;                                                         \
    for (size_t start = 0; start < count; start += BINS_AT_ONCE) {                               \
      size_t n = count - start < BINS_AT_ONCE ? count - start : BINS_AT_ONCE;                    \
      bins_of_##T(places, bins, in + start, n);                                                  \
      if (is_few) count_few(&few, places, n);                                                    \
      else count_many(counts, places, n);                                                        \
    }                                                                                            \
    if (is_few) { add_few(counts, bins.bins + 1, &few); }                                        \
  }

COUNT_BINS(float)
COUNT_BINS(double)

void tk_count_bins(tk_dtype dtype, int64_t *counts, tk_bins bins, const void *in, size_t count) {
  if (dtype == TK_FLOAT32) count_bins_float(counts, bins, in, count);
  else count_bins_double(counts, bins, in, count);
}

TK_CLONES size_t tk_count_flags(const uint8_t *flags, size_t count) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += 4096) {
    size_t end = count - start < 4096 ? count : start + 4096;
    uint16_t some = 0;
    for (size_t i = start; i < end; i++) { some += flags[i] != 0; }
    found += some;
  }
  return found;
}

void tk_write_positions(int64_t *positions, size_t found, const uint8_t *flags, size_t start) {
  size_t written = 0;
  for (size_t i = start; written < found; i++) {
    positions[written] = (int64_t)i;
    written += flags[i] != 0;
  }
}

#pragma clang assume_nonnull end
