#include "tk_winograd.h"
#include "tk_target.h"

#include <string.h>

// Eight tiles, side by side.
typedef float eight __attribute__((ext_vector_type(8), aligned(sizeof(float))));
typedef int eight_bits __attribute__((ext_vector_type(8)));

#define LOAD(from) (*(const eight *)(from))

// The first `count` elements, and zeros.
TK_INLINE void load_part(eight *to, const float *from, ptrdiff_t count) {
  if (count >= 8) {
    *to = LOAD(from);
  } else {
    float part[8] = {0};
    for (ptrdiff_t i = 0; i < count; i++) { part[i] = from[i]; }
    *to = LOAD(part);
  }
}

// Every second element of two vectors.
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15)

TK_INLINE size_t row_room(size_t tiles) { return (tiles + 7) / 8 * 16 + 16; }

size_t tk_winograd_room(size_t tiles, size_t strips) {
  return (8 * strips + 1) * row_room(tiles);
}

// The part of a row of `width` elements that begins at `column` and is `count` long: what of it is within 0 ..< width.
TK_INLINE size_t first_inside(ptrdiff_t column, size_t count) {
  size_t outside = column < 0 ? (size_t)-column : 0;
  return outside < count ? outside : count;
}

TK_INLINE size_t end_inside(ptrdiff_t column, ptrdiff_t width, size_t count) {
  ptrdiff_t end = width - column;
  return end < 0 ? 0 : (size_t)end < count ? (size_t)end : count;
}

// Where a strip's four rows of elements begin; `zeros` where they are outside of the image.
TK_INLINE void find_rows(const float **rows, const float *image, const tk_tiles *strip,
                         const float *zeros) {
  for (ptrdiff_t r = 0; r < 4; r++) {
    ptrdiff_t row = strip->row + r;
    bool is_inside = row >= 0 && row < strip->height;
    rows[r] = is_inside ? image + row * strip->width + strip->column : zeros;
  }
}

// Asks for the rows of a channel that comes later, but for those that the strip before has, too: a few lines of each channel are
// no pattern that processors foresee.
TK_INLINE void ask_ahead(const float *const *rows, const tk_tiles *strip) {
  const ptrdiff_t channels = 4;
  for (size_t r = 2; r < 4; r++) {
    for (size_t i = 0; i < 2 * strip->tiles + 2; i += 16) {
      __builtin_prefetch(rows[r] + channels * strip->height * strip->width + i);
    }
  }
}

// Sums over the four rows of tiles: `to` has four rows, `wide` apart, with zeros around what is inside.
TK_INLINE void add_down(float *to, size_t wide, const float *const *rows, const tk_tiles *strip) {
  size_t count = 2 * strip->tiles + 2;
  size_t first = first_inside(strip->column, count);
  size_t end = end_inside(strip->column, strip->width, count);
  if (end < first) { end = first; }
  const eight zeros = 0;
  for (size_t r = 0; r < 4; r++) {
    for (size_t i = 0; i < first; i += 8) { *(eight *)(to + r * wide + i) = zeros; }
  }
  const float *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3];
#define ADD_DOWN(T, i)                                                                             \
  {                                                                                                \
    T p = *(const T *)(a + i), q = *(const T *)(b + i), r = *(const T *)(c + i);                   \
    *(T *)(to + i) = p - r;                                                                        \
    *(T *)(to + wide + i) = q + r;                                                                 \
    *(T *)(to + 2 * wide + i) = r - q;                                                             \
    *(T *)(to + 3 * wide + i) = q - *(const T *)(d + i);                                           \
  }
  if (end - first >= 8) {
    // The last eight begin as early as they must: some elements are computed twice.
    for (size_t i = first; i < end; i += 8) {
      size_t at = i + 8 <= end ? i : end - 8;
      ADD_DOWN(eight, at)
    }
  } else {
    for (size_t i = first; i < end; i++) { ADD_DOWN(float, i) }
  }
#undef ADD_DOWN
  for (size_t r = 0; r < 4; r++) {
    for (size_t i = end; i < count; i += 8) { *(eight *)(to + r * wide + i) = zeros; }
  }
}

// Differences and sums of every four neighbours of a row that are two apart from the next four.
TK_INLINE void add_across(float *to, ptrdiff_t position, const float *row, size_t tiles) {
  for (size_t t = 0; t < tiles; t += 8) {
    const float *at = row + 2 * t;
    eight a = EVENS(LOAD(at), LOAD(at + 8)), b = ODDS(LOAD(at), LOAD(at + 8));
    eight c = EVENS(LOAD(at + 2), LOAD(at + 10)), d = ODDS(LOAD(at + 2), LOAD(at + 10));
    *(eight *)(to + t) = a - c;
    *(eight *)(to + position + (ptrdiff_t)t) = b + c;
    *(eight *)(to + 2 * position + (ptrdiff_t)t) = c - b;
    *(eight *)(to + 3 * position + (ptrdiff_t)t) = b - d;
  }
}

