// Recurrent cells of one float type: T, F(name) for its functions and M(name) for its elementary
// functions. Included by recurrent.c.

#pragma clang assume_nonnull begin

TK_CLONES void F(tk_lstm_forward)(T *gates, T *cell, T *squashed, T *hidden, const T *cell_before,
                                  size_t rows, size_t size) {
  for (size_t r = 0; r < rows; r++) {
    T *in = gates, *forget = gates + size, *new = gates + 2 * size, *out = gates + 3 * size;
    TK_EACH_DEEP(j, 2 * size, { in[j] = M(sigmoid)(in[j]); })
    TK_EACH_DEEP(j, size, { new[j] = M(tanh)(new[j]); })
    TK_EACH_DEEP(j, size, { out[j] = M(sigmoid)(out[j]); })
    TK_EACH_DEEP(j, size, {
      T c = forget[j] * cell_before[j] + in[j] * new[j];
      T t = M(tanh)(c);
      cell[j] = c;
      squashed[j] = t;
      hidden[j] = out[j] * t;
    })
    gates += 4 * size;
    cell_before += size, cell += size, squashed += size, hidden += size;
  }
}

TK_CLONES void F(tk_lstm_backward)(T *d_gates, T *d_cell, const T *d_hidden, const T *gates,
                                   const T *cell_before, const T *squashed, size_t rows,
                                   size_t size) {
  for (size_t r = 0; r < rows; r++) {
    TK_VECTORIZE for (size_t j = 0; j < size; j++) {
      T i = gates[j], f = gates[size + j], n = gates[2 * size + j], o = gates[3 * size + j];
      T t = squashed[j];
      T dh = d_hidden[j];
      T dc = d_cell[j] + dh * o * (1 - t * t);
      d_gates[j] = dc * n * i * (1 - i);
      d_gates[size + j] = dc * cell_before[j] * f * (1 - f);
      d_gates[2 * size + j] = dc * i * (1 - n * n);
      d_gates[3 * size + j] = dh * t * o * (1 - o);
      d_cell[j] = dc * f;
    }
    gates += 4 * size, d_gates += 4 * size;
    d_cell += size, d_hidden += size, cell_before += size, squashed += size;
  }
}

TK_CLONES void F(tk_gru_forward)(T *gates, T *hidden, const T *projected, const T *bias,
                                 const T *hidden_before, size_t rows, size_t size) {
  for (size_t r = 0; r < rows; r++) {
    T *reset = gates, *update = gates + size, *product = gates + 2 * size, *new = gates + 3 * size;
    TK_EACH_DEEP(j, 2 * size, { reset[j] = M(sigmoid)(reset[j] + bias[j] + projected[j]); })
    TK_EACH_DEEP(j, size, {
      T p = product[j] + bias[2 * size + j];
      T n = M(tanh)(projected[2 * size + j] + reset[j] * p);
      product[j] = p;
      new[j] = n;
      hidden[j] = n + update[j] * (hidden_before[j] - n);
    })
    gates += 4 * size, projected += 3 * size;
    hidden_before += size, hidden += size;
  }
}

TK_CLONES void F(tk_gru_backward)(T *d_projected, T *d_product, T *d_hidden, const T *gates,
                                  const T *hidden_before, size_t rows, size_t size) {
  for (size_t r = 0; r < rows; r++) {
    TK_VECTORIZE for (size_t j = 0; j < size; j++) {
      T reset = gates[j], z = gates[size + j], p = gates[2 * size + j], n = gates[3 * size + j];
      T dh = d_hidden[j];
      T dz = dh * (hidden_before[j] - n) * z * (1 - z);
      T dn = dh * (1 - z) * (1 - n * n);
      T dr = dn * p * reset * (1 - reset);
      d_projected[j] = dr;
      d_projected[size + j] = dz;
      d_projected[2 * size + j] = dn;
      d_product[j] = dr;
      d_product[size + j] = dz;
      d_product[2 * size + j] = dn * reset;
      d_hidden[j] = dh * z;
    }
    gates += 4 * size, d_projected += 3 * size, d_product += 3 * size;
    d_hidden += size, hidden_before += size;
  }
}

TK_CLONES void F(tk_rnn_tanh_forward)(T *hidden, size_t n) {
  TK_EACH_DEEP(j, n, { hidden[j] = M(tanh)(hidden[j]); })
}

TK_CLONES void F(tk_rnn_relu_forward)(T *hidden, size_t n) {
  TK_VECTORIZE for (size_t j = 0; j < n; j++) { hidden[j] = hidden[j] <= 0 ? 0 : hidden[j]; }
}

TK_CLONES void F(tk_rnn_tanh_backward)(T *d_sum, const T *d_hidden, const T *hidden, size_t n) {
  TK_VECTORIZE for (size_t j = 0; j < n; j++) { d_sum[j] = d_hidden[j] * (1 - hidden[j] * hidden[j]); }
}

TK_CLONES void F(tk_rnn_relu_backward)(T *d_sum, const T *d_hidden, const T *hidden, size_t n) {
  TK_VECTORIZE for (size_t j = 0; j < n; j++) { d_sum[j] = hidden[j] <= 0 ? 0 : d_hidden[j]; }
}

TK_CLONES void F(tk_recurrent_add)(T *sum, const T *term, size_t n) {
  TK_VECTORIZE for (size_t j = 0; j < n; j++) { sum[j] += term[j]; }
}

#pragma clang assume_nonnull end
