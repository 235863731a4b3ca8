#ifndef TAPESTRY_TK_RANDOM_H
#define TAPESTRY_TK_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Counter-based random numbers: Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", 2011). Element i of a stream depends on the key and i alone; a call writes elements
// offset ..< offset + count, so a stream may be cut anywhere, and fastest at multiples of 64.

// One block of the generator.
void tk_philox_block(uint32_t out[_Nonnull 4], const uint32_t counter[_Nonnull 4],
                     const uint32_t key[_Nonnull 2]);

// Words 4b ..< 4b + 4 are block b.
void tk_philox_u32(uint32_t *out, size_t count, uint64_t key, uint64_t offset);

// Uniform in [0, 1), from the upper 24 bits of word i, or 53 bits of words 2i and 2i + 1.
void tk_uniform_f32(float *out, size_t count, uint64_t key, uint64_t offset);
void tk_uniform_f64(double *out, size_t count, uint64_t key, uint64_t offset);

// Uniform in (0, 1], with steps of 2^-32 near 0 for float32; from as many words as the uniform.
void tk_positive_f32(float *out, size_t count, uint64_t key, uint64_t offset);
void tk_positive_f64(double *out, size_t count, uint64_t key, uint64_t offset);

// Whole numbers from `low` on, `span` of them; from two words each.
void tk_random_integers(int64_t *out, size_t count, uint64_t key, uint64_t offset, int64_t low,
                        uint64_t span);

// Numbers dealt to parts, a power of two of them, by the low bits of a byte each: how many go to each part, and the numbers from `first`
// on, each to the next place in `out` of its part, which moves on. Nothing else is written.
#define TK_MOST_PARTS 256
void tk_count_choices(size_t *counts, const uint8_t *choices, size_t count, size_t parts);
void tk_split_by_choice(uint32_t *out, size_t *places, const uint8_t *choices, uint32_t first,
                        size_t count, size_t parts);

// The numbers in `left`, shuffled (Fisher and Yates, 1938) by a word each, to `out`; `left` is used up.
void tk_shuffle(int64_t *out, uint32_t *left, const uint32_t *words, size_t count);

// Distributions that take as many words as chance has it. Element i of a call begins with block
// `element` + i of the stream and goes on in blocks that no other function uses. tk_gamma takes the
// shape in `a` (positive; the rate is 1), tk_log_gamma gives its logarithm, which does not
// underflow; tk_poisson takes the mean in `a` (finite, not negative), tk_binomial the number of trials
// in `a` and the probability in `b`.
void tk_gamma(double *out, const double *a, const double *b, size_t count, uint64_t key,
              uint64_t element);
void tk_log_gamma(double *out, const double *a, const double *b, size_t count, uint64_t key,
                  uint64_t element);
void tk_poisson(double *out, const double *a, const double *b, size_t count, uint64_t key,
                uint64_t element);
void tk_binomial(double *out, const double *a, const double *b, size_t count, uint64_t key,
                 uint64_t element);

// Standard normal (Box and Muller, 1958), from as many words as the uniform of the type.
void tk_normal_f32(float *out, size_t count, uint64_t key, uint64_t offset);
void tk_normal_f64(double *out, size_t count, uint64_t key, uint64_t offset);

// Keeps element i, scaled by 1 / (1 - p), where uniform number i is at least p, and gives 0
// elsewhere; `mask` tells which. `out` may be `in`.
void tk_dropout_f32(float *out, uint8_t *mask, const float *in, size_t count, float p, uint64_t key,
                    uint64_t offset);
void tk_dropout_f64(double *out, uint8_t *mask, const double *in, size_t count, double p,
                    uint64_t key, uint64_t offset);
void tk_dropout_backward_f32(float *out, const float *gradient, const uint8_t *mask, size_t count,
                             float p);
void tk_dropout_backward_f64(double *out, const double *gradient, const uint8_t *mask,
                             size_t count, double p);

#pragma clang assume_nonnull end

#endif
