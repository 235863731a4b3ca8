#include "tk_winograd.h"
#include "tk_target.h"

#include <string.h>

// Eight tiles, side by side.
typedef float eight __attribute__((ext_vector_type(8), aligned(sizeof(float))));
typedef int eight_bits __attribute__((ext_vector_type(8)));

#define LOAD(from) (*(const eight *)(from))

// Every second of sixteen elements.
#define EVENS(from)                                                                                \
  __builtin_shufflevector(LOAD(from), LOAD((from) + 8), 0, 2, 4, 6, 8, 10, 12, 14)
#define ODDS(from)                                                                                 \
  __builtin_shufflevector(LOAD(from), LOAD((from) + 8), 1, 3, 5, 7, 9, 11, 13, 15)

TK_INLINE size_t row_room(size_t tiles) { return (tiles + 7) / 8 * 16 + 16; }

size_t tk_winograd_room(size_t tiles) { return 5 * row_room(tiles); }

// The part of a row of `width` elements that begins at `column` and is `count` long: what of it is within 0 ..< width.
TK_INLINE size_t first_inside(ptrdiff_t column, size_t count) {
  size_t outside = column < 0 ? (size_t)-column : 0;
  return outside < count ? outside : count;
}

TK_INLINE size_t end_inside(ptrdiff_t column, ptrdiff_t width, size_t count) {
  ptrdiff_t end = width - column;
  return end < 0 ? 0 : (size_t)end < count ? (size_t)end : count;
}

// Sums over the four rows of tiles: `rows` of them, `wide` apart, with zeros around what is inside.
TK_INLINE void add_down(float *rows, size_t wide, const float *const *from, size_t first,
                        size_t end) {
  for (size_t r = 0; r < 4; r++) {
    memset(rows + r * wide, 0, first * sizeof(float));
    memset(rows + r * wide + end, 0, (wide - end) * sizeof(float));
  }
  const float *a = from[0], *b = from[1], *c = from[2], *d = from[3];
  TK_VECTORIZE
  for (size_t i = first; i < end; i++) {
    rows[i] = a[i] - c[i];
    rows[wide + i] = b[i] + c[i];
    rows[2 * wide + i] = c[i] - b[i];
    rows[3 * wide + i] = b[i] - d[i];
  }
}

TK_CLONES void tk_winograd_tiles_f32(float *to, tk_tile_strides strides, const float *images,
                                     size_t channels, const tk_tiles *tiles, float *room) {
  size_t wide = row_room(tiles->tiles), count = 2 * tiles->tiles + 2;
  size_t first = first_inside(tiles->column, count);
  size_t end = end_inside(tiles->column, tiles->width, count);
  if (end < first) { end = first; }
  float *rows = room + wide;
  memset(room, 0, wide * sizeof(float));
  for (size_t c = 0; c < channels; c++, images += tiles->height * tiles->width) {
    const float *from[4];
    for (ptrdiff_t r = 0; r < 4; r++) {
      ptrdiff_t row = tiles->row + r;
      bool is_inside = row >= 0 && row < tiles->height;
      from[r] = is_inside ? images + row * tiles->width + tiles->column : room;
    }
    add_down(rows, wide, from, first, end);
    for (size_t r = 0; r < 4; r++) {
      const float *row = rows + r * wide;
      float *target = to + 4 * r * strides.position + c * strides.channel;
      for (size_t t = 0; t < tiles->tiles; t += 8) {
        eight a = EVENS(row + 2 * t), b = ODDS(row + 2 * t);
        eight c = EVENS(row + 2 * t + 2), d = ODDS(row + 2 * t + 2);
        *(eight *)(target + t) = a - c;
        *(eight *)(target + strides.position + t) = b + c;
        *(eight *)(target + 2 * strides.position + t) = c - b;
        *(eight *)(target + 3 * strides.position + t) = b - d;
      }
    }
  }
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

TK_CLONES bool tk_winograd_places_f32(float *out, const tk_tiles *tiles, const float *sums,
                                      tk_tile_strides strides, size_t channels,
                                      const float *_Nullable bias) {
  // Zero as long as all is finite.
  eight differences = 0;
  const eight_bits numbers = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t c = 0; c < channels; c++, out += tiles->height * tiles->width) {
    eight start = bias ? bias[c] : 0;
    for (size_t t = 0; t < tiles->tiles; t += 8) {
      const float *from = sums + c * strides.channel + t;
      eight left[4], right[4];
      for (size_t r = 0; r < 4; r++, from += 4 * strides.position) {
        eight a = LOAD(from), b = LOAD(from + strides.position);
        eight c = LOAD(from + 2 * strides.position), d = LOAD(from + 3 * strides.position);
        left[r] = a + b + c;
        right[r] = b - c - d;
      }
      eight even[2] = {start + left[0] + left[1] + left[2], start + left[1] - left[2] - left[3]};
      eight odd[2] = {start + right[0] + right[1] + right[2],
                      start + right[1] - right[2] - right[3]};
      eight difference = 0;
      for (int r = 0; r < 2; r++) { difference += (even[r] - even[r]) + (odd[r] - odd[r]); }
      // Tiles beyond the last hold anything.
      eight_bits is_tile = numbers < (int)(tiles->tiles - t);
      differences += (eight)((eight_bits)difference & is_tile);
      store_places(out, tiles, t, even, odd);
    }
  }
  bool is_finite = true;
  for (int i = 0; i < 8; i++) { is_finite = is_finite && differences[i] == 0; }
  return is_finite;
}

