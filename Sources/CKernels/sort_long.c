#include "sort_keys.h"
#include "tk_long_sort.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

#define SURVEY(SUFFIX, T)                                                                         \
  static TK_CLONES tk_key_range survey_##SUFFIX(const T *in, size_t n) {                          \
    uint64_t first = key_##SUFFIX(in[0]), low = first, high = first, varying = 0;                 \
    TK_EACH(i, n, {                                                                               \
      uint64_t key = key_##SUFFIX(in[i]);                                                         \
      low = key < low ? key : low;                                                                \
      high = key > high ? key : high;                                                             \
      varying |= key ^ first;                                                                     \
    })                                                                                            \
    return (tk_key_range){low, high, varying};                                                    \
  }

SURVEY(f32, float)
SURVEY(f64, double)
SURVEY(i64, int64_t)
SURVEY(i32, int32_t)

tk_key_range tk_survey_keys(tk_dtype dtype, const void *in, size_t count) {
  switch (dtype) {
  case TK_FLOAT32: return survey_f32(in, count);
  case TK_FLOAT64: return survey_f64(in, count);
  case TK_INT64: return survey_i64(in, count);
  default: return survey_i32(in, count);
  }
}

uint64_t tk_nan_key(tk_dtype dtype) {
  return dtype == TK_FLOAT32 ? UINT32_MAX : dtype == TK_FLOAT64 ? UINT64_MAX : 0;
}

