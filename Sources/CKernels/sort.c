#include "tk_sort.h"
#include "sort_keys.h"
#include "tk_long_sort.h"

#pragma clang assume_nonnull begin

// Keys are sorted by one byte after the other; fewer than so many one by one.
#define SHORT_ROW 40

#define SORT(BITS)                                                                               \
  TK_INLINE void sort_short_##BITS(entry_##BITS *a, size_t n) {                                  \
    for (size_t end = 1; end < n; end++) {                                                       \
      entry_##BITS moving = a[end];                                                              \
      size_t i = end;                                                                            \
      for (; i > 0 && entry_##BITS##_key(a[i - 1]) > entry_##BITS##_key(moving); i--) {          \
        a[i] = a[i - 1];                                                                         \
      }                                                                                          \
      a[i] = moving;                                                                             \
    }                                                                                            \
  }                                                                                              \
                                                                                                 \
  /* Returns where the sorted entries lie: `a` or `b`. */                                        \
  static entry_##BITS *sort_##BITS(entry_##BITS *a, entry_##BITS *b, size_t n) {                 \
    if (n <= SHORT_ROW) {                                                                        \
      sort_short_##BITS(a, n);                                                                   \
      return a;                                                                                  \
    }                                                                                            \
    enum { BYTES = BITS / 8 };                                                                   \
    size_t counts[BYTES][256];                                                                   \
    memset(counts, 0, sizeof counts);                                                            \
    for (size_t i = 0; i < n; i++) {                                                             \
      for (int byte = 0; byte < BYTES; byte++) {                                                 \
        counts[byte][entry_##BITS##_key(a[i]) >> 8 * byte & 255]++;                              \
      }                                                                                          \
    }                                                                                            \
    for (int byte = 0; byte < BYTES; byte++) {                                                   \
      size_t *count = counts[byte];                                                              \
      /* Where all have the same byte there is nothing to do. */                                 \
      if (count[entry_##BITS##_key(a[0]) >> 8 * byte & 255] == n) continue;                      \
      size_t start = 0;                                                                          \
      for (int value = 0; value < 256; value++) {                                                \
        size_t size = count[value];                                                              \
        count[value] = start;                                                                    \
        start += size;                                                                           \
      }                                                                                          \
      for (size_t i = 0; i < n; i++) {                                                           \
        b[count[entry_##BITS##_key(a[i]) >> 8 * byte & 255]++] = a[i];                           \
      }                                                                                          \
      entry_##BITS *swapped = a;                                                                 \
      a = b;                                                                                     \
      b = swapped;                                                                               \
    }                                                                                            \
    return a;                                                                                    \
  }

SORT(32)
SORT(64)

#define SORT_PILES(BITS)                                                                         \
  static void sort_piles_##BITS(int64_t *_Nullable order, entry_##BITS *entries,                 \
                                entry_##BITS *scratch, const uint64_t *ends, size_t first,       \
                                size_t end) {                                                    \
    for (size_t pile = first; pile < end; pile++) {                                              \
      size_t start = pile == 0 ? 0 : ends[pile - 1], n = ends[pile] - start;                     \
      if (n == 0) continue;                                                                      \
      entry_##BITS *sorted = sort_##BITS(entries + start, scratch + start, n);                   \
      if (order) {                                                                               \
        for (size_t i = 0; i < n; i++) {                                                         \
          order[start + i] = (int64_t)entry_##BITS##_place(sorted[i]);                           \
        }                                                                                        \
      } else if (sorted != entries + start) {                                                    \
        memcpy(entries + start, sorted, n * sizeof *sorted);                                     \
      }                                                                                          \
    }                                                                                            \
  }

SORT_PILES(32)
SORT_PILES(64)

void tk_sort_piles(bool is_wide, int64_t *_Nullable order, void *entries, void *scratch,
                   const uint64_t *ends, size_t first, size_t end) {
  if (is_wide) sort_piles_64(order, entries, scratch, ends, first, end);
  else sort_piles_32(order, entries, scratch, ends, first, end);
}

#define ARGSORT(SUFFIX, T, BITS)                                                                 \
  static void argsort_##SUFFIX(int64_t *order, const void *in_, size_t rows, size_t n,           \
                               int descending, void *scratch) {                                  \
    const T *in = in_;                                                                           \
    entry_##BITS *entries = scratch;                                                             \
    uint##BITS##_t flip = descending ? UINT##BITS##_MAX : 0;                                     \
    for (size_t r = 0; r < rows; r++, in += n, order += n) {                                     \
      for (size_t i = 0; i < n; i++) {                                                           \
        entries[i] = entry_##BITS##_of(key_##SUFFIX(in[i]) ^ flip, i);                           \
      }                                                                                          \
      const entry_##BITS *sorted = sort_##BITS(entries, entries + n, n);                         \
      for (size_t i = 0; i < n; i++) { order[i] = (int64_t)entry_##BITS##_place(sorted[i]); }    \
    }                                                                                            \
  }

TK_INLINE uint64_t key_wide_i64(int64_t x) { return key_i64(x); }
ARGSORT(wide_i64, int64_t, 64)

// Numbers no farther apart than 32 bits hold are sorted by half as many bytes.
static void argsort_i64(int64_t *order, const void *in_, size_t rows, size_t n, int descending,
                        void *scratch) {
  const int64_t *in = in_;
  for (size_t r = 0; r < rows; r++, in += n, order += n) {
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
      low = in[i] < low ? in[i] : low;
      high = in[i] > high ? in[i] : high;
    }
    if (n == 0 || (uint64_t)high - (uint64_t)low > UINT32_MAX) {
      argsort_wide_i64(order, in, 1, n, descending, scratch);
      continue;
    }
    entry_32 *entries = scratch;
    for (size_t i = 0; i < n; i++) {
      uint64_t key = descending ? (uint64_t)high - (uint64_t)in[i] : (uint64_t)in[i] - (uint64_t)low;
      entries[i] = entry_32_of((uint32_t)key, i);
    }
    const entry_32 *sorted = sort_32(entries, entries + n, n);
    for (size_t i = 0; i < n; i++) { order[i] = (int64_t)entry_32_place(sorted[i]); }
  }
}

ARGSORT(f32, float, 32)
ARGSORT(f64, double, 64)
ARGSORT(i32, int32_t, 32)

// Rows are looked through for what comes before the last of the few that came first so far, so many elements at once.
#define FEW 16
#define AT_ONCE 64

#define SELECT_FEW(SUFFIX, T, BITS)                                                              \
  static TK_CLONES uint64_t find_##SUFFIX(const T *in, uint##BITS##_t flip, uint##BITS##_t last) {\
    uint64_t found = 0;                                                                          \
    for (size_t i = 0; i < AT_ONCE; i++) {                                                       \
      found |= (uint64_t)((key_##SUFFIX(in[i]) ^ flip) < last) << i;                             \
    }                                                                                            \
    return found;                                                                                \
  }                                                                                              \
                                                                                                 \
  TK_INLINE void insert_##SUFFIX(entry_##BITS *few, size_t first, entry_##BITS x) {              \
    size_t i = first - 1;                                                                        \
    for (; i > 0 && entry_##BITS##_key(few[i - 1]) > entry_##BITS##_key(x); i--) {               \
      few[i] = few[i - 1];                                                                       \
    }                                                                                            \
    few[i] = x;                                                                                  \
  }                                                                                              \
                                                                                                 \
  /* 0 where so many displace others that it would take longer than to count them all. */        \
  static int select_few_##SUFFIX(entry_##BITS *few, const T *in, size_t n, size_t first,         \
                                 uint##BITS##_t flip) {                                          \
    for (size_t i = 0; i < first; i++) {                                                         \
      few[i] = entry_##BITS##_of(key_##SUFFIX(in[i]) ^ flip, i);                                 \
    }                                                                                            \
    sort_short_##BITS(few, first);                                                               \
    size_t left = n / 32 + 4 * first;                                                            \
    for (size_t start = first; start < n; start += AT_ONCE) {                                    \
      uint64_t found = n - start < AT_ONCE                                                       \
          ? ((uint64_t)1 << (n - start)) - 1                                                     \
          : find_##SUFFIX(in + start, flip, entry_##BITS##_key(few[first - 1]));                 \
      for (; found; found &= found - 1) {                                                        \
        size_t i = start + (size_t)__builtin_ctzll(found);                                       \
        uint##BITS##_t key = key_##SUFFIX(in[i]) ^ flip;                                         \
        if (key >= entry_##BITS##_key(few[first - 1])) continue;                                 \
        if (left-- == 0) return 0;                                                               \
        insert_##SUFFIX(few, first, entry_##BITS##_of(key, i));                                  \
      }                                                                                          \
    }                                                                                            \
    return 1;                                                                                    \
  }

SELECT_FEW(f32, float, 32)
SELECT_FEW(f64, double, 64)
SELECT_FEW(i64, int64_t, 64)
SELECT_FEW(i32, int32_t, 32)

// Of keys, the upper bits that tell which of them can be among the first.
#define SELECT_BITS 11

// Only what shares its upper bits with one of the first, or comes before it, is sorted.
#define SELECT(SUFFIX, T, BITS)                                                                  \
  static void select_##SUFFIX(int64_t *order, const void *in_, size_t rows, size_t n,            \
                              size_t first, int descending, void *scratch) {                     \
    const T *in = in_;                                                                           \
    entry_##BITS *entries = scratch;                                                             \
    uint##BITS##_t flip = descending ? UINT##BITS##_MAX : 0;                                     \
    for (size_t r = 0; r < rows && first > 0; r++, in += n, order += first) {                    \
      if (first <= FEW && select_few_##SUFFIX(entries, in, n, first, flip)) {                    \
        for (size_t i = 0; i < first; i++) { order[i] = (int64_t)entry_##BITS##_place(entries[i]); } \
        continue;                                                                                \
      }                                                                                          \
      uint32_t counts[1 << SELECT_BITS] = {0};                                                   \
      for (size_t i = 0; i < n; i++) {                                                           \
        counts[(key_##SUFFIX(in[i]) ^ flip) >> (BITS - SELECT_BITS)]++;                          \
      }                                                                                          \
      size_t last = 0, chosen = counts[0];                                                       \
      while (chosen < first) { chosen += counts[++last]; }                                       \
      size_t kept = 0;                                                                           \
      for (size_t i = 0; i < n; i++) {                                                           \
        uint##BITS##_t key = key_##SUFFIX(in[i]) ^ flip;                                         \
        if (key >> (BITS - SELECT_BITS) <= last) {                                               \
          entries[kept++] = entry_##BITS##_of(key, i);                                           \
        }                                                                                        \
      }                                                                                          \
      const entry_##BITS *sorted = sort_##BITS(entries, entries + kept, kept);                   \
      for (size_t i = 0; i < first; i++) { order[i] = (int64_t)entry_##BITS##_place(sorted[i]); } \
    }                                                                                            \
  }

SELECT(f32, float, 32)
SELECT(f64, double, 64)
SELECT(i64, int64_t, 64)
SELECT(i32, int32_t, 32)

static const tk_select_fn _Nullable selections[TK_DTYPE_COUNT] = {
    [TK_FLOAT32] = select_f32,
    [TK_FLOAT64] = select_f64,
    [TK_INT64] = select_i64,
    [TK_INT32] = select_i32,
};

tk_select_fn _Nullable tk_select(tk_dtype dtype) { return selections[dtype]; }

static const tk_argsort_fn _Nullable sorts[TK_DTYPE_COUNT] = {
    [TK_FLOAT32] = argsort_f32,
    [TK_FLOAT64] = argsort_f64,
    [TK_INT64] = argsort_i64,
    [TK_INT32] = argsort_i32,
};

tk_argsort_fn _Nullable tk_argsort(tk_dtype dtype) { return sorts[dtype]; }

size_t tk_argsort_scratch(tk_dtype dtype, size_t count) {
  int is_short = dtype == TK_FLOAT32 || dtype == TK_INT32;
  return 2 * count * (is_short ? sizeof(entry_32) : sizeof(entry_64));
}

#pragma clang assume_nonnull end