TK_CLONES void tk_winograd_tiles_f32(float *to, tk_tile_strides strides, const float *images,
                                     size_t channels, const tk_tiles *strips, size_t count,
                                     float *room) {
  size_t wide = 0;
  for (size_t s = 0; s < count; s++) {
    size_t needed = row_room(strips[s].tiles);
    if (needed > wide) { wide = needed; }
  }
  memset(room, 0, wide * sizeof(float));
  // A channel's sums down are read after the next one's have been written: as they are read in other pieces than they are
  // written in, a processor would wait until they, and all that was written before, have reached the first cache.
  float *now = room + wide, *before = now + 4 * count * wide;
  for (size_t c = 0; c <= channels; c++) {
    for (size_t s = 0; c < channels && s < count; s++) {
      const tk_tiles *strip = strips + s;
      const float *rows[4];
      const float *image = images + strip->image + (ptrdiff_t)c * strip->height * strip->width;
      find_rows(rows, image, strip, room);
      ask_ahead(rows, strip);
      add_down(now + 4 * s * wide, wide, rows, strip);
    }
    for (size_t s = 0; c > 0 && s < count; s++) {
      float *target = to + (c - 1) * strides.channel + strips[s].place;
      for (size_t r = 0; r < 4; r++, target += 4 * strides.position) {
        add_across(target, (ptrdiff_t)strides.position, before + (4 * s + r) * wide,
                   strips[s].tiles);
      }
    }
    float *free = before;
    before = now, now = free;
  }
}

TK_INLINE bool are_zeros(const eight *numbers) {
  bool are = true;
  for (int i = 0; i < 8; i++) { are = are && (*numbers)[i] == 0; }
  return are;
}

// Two rows of elements, even and odd ones apart, as far as they lie within the image.
TK_INLINE void store_places(float *out, const tk_tiles *tiles, size_t t, const eight *even,
                            const eight *odd) {
  ptrdiff_t inside = (ptrdiff_t)(2 * (tiles->tiles - t));
  ptrdiff_t column = tiles->column + 2 * (ptrdiff_t)t;
  if (inside > tiles->width - column) { inside = tiles->width - column; }
  for (ptrdiff_t r = 0; r < 2 && tiles->row + r < tiles->height; r++) {
    float *to = out + (tiles->row + r) * tiles->width + column;
    eight low = __builtin_shufflevector(even[r], odd[r], 0, 8, 1, 9, 2, 10, 3, 11);
    eight high = __builtin_shufflevector(even[r], odd[r], 4, 12, 5, 13, 6, 14, 7, 15);
    float both[16];
    *(eight *)both = low;
    *(eight *)(both + 8) = high;
    ptrdiff_t i = 0;
    for (; i + 8 <= inside && i < 16; i += 8) { *(eight *)(to + i) = LOAD(both + i); }
    for (; i < inside && i < 16; i++) { to[i] = both[i]; }
  }
}

// The places of a strip's tiles; adds to `differences` what is 0 as long as all of them are finite.
TK_INLINE void add_places(float *out, const tk_tiles *strip, const float *sums, ptrdiff_t position,
                          float bias, eight *differences) {
  const eight_bits numbers = {0, 1, 2, 3, 4, 5, 6, 7};
  const eight start = bias;
  for (size_t t = 0; t < strip->tiles; t += 8) {
    const float *from = sums + t;
    eight left[4], right[4];
    for (size_t r = 0; r < 4; r++, from += 4 * position) {
      eight a = LOAD(from), b = LOAD(from + position);
      eight c = LOAD(from + 2 * position), d = LOAD(from + 3 * position);
      left[r] = a + b + c;
      right[r] = b - c - d;
    }
    eight even[2] = {start + left[0] + left[1] + left[2], start + left[1] - left[2] - left[3]};
    eight odd[2] = {start + right[0] + right[1] + right[2],
                    start + right[1] - right[2] - right[3]};
    eight difference = 0;
    for (int r = 0; r < 2; r++) { difference += (even[r] - even[r]) + (odd[r] - odd[r]); }
    // Tiles beyond the last hold anything.
    eight_bits is_tile = numbers < (int)(strip->tiles - t);
    *differences += (eight)((eight_bits)difference & is_tile);
    store_places(out, strip, t, even, odd);
  }
}

TK_CLONES bool tk_winograd_places_f32(float *out, const tk_tiles *strips, size_t count,
                                      const float *sums, tk_tile_strides strides, size_t channels,
                                      const float *_Nullable bias) {
  eight differences = 0;
  for (size_t c = 0; c < channels; c++) {
    for (const tk_tiles *strip = strips; strip < strips + count; strip++) {
      float *channel = out + strip->image + (ptrdiff_t)c * strip->height * strip->width;
      add_places(channel, strip, sums + c * strides.channel + strip->place,
                 (ptrdiff_t)strides.position, bias ? bias[c] : 0, &differences);
    }
  }
  return are_zeros(&differences);
}