#define FILL(SUFFIX, T, BITS)                                                                     \
  static TK_CLONES void fill_##SUFFIX##_##BITS(entry_##BITS *entries, const T *in, size_t start,  \
                                               size_t end, tk_key_reduction by) {                 \
    for (size_t i = start; i < end; i++) {                                                        \
      uint64_t key = ((key_##SUFFIX(in[i]) ^ by.flip) - by.origin) >> by.shift;                   \
      entries[i] = entry_##BITS##_of((uint##BITS##_t)key, i);                                     \
    }                                                                                             \
  }

FILL(f32, float, 32)
FILL(f64, double, 32)
FILL(i64, int64_t, 32)
FILL(i32, int32_t, 32)
FILL(f32, float, 64)
FILL(f64, double, 64)
FILL(i64, int64_t, 64)
FILL(i32, int32_t, 64)

void tk_fill_entries(tk_dtype dtype, bool is_wide, void *entries, const void *in, size_t start,
                     size_t end, tk_key_reduction by) {
#define CASE(D, SUFFIX)                                                                           \
  case D:                                                                                         \
    if (is_wide) fill_##SUFFIX##_64(entries, in, start, end, by);                                 \
    else fill_##SUFFIX##_32(entries, in, start, end, by);                                         \
    break;
  switch (dtype) {
    CASE(TK_FLOAT32, f32)
    CASE(TK_FLOAT64, f64)
    CASE(TK_INT64, i64)
    CASE(TK_INT32, i32)
  default: break;
  }
#undef CASE
}

// Neighbours count in tables of their own: where their digits are equal, one would wait for the other's count.
#define COUNT(BITS)                                                                               \
  static void count_##BITS(uint64_t *counts, const entry_##BITS *entries, size_t n,               \
                           tk_digit digit) {                                                      \
    uint32_t tables[2][1 << TK_DIGIT_BITS];                                                       \
    size_t size = (size_t)1 << digit.bits;                                                        \
    memset(tables[0], 0, size * sizeof(uint32_t));                                                \
    memset(tables[1], 0, size * sizeof(uint32_t));                                                \
    size_t i = 0;                                                                                 \
    for (; i + 2 <= n; i += 2) {                                                                  \
      tables[0][entry_##BITS##_key(entries[i]) >> digit.shift & (size - 1)]++;                    \
      tables[1][entry_##BITS##_key(entries[i + 1]) >> digit.shift & (size - 1)]++;                \
    }                                                                                             \
    if (i < n) { tables[0][entry_##BITS##_key(entries[i]) >> digit.shift & (size - 1)]++; }       \
    for (size_t d = 0; d < size; d++) { counts[d] = (uint64_t)tables[0][d] + tables[1][d]; }      \
  }

COUNT(32)
COUNT(64)

void tk_count_digits(bool is_wide, uint64_t *counts, const void *entries, size_t count,
                     tk_digit digit) {
  if (is_wide) count_64(counts, entries, count, digit);
  else count_32(counts, entries, count, digit);
}

#define MOVE(NAME, BITS, T, VALUE)                                                                \
  static void move_##NAME##_##BITS(T *out, uint64_t *starts, const entry_##BITS *entries,         \
                                   size_t n, tk_digit digit) {                                    \
    size_t mask = ((size_t)1 << digit.bits) - 1;                                                  \
    for (size_t i = 0; i < n; i++) {                                                              \
      entry_##BITS x = entries[i];                                                                \
      out[starts[entry_##BITS##_key(x) >> digit.shift & mask]++] = VALUE;                         \
    }                                                                                             \
  }

MOVE(entries, 32, entry_32, x)
MOVE(entries, 64, entry_64, x)
MOVE(places, 32, int64_t, (int64_t)entry_32_place(x))
MOVE(places, 64, int64_t, (int64_t)entry_64_place(x))

void tk_move_entries(bool is_wide, void *out, uint64_t *starts, const void *entries, size_t count,
                     tk_digit digit) {
  if (is_wide) move_entries_64(out, starts, entries, count, digit);
  else move_entries_32(out, starts, entries, count, digit);
}

void tk_move_places(bool is_wide, int64_t *out, uint64_t *starts, const void *entries, size_t count,
                    tk_digit digit) {
  if (is_wide) move_places_64(out, starts, entries, count, digit);
  else move_places_32(out, starts, entries, count, digit);
}

#define GROUPS(BITS)                                                                              \
  TK_INLINE bool begins_##BITS(const entry_##BITS *entries, size_t i, tk_unequal_key unequal) {   \
    uint64_t key = entry_##BITS##_key(entries[i]), before = entry_##BITS##_key(entries[i - 1]);   \
    return (key != before) | (unequal.exists & (key == unequal.key));                             \
  }                                                                                               \
                                                                                                  \
  static size_t count_groups_##BITS(const entry_##BITS *entries, size_t start, size_t end,        \
                                    tk_unequal_key unequal) {                                     \
    size_t found = start == 0 && end > 0;                                                         \
    for (size_t i = start + found; i < end; i++) { found += begins_##BITS(entries, i, unequal); } \
    return found;                                                                                 \
  }                                                                                               \
                                                                                                  \
  static void write_groups_##BITS(tk_groups to, size_t number, const entry_##BITS *entries,       \
                                  size_t start, size_t end, tk_unequal_key unequal) {             \
    for (size_t i = start; i < end; i++) {                                                        \
      int64_t place = (int64_t)entry_##BITS##_place(entries[i]);                                  \
      if (i == 0 || begins_##BITS(entries, i, unequal)) {                                         \
        to.first[number] = place;                                                                 \
        if (to.starts) { to.starts[number] = (int64_t)i; }                                        \
        number++;                                                                                 \
      }                                                                                           \
      if (to.numbers) { to.numbers[place] = (int64_t)number - 1; }                                \
    }                                                                                             \
  }

GROUPS(32)
GROUPS(64)

size_t tk_count_groups(bool is_wide, const void *entries, size_t start, size_t end,
                       tk_unequal_key unequal) {
  return is_wide ? count_groups_64(entries, start, end, unequal)
                 : count_groups_32(entries, start, end, unequal);
}

void tk_write_groups(bool is_wide, tk_groups groups, size_t number, const void *entries,
                     size_t start, size_t end, tk_unequal_key unequal) {
  if (is_wide) write_groups_64(groups, number, entries, start, end, unequal);
  else write_groups_32(groups, number, entries, start, end, unequal);
}

#pragma clang assume_nonnull end