TK_CLONES void tk_winograd_places_backward_f32(float *to, tk_tile_strides strides,
                                               const float *gradient, size_t channels,
                                               const tk_tiles *tiles) {
  bool has_second = tiles->row + 1 < tiles->height;
  for (size_t c = 0; c < channels; c++, gradient += tiles->height * tiles->width) {
    const float *from = gradient + tiles->row * tiles->width + tiles->column;
    for (size_t t = 0; t < tiles->tiles; t += 8) {
      ptrdiff_t inside = tiles->width - tiles->column - 2 * (ptrdiff_t)t;
      float copies[2][16];
      const float *rows[2];
      for (ptrdiff_t r = 0; r < 2; r++) {
        rows[r] = from + r * tiles->width + 2 * (ptrdiff_t)t;
        if ((r == 0 || has_second) && inside >= 16) { continue; }
        ptrdiff_t count = r == 1 && !has_second ? 0 : inside;
        for (ptrdiff_t i = 0; i < 16; i++) { copies[r][i] = i < count ? rows[r][i] : 0; }
        rows[r] = copies[r];
      }
      eight even[2] = {EVENS(rows[0]), EVENS(rows[1])}, odd[2] = {ODDS(rows[0]), ODDS(rows[1])};
      eight left[4] = {even[0], even[0] + even[1], even[0] - even[1], -even[1]};
      eight right[4] = {odd[0], odd[0] + odd[1], odd[0] - odd[1], -odd[1]};
      float *target = to + c * strides.channel + t;
      for (size_t r = 0; r < 4; r++, target += 4 * strides.position) {
        *(eight *)target = left[r];
        *(eight *)(target + strides.position) = left[r] + right[r];
        *(eight *)(target + 2 * strides.position) = left[r] - right[r];
        *(eight *)(target + 3 * strides.position) = -right[r];
      }
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

TK_CLONES bool tk_winograd_taps_backward_f32(float *gradient, const float *from, size_t shares,
                                             size_t count) {
  float differences = 0;
  for (size_t i = 0; i < count; i++, gradient += 9) {
    float sums[16];
    for (size_t p = 0; p < 16; p++) {
      sums[p] = 0;
      for (size_t s = 0; s < shares; s++) { sums[p] += from[(s * 16 + p) * count + i]; }
    }
    float rows[12];
    for (size_t r = 0; r < 4; r++) {
      const float *s = sums + 4 * r;
      rows[3 * r] = s[0] + 0.5f * (s[1] + s[2]);
      rows[3 * r + 1] = 0.5f * (s[1] - s[2]);
      rows[3 * r + 2] = 0.5f * (s[1] + s[2]) + s[3];
    }
    for (size_t k = 0; k < 3; k++) {
      float middle = 0.5f * (rows[3 + k] + rows[6 + k]);
      gradient[k] = rows[k] + middle;
      gradient[3 + k] = 0.5f * (rows[3 + k] - rows[6 + k]);
      gradient[6 + k] = middle + rows[9 + k];
    }
    for (size_t k = 0; k < 9; k++) { differences += gradient[k] - gradient[k]; }
  }
  return differences == 0;
}
