#ifndef TAPESTRY_TK_WINOGRAD_H
#define TAPESTRY_TK_WINOGRAD_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// Convolutions by 3 × 3 taps in tiles of 2 × 2 places: of 4 × 4 elements each, which are transformed into 16 numbers that
// are multiplied one by one (Winograd, 1980; F(2×2, 3×3) of Lavin and Gray, 2016). What is transformed lies as
// [16][channels][tiles].

// A strip of tiles side by side: the top left element of the first, which may lie outside of the image, is at `row` and
// `column`. The image's first channel begins at element `image`, the tiles at number `place` among all.
typedef struct {
  ptrdiff_t height, width;
  ptrdiff_t row, column;
  size_t tiles;
  ptrdiff_t image;
  size_t place;
} tk_tiles;

// Where number p of a tile t of channel c lies: p * position + c * channel + t. Up to 7 tiles more are written: strips come in
// the order of their places.
typedef struct {
  size_t position, channel;
} tk_tile_strides;

// The elements that tk_winograd_tiles_f32 needs beside its operands, for so many strips of at most so many tiles.
size_t tk_winograd_room(size_t tiles, size_t strips);

// to = the transformed tiles of 4 × 4 elements, 2 apart, of images; zeros where they reach beyond.
void tk_winograd_tiles_f32(float *to, tk_tile_strides strides, const float *images, size_t channels,
                           const tk_tiles *strips, size_t count, float *room);

// out = the places that sums of products stand for, plus the bias of each channel; those beyond the image are left out.
// Whether all of them are finite.
bool tk_winograd_places_f32(float *out, const tk_tiles *strips, size_t count, const float *sums,
                            tk_tile_strides strides, size_t channels, const float *_Nullable bias);

// The derivative of tk_winograd_places_f32.
void tk_winograd_places_backward_f32(float *to, tk_tile_strides strides, const float *gradient,
                                     size_t channels, const tk_tiles *strips, size_t count);

// to[p * position + i * inputs + j] = the transformed taps of output i < outputs and input j, which lie at
// weight + i * output_stride + j * input_stride, as they are or turned around.
void tk_winograd_taps_f32(float *to, size_t position, const float *weight, size_t outputs,
                          size_t inputs, size_t output_stride, size_t input_stride, bool turned);

// gradient[i * 9 …] = the derivative of tk_winograd_taps_f32, of the sum of `shares` of [16][count], for first <= i < end.
// Whether all is finite.
bool tk_winograd_taps_backward_f32(float *gradient, const float *from, size_t shares, size_t count,
                                   size_t first, size_t end);

#pragma clang assume_nonnull end

#endif
