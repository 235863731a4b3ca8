#ifndef TAPESTRY_TK_LONG_SORT_H
#define TAPESTRY_TK_LONG_SORT_H

#include "tk_dtype.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// The passes of a stable radix sort over chunks of one row, which may run at once; the order is that of tk_argsort.
//
// A number's key is reduced to the bits in which the row's keys differ: what they have in common is subtracted and
// shifted away. An entry is a reduced key and the place that it comes from: 8 bytes where each has 32 bits, else
// (`is_wide`) 16. Rows are of float32, float64, int64 or int32.

// What is known of keys: the smallest, the largest, and the bits that differ anywhere.
typedef struct {
  uint64_t low, high, varying;
} tk_key_range;

// How keys are reduced: ((key ^ flip) - origin) >> shift.
typedef struct {
  uint64_t flip, origin;
  int shift;
} tk_key_reduction;

// What a pass goes by: `bits` of the reduced key, at most so many, from bit `shift`.
#define TK_DIGIT_BITS 11
typedef struct {
  int shift, bits;
} tk_digit;

// `count` > 0.
tk_key_range tk_survey_keys(tk_dtype dtype, const void *in, size_t count);

// The key of NaN, whatever its bits; 0 where the dtype has none.
uint64_t tk_nan_key(tk_dtype dtype);

// The entries from `start` to `end` of a row.
void tk_fill_entries(tk_dtype dtype, bool is_wide, void *entries, const void *in, size_t start,
                     size_t end, tk_key_reduction reduction);

// counts[d] is how many of fewer than 2^32 entries have digit d.
void tk_count_digits(bool is_wide, uint64_t *counts, const void *entries, size_t count,
                     tk_digit digit);

// Each entry goes to out[starts[d]], where d is its digit, and the next one with that digit behind it.
void tk_move_entries(bool is_wide, void *out, uint64_t *starts, const void *entries, size_t count,
                     tk_digit digit);

// The same of the entries' places alone.
void tk_move_places(bool is_wide, int64_t *out, uint64_t *starts, const void *entries, size_t count,
                    tk_digit digit);

// Sorts the piles from `first` to `end`, each from where the one before ends up to its own end: the entries, or where there
// is an `order`, their places into that, while the entries are lost. `order` may be the memory of entries or scratch.
void tk_sort_piles(bool is_wide, int64_t *_Nullable order, void *entries, void *scratch,
                   const uint64_t *ends, size_t first, size_t end);

// The key of which each entry is a group of its own, as NaN equals nothing; others' neighbours with equal keys are one.
typedef struct {
  bool exists;
  uint64_t key;
} tk_unequal_key;

// How many groups begin with the entries from `start` to `end`.
size_t tk_count_groups(bool is_wide, const void *entries, size_t start, size_t end,
                       tk_unequal_key unequal);

// Of each group the place of its first entry, and where among the entries that stands; of each entry, at its place, the
// number of its group.
typedef struct {
  int64_t *first;
  int64_t *_Nullable starts;
  int64_t *_Nullable numbers;
} tk_groups;

// What there is to write of the entries from `start` to `end`, where `number` groups begin before them.
void tk_write_groups(bool is_wide, tk_groups groups, size_t number, const void *entries,
                     size_t start, size_t end, tk_unequal_key unequal);

#pragma clang assume_nonnull end

#endif
