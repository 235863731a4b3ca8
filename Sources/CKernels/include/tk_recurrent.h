#ifndef TAPESTRY_TK_RECURRENT_H
#define TAPESTRY_TK_RECURRENT_H

#include <stddef.h>

#pragma clang assume_nonnull begin

// One step of recurrent cells, of `rows` sequences with `size` numbers each. Matrix products are the
// caller's; rows lie one behind another without gaps.

// LSTM. gates [rows, 4 size] hold what goes into input, forget, cell and output gate, and receive the
// gates; squashed receives tanh(cell).
void tk_lstm_forward_f32(float *gates, float *cell, float *squashed, float *hidden,
                         const float *cell_before, size_t rows, size_t size);
void tk_lstm_forward_f64(double *gates, double *cell, double *squashed, double *hidden,
                         const double *cell_before, size_t rows, size_t size);

// The gradient of what went into the gates. That of the cell comes in d_cell, which receives that
// of the cell before.
void tk_lstm_backward_f32(float *d_gates, float *d_cell, const float *d_hidden, const float *gates,
                          const float *cell_before, const float *squashed, size_t rows, size_t size);
void tk_lstm_backward_f64(double *d_gates, double *d_cell, const double *d_hidden,
                          const double *gates, const double *cell_before, const double *squashed,
                          size_t rows, size_t size);

// GRU. gates [rows, 4 size] hold in their first three parts the hidden state's products for reset,
// update and new gate, and receive reset and update gate, the third product with its bias, and the
// new gate. projected [rows, 3 size] are the input's products, bias [3 size] the hidden state's.
void tk_gru_forward_f32(float *gates, float *hidden, const float *projected, const float *bias,
                        const float *hidden_before, size_t rows, size_t size);
void tk_gru_forward_f64(double *gates, double *hidden, const double *projected, const double *bias,
                        const double *hidden_before, size_t rows, size_t size);

// The gradients of both products. d_hidden receives the share of the hidden state before that did
// not go through a product.
void tk_gru_backward_f32(float *d_projected, float *d_product, float *d_hidden, const float *gates,
                         const float *hidden_before, size_t rows, size_t size);
void tk_gru_backward_f64(double *d_projected, double *d_product, double *d_hidden,
                         const double *gates, const double *hidden_before, size_t rows, size_t size);

// A plain cell, of n numbers: hidden holds what goes into the function, and receives its value.
void tk_rnn_tanh_forward_f32(float *hidden, size_t n);
void tk_rnn_tanh_forward_f64(double *hidden, size_t n);
void tk_rnn_relu_forward_f32(float *hidden, size_t n);
void tk_rnn_relu_forward_f64(double *hidden, size_t n);
void tk_rnn_tanh_backward_f32(float *d_sum, const float *d_hidden, const float *hidden, size_t n);
void tk_rnn_tanh_backward_f64(double *d_sum, const double *d_hidden, const double *hidden, size_t n);
void tk_rnn_relu_backward_f32(float *d_sum, const float *d_hidden, const float *hidden, size_t n);
void tk_rnn_relu_backward_f64(double *d_sum, const double *d_hidden, const double *hidden, size_t n);

void tk_recurrent_add_f32(float *sum, const float *term, size_t n);
void tk_recurrent_add_f64(double *sum, const double *term, size_t n);

#pragma clang assume_nonnull end

#endif