TK_INLINE void spread_places(float *to, ptrdiff_t position, const float *gradient,
                             const tk_tiles *strip) {
  bool has_second = strip->row + 1 < strip->height;
  const float *from = gradient + strip->row * strip->width + strip->column;
  for (size_t t = 0; t < strip->tiles; t += 8) {
    ptrdiff_t inside = strip->width - strip->column - 2 * (ptrdiff_t)t;
    eight even[2], odd[2];
    for (ptrdiff_t r = 0; r < 2; r++) {
      const float *row = from + r * strip->width + 2 * (ptrdiff_t)t;
      ptrdiff_t count = r == 0 || has_second ? inside : 0;
      eight low, high;
      load_part(&low, row, count);
      load_part(&high, row + 8, count - 8);
      even[r] = EVENS(low, high), odd[r] = ODDS(low, high);
    }
    eight left[4] = {even[0], even[0] + even[1], even[0] - even[1], -even[1]};
    eight right[4] = {odd[0], odd[0] + odd[1], odd[0] - odd[1], -odd[1]};
    float *target = to + t;
    for (size_t r = 0; r < 4; r++, target += 4 * position) {
      *(eight *)target = left[r];
      *(eight *)(target + position) = left[r] + right[r];
      *(eight *)(target + 2 * position) = left[r] - right[r];
      *(eight *)(target + 3 * position) = -right[r];
    }
  }
}

TK_CLONES void tk_winograd_places_backward_f32(float *to, tk_tile_strides strides,
                                               const float *gradient, size_t channels,
                                               const tk_tiles *strips, size_t count) {
  for (size_t c = 0; c < channels; c++) {
    for (const tk_tiles *strip = strips; strip < strips + count; strip++) {
      spread_places(to + c * strides.channel + strip->place, (ptrdiff_t)strides.position,
                    gradient + strip->image + (ptrdiff_t)c * strip->height * strip->width, strip);
    }
  }
}

// From three elements to four.
TK_INLINE void spread_taps(float *out, size_t step, float a, float b, float c) {
  float ends = 0.5f * (a + c), middle = 0.5f * b;
  out[0] = a, out[step] = ends + middle, out[2 * step] = ends - middle, out[3 * step] = c;
}

TK_CLONES void tk_winograd_taps_f32(float *to, size_t position, const float *weight, size_t outputs,
                                    size_t inputs, size_t output_stride, size_t input_stride,
                                    bool turned) {
  ptrdiff_t first = turned ? 8 : 0, step = turned ? -1 : 1;
  for (size_t i = 0; i < outputs; i++) {
    for (size_t j = 0; j < inputs; j++) {
      const float *taps = weight + i * output_stride + j * input_stride + first;
      float columns[12];
      for (ptrdiff_t k = 0; k < 3; k++) {
        spread_taps(columns + k, 3, taps[k * step], taps[(k + 3) * step], taps[(k + 6) * step]);
      }
      float *target = to + i * inputs + j;
      for (size_t r = 0; r < 4; r++, target += 4 * position) {
        spread_taps(target, position, columns[3 * r], columns[3 * r + 1], columns[3 * r + 2]);
      }
    }
  }
}

// Eight places of `from`, or those that are left.
TK_INLINE void add_taps(float *gradient, const float *from, size_t shares, size_t count,
                        ptrdiff_t left, eight *differences) {
  eight sums[16];
  for (size_t p = 0; p < 16; p++) {
    sums[p] = 0;
    for (size_t s = 0; s < shares; s++) {
      eight share;
      load_part(&share, from + (s * 16 + p) * count, left);
      sums[p] += share;
    }
  }
  eight rows[12];
  for (size_t r = 0; r < 4; r++) {
    const eight *s = sums + 4 * r;
    rows[3 * r] = s[0] + 0.5f * (s[1] + s[2]);
    rows[3 * r + 1] = 0.5f * (s[1] - s[2]);
    rows[3 * r + 2] = 0.5f * (s[1] + s[2]) + s[3];
  }
  eight taps[9];
  for (size_t k = 0; k < 3; k++) {
    eight middle = 0.5f * (rows[3 + k] + rows[6 + k]);
    taps[k] = rows[k] + middle;
    taps[3 + k] = 0.5f * (rows[3 + k] - rows[6 + k]);
    taps[6 + k] = middle + rows[9 + k];
  }
  for (size_t k = 0; k < 9; k++) {
    *differences += taps[k] - taps[k];
    float lanes[8];
    *(eight *)lanes = taps[k];
    for (ptrdiff_t i = 0; i < 8 && i < left; i++) { gradient[9 * i + (ptrdiff_t)k] = lanes[i]; }
  }
}

TK_CLONES bool tk_winograd_taps_backward_f32(float *gradient, const float *from, size_t shares,
                                             size_t count, size_t first, size_t end) {
  eight differences = 0;
  for (size_t i = first; i < end; i += 8) {
    add_taps(gradient + 9 * i, from + i, shares, count, (ptrdiff_t)(end - i), &differences);
  }
  return are_zeros(&differences);
}
