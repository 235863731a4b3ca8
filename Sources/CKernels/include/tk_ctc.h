#ifndef TAPESTRY_TK_CTC_H
#define TAPESTRY_TK_CTC_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Connectionist temporal classification of one sequence. log_probabilities[t * step + class], for
// t in 0 ..< times, and a target of `length` classes other than blank; states alternate between
// blank and the target's classes, 2 * length + 1 of them.

// Returns -log of the target's probability, +Inf where it cannot be. alpha [times, states] receives
// the logarithm of the probability of each state with all that came before.
double tk_ctc(double *alpha, const double *log_probabilities, size_t step, size_t times,
              const int64_t *target, size_t length, int64_t blank);

// Writes for times x classes scale * (probability - share of the target's paths through it). beta
// has room for 2 * states numbers, shares for `classes`.
void tk_ctc_backward(double *out, size_t out_step, double *beta, double *shares,
                     const double *alpha, const double *log_probabilities, size_t step,
                     size_t times, size_t classes, const int64_t *target, size_t length,
                     int64_t blank, double loss, double scale);

#pragma clang assume_nonnull end

#endif
